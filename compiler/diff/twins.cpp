#include "diff/twins.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <type_traits>
#include <vector>

namespace schemac::diff {
namespace {

using model::ObjectId;

/// What two twins have in common without looking inside: where they stand.
template <class K>
auto place(const K& object) {
  if constexpr (std::is_same_v<K, model::Sequence>) {
    return std::tuple(object.owned_by->table, object.owned_by->column);
  } else {
    return object.table;
  }
}

template <class K>
bool can_have_twin(const K& object) {
  if constexpr (std::is_same_v<K, model::Sequence>) {
    return object.owned_by.has_value();
  } else if constexpr (requires { object.inherited; }) {
    return !object.inherited;  // it is called as the parent's
  } else {
    return true;
  }
}

template <class K>
bool equal_but_for_name(K before, const K& after) {
  before.name = after.name;
  before.comment = after.comment;
  return before == after;
}

bool is_relation(model::Kind kind) {
  using model::Kind;
  return kind == Kind::table || kind == Kind::view || kind == Kind::materialized_view || kind == Kind::foreign_table ||
         kind == Kind::sequence || kind == Kind::primary_key || kind == Kind::unique || kind == Kind::exclusion ||
         kind == Kind::index;
}

/// Whether something has this id's name already where names must differ: on its table, or among relations.
bool is_taken(const model::Schema& schema, const ObjectId& id) {
  bool taken = false;
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [other, object] : objects) {
      const bool rivals = other.table == id.table || (is_relation(other.kind) && is_relation(id.kind));
      taken = taken || (rivals && other.name == id.name && other.schema == id.schema);
    }
  });
  return taken;
}

template <class K>
void find_twins(const model::Objects<K>& former, const model::Objects<K>& now, const model::Schema& before,
                model::Renames& renames) {
  using Place = decltype(place(std::declval<const K&>()));
  std::map<Place, std::vector<const K*>> vanished;
  for (const auto& [id, object] : former) {
    if (now.find(id) == nullptr && can_have_twin(object)) vanished[place(object)].push_back(&object);
  }
  for (const auto& [id, object] : now) {
    if (former.find(id) != nullptr || !can_have_twin(object)) continue;
    const auto here = vanished.find(place(object));
    if (here == vanished.end()) continue;
    auto& candidates = here->second;
    const auto twin = std::find_if(candidates.begin(), candidates.end(), [&, &wanted = object](const K* former_one) {
      return equal_but_for_name(*former_one, wanted);
    });
    if (twin == candidates.end() || is_taken(before, id)) continue;
    renames.push_back({(*twin)->id(), id, {}, {}});
    candidates.erase(twin);
  }
}

}  // namespace

model::Renames twins(const model::Schema& before, const model::Schema& after) {
  model::Renames renames;
  model::for_each_kind(before, after, [&](const auto& former, const auto& now) {
    using K = typename std::decay_t<decltype(now)>::value_type;
    constexpr bool kStandsOnTable = requires(K object) { object.table; };
    if constexpr (kStandsOnTable || std::is_same_v<K, model::Sequence>) find_twins(former, now, before, renames);
  });
  return renames;
}

}  // namespace schemac::diff

#include "diff/replaced_types.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "diff/compare_kinds.hpp"
#include "diff/in_place.hpp"

namespace schemac::diff {
namespace {

using model::Kind;
using model::ObjectId;

bool is_made_of_types(Kind kind) {
  return kind == Kind::domain || kind == Kind::composite_type || kind == Kind::range_type;
}

/// Whether attributes that stay have another type: what ALTER ATTRIBUTE refuses where a column has the type.
bool retypes_attributes(const model::CompositeType& before, const model::CompositeType& after) {
  return std::ranges::any_of(before.attributes, [&](const model::Attribute& attribute) {
    const auto now = std::ranges::find(after.attributes, attribute.name, &model::Attribute::name);
    return now != after.attributes.end() && (now->type != attribute.type || now->collation != attribute.collation);
  });
}

template <class K>
bool differ(const model::Objects<K>& before, const model::Objects<K>& after, const ObjectId& id,
            bool (*cannot_stay)(const K&, const K&)) {
  const K* former = before.find(id);
  const K* now = after.find(id);
  return former != nullptr && now != nullptr && cannot_stay(*former, *now);
}

bool loses_labels(const model::EnumType& before, const model::EnumType& after) {
  return !added_labels(before, after).has_value();
}
bool is_over_another_type(const model::Domain& before, const model::Domain& after) { return !can_alter(before, after); }
bool has_another_row(const model::CompositeType& before, const model::CompositeType& after) {
  return !can_alter(before, after) || retypes_attributes(before, after);
}

}  // namespace

bool columns_hold(const model::Schema& schema, const ObjectId& id) {
  std::set<ObjectId> seen{id};
  std::vector<ObjectId> waiting{id};
  while (!waiting.empty()) {
    const ObjectId type = waiting.back();
    waiting.pop_back();
    for (const auto& [dependent, needs] : schema.dependencies) {
      if (needs.count(type) == 0) continue;
      if (dependent.kind == Kind::column) return true;
      if (is_made_of_types(dependent.kind) && seen.insert(dependent).second) waiting.push_back(dependent);
    }
  }
  return false;
}

bool must_make_way(const model::Schema& before, const model::Schema& after, const ObjectId& id) {
  if (differ(before.enum_types, after.enum_types, id, loses_labels)) return true;
  const bool changes = differ(before.domains, after.domains, id, is_over_another_type) ||
                       differ(before.composite_types, after.composite_types, id, has_another_row);
  return changes && columns_hold(before, id);
}

}  // namespace schemac::diff

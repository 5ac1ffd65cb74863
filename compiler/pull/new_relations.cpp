#include "pull/new_relations.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "frontend/names.hpp"

namespace schemac::pull {
namespace {

using model::QualifiedName;
using Columns = std::vector<std::string>;

/// A `BelongsTo` or `RefersTo`, in headers or on the way there.
struct Way {
  QualifiedName from;
  QualifiedName to;
  Columns columns;
  std::string name;  ///< Of the member.
  std::string by;    ///< What tells it from others between the same entities.
};

bool is_within(const Columns& key, const Columns& columns) {
  return std::all_of(key.begin(), key.end(), [&](const std::string& column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  });
}

class NewRelations {
 public:
  NewRelations(std::vector<EntityText>& fresh, const Wording& wording, const Namespaces& namespaces,
               const std::set<std::pair<std::string, std::string>>& gone)
      : fresh_(fresh), wording_(wording), namespaces_(namespaces), gone_(gone) {}

  void run() {
    for (EntityText& entity : fresh_) take_names(entity);
    for (const auto& [column, reference] : wording_.references)
      if (wording_.names.entities.contains(reference.key->table))
        ways_.push_back({reference.key->table, reference.key->references, reference.key->columns,
                         wording_.names.fields.at(column), wording_.names.fields.at(column)});
    for (EntityText& entity : fresh_) add_forward(entity);
    for (EntityText& entity : fresh_) add_back(entity);
    for (EntityText& entity : fresh_) add_across(entity);
  }

 private:
  /// Names that mean something in an entity: its members, what its rows have, and the words of relations.
  void take_names(const EntityText& entity) {
    std::set<std::string>& taken = taken_[entity.table];
    taken = {"table", entity.name.name, "through", "along"};
    const model::Table& table = *sayable_table(wording_.schema, entity.table, wording_.forms);
    for (const model::Column& column : table.columns) {
      taken.insert(cpp_name(column.name));
      taken.insert(wording_.names.fields.at(model::column_id(table.name, column.name)));
    }
  }

  /// The first of the names that is free, and taken from now on; empty: none is, or nothing can be called so.
  std::string take_name(const EntityText& entity, const std::vector<std::string>& wanted) {
    for (const std::string& name : wanted)
      if (std::string spelled = cpp_name(name); taken_[entity.table].insert(spelled).second)
        return gone_.contains({entity.name.name, spelled}) ? std::string{} : spelled;
    return {};
  }

  std::string snake(const QualifiedName& table) const {
    return frontend::snake_case(wording_.names.entities.at(table).name);
  }

  /// Whether a declaration alone makes the entity known where new ones stand.
  bool is_near(const QualifiedName& table) const { return wording_.names.entities.at(table).namespaces == namespaces_; }

  std::size_t count_ways(const QualifiedName& from, const QualifiedName& to) const {
    return static_cast<std::size_t>(
        std::count_if(ways_.begin(), ways_.end(), [&](const Way& way) { return way.from == from && way.to == to; }));
  }

  /// Whether a field of the entity would be meant where a word of the vocabulary is.
  static std::string qualified(const EntityText& entity, std::string_view word) {
    const bool hidden = std::any_of(entity.fields.begin(), entity.fields.end(),
                                    [&](const FieldText& field) { return field.name == word; });
    return hidden ? fmt::format("schemac::{}", word) : std::string(word);
  }

  static FieldText member(std::string type, std::string name, const std::string& option) {
    FieldText field;
    field.type = std::move(type);
    field.name = std::move(name);
    if (!option.empty()) field.options.push_back({"which", option});
    return field;
  }

  // ---- RefersTo -----------------------------------------------------------------------------------------------------

  /// The foreign keys that stand in the table's list.
  std::vector<const model::ForeignKey*> parts_of(const EntityText& entity) const {
    std::vector<const model::ForeignKey*> parts;
    for_each_of(wording_.schema.foreign_keys, entity.table, [&](const model::ForeignKey& key) {
      const auto found = wording_.references.find(model::column_id(key.table, key.columns.front()));
      const bool is_field = found != wording_.references.end() && found->second.key == &key;
      if (!is_field && !key.inherited && !wording_.forms.in_sql.contains(key.id()) &&
          can_say(key, wording_.schema, wording_.forms) && wording_.names.entities.contains(key.references))
        parts.push_back(&key);
    });
    return parts;
  }

  void add_forward(EntityText& entity) {
    const std::vector<const model::ForeignKey*> parts = parts_of(entity);
    for (const model::ForeignKey* const key : parts) {
      const auto alike = std::count_if(parts.begin(), parts.end(),
                                       [&](const auto* other) { return other->references == key->references; });
      const std::string by = fmt::format("{}", fmt::join(key->columns, "_and_"));
      std::vector<std::string> wanted{fmt::format("{}_by_{}", snake(key->references), by)};
      if (alike == 1 && key->references != key->table) wanted.insert(wanted.begin(), snake(key->references));
      std::string name = take_name(entity, wanted);
      if (name.empty()) continue;
      Columns members;
      for (const std::string& column : key->columns)
        members.push_back(
            fmt::format("&{}::{}", entity.name.name, wording_.names.fields.at(model::column_id(entity.table, column))));
      const std::string along = fmt::format("{}({})", qualified(entity, "along"), fmt::join(members, ", "));
      ways_.push_back({key->table, key->references, key->columns, name, by});
      entity.relations.push_back(
          member(fmt::format("RefersTo<{}>", seen_from(namespaces_, wording_.names.entities.at(key->references))),
                 std::move(name), alike == 1 ? std::string{} : along));
    }
  }

  // ---- HasMany, HasOne ----------------------------------------------------------------------------------------------

  /// Whether at most one row of the table goes this way to each row there.
  bool is_single(const Way& way) const {
    const auto keys = keys_of_rows(wording_.schema, way.from, wording_.forms);
    return std::any_of(keys.begin(), keys.end(), [&](const Columns& key) { return is_within(key, way.columns); });
  }

  void add_back(EntityText& entity) {
    for (const Way& way : ways_) {
      if (way.to != entity.table || !is_near(way.from)) continue;
      const bool several = count_ways(way.from, way.to) > 1;
      const bool single = is_single(way);
      const std::string base = single ? snake(way.from) : frontend::plural(snake(way.from));
      std::vector<std::string> wanted{fmt::format("{}_by_{}", base, way.by)};
      if (!several && way.from != way.to) wanted.insert(wanted.begin(), base);
      std::string name = take_name(entity, wanted);
      if (name.empty()) continue;
      const std::string through = fmt::format("{}(\"{}\")", qualified(entity, "through"), way.name);
      entity.relations.push_back(
          member(fmt::format("{}<{}>", single ? "HasOne" : "HasMany", wording_.names.entities.at(way.from).name),
                 std::move(name), several ? through : std::string{}));
      if (way.from != entity.table) entity.refers_to.insert(way.from);
    }
  }

  // ---- ManyToMany ---------------------------------------------------------------------------------------------------

  /// Whether a row between is known by which two rows it stands between, and by them alone.
  bool is_pair(const Way& here, const Way& there) const {
    Columns both = here.columns;
    both.insert(both.end(), there.columns.begin(), there.columns.end());
    return identify_a_row(wording_.schema, here.from, both, wording_.forms);
  }

  struct Pair {
    const Way* here;
    const Way* there;
  };

  std::vector<Pair> pairs_from(const EntityText& entity) const {
    std::vector<Pair> pairs;
    for (const Way& here : ways_)
      for (const Way& there : ways_)
        if (here.to == entity.table && here.from == there.from && &here != &there && is_near(here.from) &&
            is_near(there.to) && is_pair(here, there))
          pairs.push_back({&here, &there});
    return pairs;
  }

  void add_across(EntityText& entity) {
    const std::vector<Pair> pairs = pairs_from(entity);
    for (const auto& [here, there] : pairs) {
      const auto alike = std::count_if(pairs.begin(), pairs.end(),
                                       [&, to = there->to](const Pair& other) { return other.there->to == to; });
      const std::string base = frontend::plural(snake(there->to));
      std::vector<std::string> wanted{
          fmt::format("{}_by_{}", base, there->to == here->to ? there->by : snake(here->from))};
      if (alike == 1) wanted.insert(wanted.begin(), base);
      std::string name = take_name(entity, wanted);
      if (name.empty()) continue;
      const bool several = count_ways(here->from, here->to) > 1 || count_ways(there->from, there->to) > 1;
      const std::string through =
          fmt::format("{}(\"{}\", \"{}\")", qualified(entity, "through"), here->name, there->name);
      entity.relations.push_back(member(fmt::format("ManyToMany<{}, {}>", wording_.names.entities.at(there->to).name,
                                                    wording_.names.entities.at(here->from).name),
                                        std::move(name), several ? through : std::string{}));
      for (const QualifiedName& table : {there->to, here->from})
        if (table != entity.table) entity.refers_to.insert(table);
    }
  }

  std::vector<EntityText>& fresh_;
  const Wording& wording_;
  const Namespaces& namespaces_;
  const std::set<std::pair<std::string, std::string>>& gone_;
  std::vector<Way> ways_;
  std::map<QualifiedName, std::set<std::string>> taken_;
};

}  // namespace

void add_relations(std::vector<EntityText>& fresh, const Wording& wording, const Namespaces& namespaces,
                   const std::set<std::pair<std::string, std::string>>& gone) {
  NewRelations(fresh, wording, namespaces, gone).run();
}

}  // namespace schemac::pull

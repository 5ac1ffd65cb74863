#include "pull/new_relations.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "frontend/names.hpp"

namespace schemac::pull {
namespace {

using model::QualifiedName;
using Columns = std::vector<std::string>;

bool is_within(const Columns& key, const Columns& columns) {
  return std::all_of(key.begin(), key.end(), [&](const std::string& column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  });
}

class NewRelations {
 public:
  NewRelations(std::vector<EntityText>& entities, const Wording& wording, const Former& former,
               const std::map<QualifiedName, std::set<std::string>>& words)
      : entities_(entities), wording_(wording), former_(former), taken_(words), ways_(find_ways(wording, former)) {
    for (const model::Entity& entity : former.declared.entities) kept_.insert(entity.table);
  }

  std::vector<Way> run() {
    for (EntityText& entity : entities_) take_names(entity);
    for (EntityText& entity : entities_) add_forward(entity);
    for (EntityText& entity : entities_) add_back(entity);
    for (EntityText& entity : entities_) add_across(entity);
    return std::move(ways_);
  }

 private:
  /// Names that mean something in an entity: its members, what its rows have, and the words of relations.
  void take_names(const EntityText& entity) {
    std::set<std::string>& taken = taken_[entity.table];
    taken.insert({"table", entity.name.name, "through", "along"});
    const model::Table& table = *sayable_table(wording_.schema, entity.table, wording_.forms);
    for (const model::Column& column : table.columns) {
      taken.insert(cpp_name(column.name));
      taken.insert(wording_.names.fields.at(model::column_id(table.name, column.name)));
    }
  }

  /// Whether the entity is to have relations along the way: in a header that is there, what is old is a person's.
  bool may_have(const EntityText& entity, const Way& way) const {
    return !kept_.contains(entity.table) || is_new(way, former_);
  }

  /// The first of the names that is free, and taken from now on; empty: none is, or nothing can be called so.
  std::string take_name(const EntityText& entity, const std::vector<std::string>& wanted) {
    for (const std::string& name : wanted)
      if (std::string spelled = cpp_name(name); taken_[entity.table].insert(spelled).second)
        return former_.gone.contains({entity.name.name, spelled}) ? std::string{} : spelled;
    return {};
  }

  std::string snake(const QualifiedName& table) const {
    return frontend::snake_case(wording_.names.entities.at(table).name);
  }

  /// Whether a declaration alone makes the other entity known to this one.
  bool is_near(const EntityText& entity, const QualifiedName& table) const {
    return wording_.names.entities.at(table).namespaces == entity.name.namespaces;
  }

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
      Way way{key->table, key->references, key->columns, {}, by};
      if (!may_have(entity, way)) continue;
      std::string name = take_name(entity, wanted);
      if (name.empty()) continue;
      way.name = name;
      Columns members;
      for (const std::string& column : key->columns)
        members.push_back(
            fmt::format("&{}::{}", entity.name.name, wording_.names.fields.at(model::column_id(entity.table, column))));
      const std::string along = fmt::format("{}({})", qualified(entity, "along"), fmt::join(members, ", "));
      ways_.push_back(std::move(way));
      entity.relations.push_back(member(
          fmt::format("RefersTo<{}>", seen_from(entity.name.namespaces, wording_.names.entities.at(key->references))),
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
      if (way.to != entity.table || !is_near(entity, way.from) || !may_have(entity, way)) continue;
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
    for (const Way& here : ways_) {
      if (here.to != entity.table || !is_near(entity, here.from)) continue;
      for (const Way& there : ways_)
        if (here.from == there.from && &here != &there && is_near(entity, there.to) && is_pair(here, there))
          pairs.push_back({&here, &there});
    }
    return pairs;
  }

  void add_across(EntityText& entity) {
    const std::vector<Pair> pairs = pairs_from(entity);
    for (const auto& [here, there] : pairs) {
      if (!may_have(entity, *here) && !may_have(entity, *there)) continue;
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

  std::vector<EntityText>& entities_;
  const Wording& wording_;
  const Former& former_;
  std::map<QualifiedName, std::set<std::string>> taken_;
  std::vector<Way> ways_;
  std::set<QualifiedName> kept_;  ///< Entities whose headers are there.
};

}  // namespace

std::vector<Way> add_relations(std::vector<EntityText>& entities, const Wording& wording, const Former& former,
                               const std::map<QualifiedName, std::set<std::string>>& words) {
  return NewRelations(entities, wording, former, words).run();
}

}  // namespace schemac::pull

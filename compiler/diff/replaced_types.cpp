#include "diff/replaced_types.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "diff/compare_kinds.hpp"
#include "diff/in_place.hpp"
#include "diff/name_space.hpp"
#include "diff/rename.hpp"

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

/// What ALTER DOMAIN holds against the values that columns have, or would on the way back.
bool allows_other_values(const model::Domain& before, const model::Domain& after) {
  return before.not_null != after.not_null || before.checks != after.checks;
}

bool is_array(const model::Schema& schema, const ObjectId& column) {
  const model::Table* table = schema.tables.find({Kind::table, column.schema, {}, column.table});
  const model::Column* found = table == nullptr ? nullptr : table->find_column(column.name);
  return found != nullptr && found->type.ends_with("[]");
}

/// Whether columns have values of the domain within others: elements of an array, attributes, bounds of a range.
/// PostgreSQL does not look into them, and refuses to hold anything against them.
/// https://www.postgresql.org/docs/15/sql-alterdomain.html
bool columns_hold_within(const model::Schema& schema, const ObjectId& domain) {
  for (const auto& [dependent, needs] : schema.dependencies) {
    if (needs.count(domain) == 0) continue;
    if (dependent.kind == Kind::column && is_array(schema, dependent)) return true;
    if (dependent.kind == Kind::domain ? columns_hold_within(schema, dependent)
                                       : is_made_of_types(dependent.kind) && columns_hold(schema, dependent))
      return true;
  }
  return false;
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
  if (!has(after, id) && name_holder(after, id)) return columns_hold(before, id);
  if (differ(before.enum_types, after.enum_types, id, loses_labels)) return true;
  if (differ(before.domains, after.domains, id, allows_other_values) && columns_hold_within(before, id)) return true;
  const bool changes = differ(before.domains, after.domains, id, is_over_another_type) ||
                       differ(before.composite_types, after.composite_types, id, has_another_row);
  return changes && columns_hold(before, id);
}

}  // namespace schemac::diff

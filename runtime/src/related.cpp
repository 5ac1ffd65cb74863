// The statements that go along relations: related rows of many keys at once, and whether and how many there are. The
// keys come as arrays. Where equal keys have equal bytes, rows are asked for by `= ANY` and bring their key; else
// `unnest` numbers the keys and each row comes with the number of its own, as PostgreSQL alone knows which are equal
// (decision 0028). https://www.postgresql.org/docs/15/queries-table-expressions.html#QUERIES-TABLEFUNCTIONS
#include <utility>

#include "schemac/runtime/codec/value.hpp"
#include "schemac/runtime/query/entity.hpp"
#include "schemac/runtime/query/loaded.hpp"

namespace schemac::runtime::detail {
namespace {

constexpr std::string_view kKeys = "\"schemac keys\"";

/// `k0`, `k1`, …; no relation has more than 32 columns (INDEX_MAX_KEYS of pg_config_manual.h).
std::string_view key_name(std::size_t column) {
  static constexpr std::string_view kNames[] = {
      "k0",  "k1",  "k2",  "k3",  "k4",  "k5",  "k6",  "k7",  "k8",  "k9",  "k10", "k11", "k12", "k13", "k14", "k15",
      "k16", "k17", "k18", "k19", "k20", "k21", "k22", "k23", "k24", "k25", "k26", "k27", "k28", "k29", "k30", "k31"};
  return kNames[column];
}

void add_and(SqlText& sql, bool& first) {
  sql.add(first ? Fragment("") : Fragment(" AND "));
  first = false;
}

/// How the table between and the target belong together: by rows of it that were not removed.
void add_onward(SqlText& sql, const RelationInfo& relation, std::string_view target) {
  bool first = true;
  for (std::size_t pair = 0; pair < relation.onward_count; ++pair) {
    add_and(sql, first);
    sql.add_column(target, relation.onward[pair].there).add(" = ");
    sql.add_column(relation.through, relation.onward[pair].here);
  }
  if (relation.through_deleted.empty()) return;
  sql.add(" AND ").add_column(relation.through, relation.through_deleted).add(" IS NULL");
}

/// The far end of a relation: the target, and the table between before it.
void add_target(SqlText& sql, const RelationInfo& relation, const EntityInfo& target) {
  if (!relation.through.empty()) sql.add_generated(relation.through).add(" JOIN ");
  sql.add_generated(target.table);
  if (!relation.through.empty()) add_onward(sql.add(" ON "), relation, target.table);
}

/// What refers to the near end: columns of the table between, or of the target.
void add_reference(SqlText& sql, const RelationInfo& relation, const EntityInfo& target, std::size_t pair) {
  sql.add_column(relation.through.empty() ? target.table : relation.through, relation.pairs[pair].there);
}

void add_keys_condition(SqlText& sql, const RelationInfo& relation, const EntityInfo& target) {
  bool first = true;
  for (std::size_t pair = 0; pair < relation.pair_count; ++pair) {
    add_and(sql, first);
    add_reference(sql, relation, target, pair);
    sql.add(" = ").add_column(kKeys, key_name(pair));
  }
}

ConditionText chosen(const EntityInfo& target, const SelectParts& choice) {
  return choice.deleted == Deleted::include
             ? choice.where
             : ConditionText::both(choice.where, not_deleted(target.table, target.deleted));
}

/// @param first whether nothing stands before them
void add_columns(SqlText& sql, const EntityInfo& target, bool first = false) {
  for (std::size_t index = 0; index < target.column_count; ++index) {
    const EntityColumn& column = target.columns[index];
    sql.add(first && index == 0 ? Fragment("") : Fragment(", "));
    sql.add_column(target.table, column.name).add_generated(column.read_cast);
  }
}

/// As it was asked for; else many rows come in the order of their key.
void add_order(SqlText& sql, const EntityInfo& target, const SelectParts& choice, bool many) {
  Fragment separator = " ORDER BY ";
  for (const OrderText& item : choice.order) {
    sql.add(separator).add(item.expression).add_generated(item.direction).add_generated(item.nulls);
    separator = ", ";
  }
  if (!choice.order.empty() || !many) return;
  for (std::size_t index = 0; index < target.key_count; ++index) {
    sql.add(separator).add_column(target.table, target.key[index]);
    separator = ", ";
  }
}

void add_keys(SqlText& sql, const RelationKeys& keys) {
  sql.add("unnest(");
  for (std::size_t column = 0; column < keys.arrays.size(); ++column) {
    if (column != 0) sql.add(", ");
    sql.add(keys.arrays[column]);
  }
  sql.add(") WITH ORDINALITY AS ").add_generated(kKeys).add(" (");
  for (std::size_t column = 0; column < keys.arrays.size(); ++column) sql.add_generated(key_name(column)).add(", ");
  sql.add("n)");
}

/// Of keys of a single column.
SqlText select_by_value(const RelationInfo& relation, const EntityInfo& target, const RelationKeys& keys,
                        const SelectParts& choice, bool many) {
  SqlText sql("SELECT ");
  if (keys.first_column != 0) {
    add_reference(sql, relation, target, 0);
    sql.add_generated(keys.value_cast);
  }
  add_columns(sql, target, keys.first_column == 0);
  add_target(sql.add(" FROM "), relation, target);
  add_reference(sql.add(" WHERE "), relation, target, 0);
  sql.add(" = ANY(").add(keys.arrays.front()).add(")");
  const ConditionText where = chosen(target, choice);
  if (!where.always()) sql.add(" AND ").add_enclosed(where.sql());
  add_order(sql, target, choice, many);
  if (!relation.through.empty()) sql.qualify();
  return sql;
}

/// Each key with so many of its rows: the limit has to count inside.
SqlText select_some(const RelationInfo& relation, const EntityInfo& target, const RelationKeys& keys,
                    const SelectParts& choice, bool many) {
  SqlText numbered, inner;
  numbered.add_column(kKeys, "n");
  add_columns(numbered, target);
  add_target(inner, relation, target);
  inner.add(" WHERE ");
  add_keys_condition(inner, relation, target);
  const ConditionText where = chosen(target, choice);
  if (!where.always()) inner.add(" AND ").add_enclosed(where.sql());
  add_order(inner, target, choice, many);
  Value<std::int64_t>::bind(inner.add(" LIMIT "), *choice.limit);
  SqlText sql("SELECT related.* FROM ");
  add_keys(sql, keys);
  return std::move(sql.add(" CROSS JOIN LATERAL (SELECT ").add(numbered).add(" FROM ").add(inner).add(") AS related"));
}

/// The related rows of the row around, for a subquery.
SqlText related_of_row(const RelatedOfRow& related, const ConditionText& condition) {
  const RelationInfo& relation = related.from->relations[related.relation];
  const std::string_view alias = related.alias;
  const EntityInfo& target = relation.target();
  const std::string_view qualifier = alias.empty() ? target.table : alias;
  SqlText sql(" FROM ");
  if (!relation.through.empty()) sql.add_generated(relation.through).add(" JOIN ");
  sql.add_generated(target.table);
  if (!alias.empty()) sql.add(" AS ").add_generated(alias);
  if (!relation.through.empty()) add_onward(sql.add(" ON "), relation, qualifier);
  sql.add(" WHERE ");
  bool first = true;
  for (std::size_t pair = 0; pair < relation.pair_count; ++pair) {
    add_and(sql, first);
    sql.add_column(relation.through.empty() ? qualifier : relation.through, relation.pairs[pair].there);
    sql.add(" = ").add_column(related.here, relation.pairs[pair].here);
  }
  const ConditionText where = ConditionText::both(condition, not_deleted(qualifier, target.deleted));
  if (!where.always()) sql.add(" AND ").add_enclosed(where.sql());
  return sql;
}

}  // namespace

SqlText select_related(const EntityInfo& from, std::size_t index, const RelationKeys& keys, const SelectParts& choice,
                       bool many) {
  const RelationInfo& relation = from.relations[index];
  const EntityInfo& target = relation.target();
  if (choice.limit) return std::move(select_some(relation, target, keys, choice, many).qualify());
  if (keys.value != nullptr) return select_by_value(relation, target, keys, choice, many);
  SqlText sql("SELECT ");
  sql.add_column(kKeys, "n");
  add_columns(sql, target);
  add_keys(sql.add(" FROM "), keys);
  sql.add(" JOIN ");
  if (relation.through.empty()) {
    sql.add_generated(target.table);
  } else {
    SqlText joined;
    add_target(joined, relation, target);
    sql.add_enclosed(joined);
  }
  add_keys_condition(sql.add(" ON "), relation, target);
  const ConditionText where = chosen(target, choice);
  if (!where.always()) sql.add(" WHERE ").add(where.sql());
  add_order(sql, target, choice, many);
  return std::move(sql.qualify());
}

SqlText count_related(const RelatedOfRow& related, const ConditionText& condition) {
  return std::move(SqlText("(SELECT count(*)").add(related_of_row(related, condition)).add(")"));
}

SqlText exists_related(const RelatedOfRow& related, const ConditionText& condition) {
  return std::move(SqlText("EXISTS (SELECT 1").add(related_of_row(related, condition)).add(")"));
}

void RelationKeys::choose_form(const EntityInfo& from, std::size_t relation, bool counts) {
  if (counts) value = nullptr;  // so many of each key: that goes by number
  const RelationInfo& along = from.relations[relation];
  if (value == nullptr || !along.through.empty()) return;
  const EntityInfo& target = along.target();
  for (std::size_t column = 0; column < target.column_count; ++column) {
    const ColumnShape& shape = target.shape->columns[column];
    if (target.columns[column].name != along.pairs[0].there || !target.columns[column].read_cast.empty() ||
        shape.types != value->types || shape.array)
      continue;
    key_field = column;
    first_column = 0;
  }
}

std::size_t RelationKeys::slot(const Field* fields) const {
  if (value == nullptr) return static_cast<std::size_t>(Value<std::int64_t>::read(fields, 0)) - 1;
  const Field& key = fields[key_field];
  const std::size_t slot = key.is_null() ? KeyIndex::kNone : index.find(key.view());
  if (slot == KeyIndex::kNone) throw_decode_error("a related row", "came with a key that was not asked for");
  return slot;
}

const ResultShape& RelationKeys::shape_with_key(const ResultShape& shape) const {
  if (first_column == 0) return shape;
  return shape_behind(value != nullptr ? *value : Value<std::int64_t>::shape(), shape);
}

SlotOwners::SlotOwners(const RelationKeys& keys)
    : first_(keys.index.size(), KeyIndex::kNone), next_(keys.slot_of.size(), KeyIndex::kNone) {
  for (std::size_t row = next_.size(); row-- > 0;) {
    const std::size_t slot = keys.slot_of[row];
    if (slot != KeyIndex::kNone) next_[row] = std::exchange(first_[slot], row);
  }
}

}  // namespace schemac::runtime::detail

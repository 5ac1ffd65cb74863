// The statements that go along relations: related rows of many keys at once, and whether and how many there are. The
// keys come as arrays, `unnest` numbers them, and each row comes with the number of its key: PostgreSQL alone decides
// which keys are equal, and no key has to be compared here.
// https://www.postgresql.org/docs/15/queries-table-expressions.html#QUERIES-TABLEFUNCTIONS
#include <map>
#include <mutex>

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

/// The far end of a relation: the target, and the table between before it.
void add_target(SqlText& sql, const RelationInfo& relation, const EntityInfo& target) {
  if (!relation.through.empty()) {
    sql.add_generated(relation.through).add(" JOIN ").add_generated(target.table).add(" ON ");
    bool first = true;
    for (std::size_t pair = 0; pair < relation.onward_count; ++pair) {
      add_and(sql, first);
      sql.add_column(target.table, relation.onward[pair].there).add(" = ");
      sql.add_column(relation.through, relation.onward[pair].here);
    }
    return;
  }
  sql.add_generated(target.table);
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

ConditionText not_deleted(const EntityInfo& target) {
  if (target.deleted.empty()) return {};
  SqlText sql;
  return {std::move(sql.add_column(target.table, target.deleted).add(" IS NULL")), false};
}

ConditionText chosen(const EntityInfo& target, const SelectParts& choice) {
  return choice.deleted == Deleted::include ? choice.where : ConditionText::both(choice.where, not_deleted(target));
}

void add_columns(SqlText& sql, const EntityInfo& target) {
  for (std::size_t index = 0; index < target.column_count; ++index) {
    const EntityColumn& column = target.columns[index];
    sql.add(", ").add_column(target.table, column.name).add_generated(column.read_cast);
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
SqlText related_of_row(const EntityInfo& from, std::size_t index, const ConditionText& condition) {
  const RelationInfo& relation = from.relations[index];
  const EntityInfo& target = relation.target();
  SqlText sql(" FROM ");
  add_target(sql, relation, target);
  sql.add(" WHERE ");
  bool first = true;
  for (std::size_t pair = 0; pair < relation.pair_count; ++pair) {
    add_and(sql, first);
    add_reference(sql, relation, target, pair);
    sql.add(" = ").add_column(from.table, relation.pairs[pair].here);
  }
  const ConditionText where = ConditionText::both(condition, not_deleted(target));
  if (!where.always()) sql.add(" AND ").add_enclosed(where.sql());
  return sql;
}

}  // namespace

SqlText select_related(const EntityInfo& from, std::size_t index, const RelationKeys& keys, const SelectParts& choice,
                       bool many) {
  const RelationInfo& relation = from.relations[index];
  const EntityInfo& target = relation.target();
  if (choice.limit) return std::move(select_some(relation, target, keys, choice, many).qualify());
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

SqlText count_related(const EntityInfo& from, std::size_t relation, const ConditionText& condition) {
  return std::move(SqlText("(SELECT count(*)").add(related_of_row(from, relation, condition)).add(")"));
}

SqlText exists_related(const EntityInfo& from, std::size_t relation, const ConditionText& condition) {
  return std::move(SqlText("EXISTS (SELECT 1").add(related_of_row(from, relation, condition)).add(")"));
}

const ResultShape& numbered_shape(const ResultShape& shape) {
  static std::mutex mutex;
  static auto& kept = *new std::map<const ResultShape*, const ResultShape*>;  // for good, as shapes are
  const std::lock_guard guard(mutex);
  const ResultShape*& numbered = kept[&shape];
  if (numbered == nullptr) {
    std::vector<const ColumnShape*> columns{&Value<std::int64_t>::shape()};
    for (std::size_t index = 0; index < shape.count; ++index) columns.push_back(shape.columns + index);
    numbered = &keep_shape(columns.data(), columns.size());
  }
  return *numbered;
}

const Field* behind_number(const Field* fields) noexcept { return fields + 1; }

}  // namespace schemac::runtime::detail

// UPDATE and DELETE of the rows that a query chooses. https://www.postgresql.org/docs/15/sql-update.html
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/query.hpp"
#include "schemac/runtime/query/entity.hpp"
#include "schemac/runtime/query/query_text.hpp"
#include "schemac/runtime/query/upsert.hpp"
#include "schemac/runtime/query/write_parts.hpp"

namespace schemac::runtime::detail {
namespace {

void add_columns(SqlText& sql, const EntityInfo& entity) {
  for (std::size_t index = 0; index < entity.column_count; ++index) {
    if (index != 0) sql.add(", ");
    sql.add_column(entity.table, entity.columns[index].name).add_generated(entity.columns[index].read_cast);
  }
}

void add_key(SqlText& sql, const EntityInfo& entity) {
  for (std::size_t index = 0; index < entity.key_count; ++index) {
    if (index != 0) sql.add(", ");
    sql.add_column(entity.table, entity.key[index]);
  }
}

/// Whether rows are chosen before they are changed.
bool is_bounded(const SelectParts& parts) { return parts.limit || parts.offset || parts.lock != LockStrength::none; }

/// The keys of the rows, where a limit counts or locks are waited for in a way of their own. As a subquery in the
/// condition it could be run again for each row of the table, and find others then, as it passes by those that this
/// statement has changed; WITH is run once (docs/decisions/0033).
SqlText chosen_keys(const SelectParts& parts, const ConditionText& marked) {
  const EntityInfo& entity = parts.entity();
  if (entity.key_count == 0) throw UsageError("an entity without a key cannot be changed up to a limit");
  SelectParts keys = parts;
  keys.list = SqlText();
  add_key(keys.list, entity);
  keys.where = ConditionText::both(parts.where, marked);
  keys.deleted = Deleted::include;  // `marked` says it
  if (keys.lock == LockStrength::none) keys.lock = LockStrength::update;
  return std::move(SqlText("WITH schemac_chosen AS MATERIALIZED (").add(select(keys, Place::within)).add(") "));
}

/// Chosen keys with the place that each has in the order of the query: an UPDATE gives its rows in no order.
void add_places(SqlText& sql, const EntityInfo& entity) {
  sql.add("(SELECT *, row_number() OVER () FROM schemac_chosen) AS schemac_placed (");
  for (std::size_t index = 0; index < entity.key_count; ++index)
    sql.add_generated("schemac_key" + std::to_string(index) + ", ");
  sql.add("schemac_place)");
}

void add_placed_key(SqlText& sql, const EntityInfo& entity) {
  for (std::size_t index = 0; index < entity.key_count; ++index)
    sql.add_generated((index == 0 ? "schemac_key" : ", schemac_key") + std::to_string(index));
}

/// Whoever has seen the row sees by this that it is another one now.
void add_version(SqlText& sql, const EntityInfo& entity) {
  if (entity.version.empty()) return;
  sql.add(", ").add_generated(entity.version).add(" = ").add_generated(entity.table).add(".");
  sql.add_generated(entity.version).add(" + 1");
}

/// What the mark of soft deletion has to be.
ConditionText mark(const SelectParts& parts, RowChange change) {
  const EntityInfo& entity = parts.entity();
  SqlText sql;
  sql.add_column(entity.table, entity.deleted);
  if (change == RowChange::restore) return {std::move(sql.add(" IS NOT NULL")), Doubt::never};
  const bool any = entity.deleted.empty() || parts.deleted == Deleted::include || change == RowChange::erase;
  if (any && change != RowChange::remove) return {};
  return {std::move(sql.add(" IS NULL")), Doubt::never};
}

}  // namespace

SqlText change_rows(const SelectParts& parts, RowChange change, const SqlText& assignments, bool returning) {
  if (parts.where.always() && !parts.limit && !parts.everywhere)
    throw UsageError("every row would be changed: choose some with `where`, or say `everywhere()`");
  if (parts.distinct || parts.grouped || !parts.distinct_on.empty() || !parts.having.always())
    throw UsageError("rows are changed as they are: groups and DISTINCT choose none of them");
  if (change == RowChange::update && assignments.empty()) throw UsageError("there is nothing to set");
  const EntityInfo& entity = parts.entity();
  const ConditionText marked = mark(parts, change);
  const bool placed = returning && !parts.order.empty();
  const bool bounded = placed || is_bounded(parts);
  SqlText sql = bounded ? chosen_keys(parts, marked) : SqlText();
  sql.add(change == RowChange::erase ? Fragment("DELETE FROM ") : Fragment("UPDATE ")).add_generated(entity.table);
  if (change == RowChange::update) sql.add(" SET ").add(assignments);
  if (change == RowChange::remove) sql.add(" SET ").add_generated(entity.deleted).add(" = now()");
  if (change == RowChange::restore) sql.add(" SET ").add_generated(entity.deleted).add(" = NULL");
  if (change != RowChange::erase) add_version(sql, entity);
  if (placed) add_places(sql.add(change == RowChange::erase ? Fragment(" USING ") : Fragment(" FROM ")), entity);
  const ConditionText condition = ConditionText::both(parts.where, marked);
  if (bounded) {
    add_key(sql.add(" WHERE ("), entity);
    if (placed) {
      add_placed_key(sql.add(") = ("), entity);
      sql.add(")");
    } else {
      sql.add(") IN (SELECT * FROM schemac_chosen)");
    }
  } else if (!condition.always()) {
    sql.add(" WHERE ").add(condition.sql());
  }
  if (returning)
    add_columns(sql.add(placed ? Fragment(" RETURNING schemac_place, ") : Fragment(" RETURNING ")), entity);
  return sql;
}

std::int64_t run_affected(Executor* executor, const SqlText& sql) {
  if (executor == nullptr) throw UsageError("the query has nowhere to run: say `on(executor)`");
  const QueryText text = sql.query_text();
  Parameters parameters;
  sql.lend(parameters);
  return static_cast<std::int64_t>(affected(*executor, text.statement(), parameters));
}

void InsertText::add_bound(std::string_view column, const SqlText& bound, bool updated) {
  const bool first = columns_.empty();
  (first ? columns_ : columns_.add(", ")).add_generated(column);
  (first ? values_ : values_.add(", ")).add(bound);
  if (!updated) return;
  if (!from_new_row_.empty()) from_new_row_.add(", ");
  from_new_row_.add_generated(column).add(" = EXCLUDED.").add_generated(column);
}

SqlText InsertText::spell(const EntityInfo& entity, const ConflictTarget& target, const SqlText* assignments,
                          bool ignore) const {
  SqlText sql("INSERT INTO ");
  sql.add_generated(entity.table);
  if (columns_.empty())
    sql.add(" DEFAULT VALUES");
  else if (many_)
    sql.add(" (").add(columns_).add(") SELECT * FROM unnest(").add(values_).add(")");
  else
    sql.add(" (").add(columns_).add(") VALUES (").add(values_).add(")");
  sql.add(" ON CONFLICT");
  if (!target.columns.empty()) sql.add(" (").add_generated(target.columns).add(")");
  if (!target.predicate.empty()) sql.add(" WHERE ").add_generated(target.predicate);
  const SqlText& updates = assignments != nullptr ? *assignments : from_new_row_;
  if (ignore) {
    sql.add(" DO NOTHING");
  } else if (!updates.empty()) {
    add_version(sql.add(" DO UPDATE SET ").add(updates), entity);
  } else {
    // There is nothing to set, and DO NOTHING would give no row back.
    sql.add(" DO UPDATE SET ").add_generated(target.first).add(" = EXCLUDED.").add_generated(target.first);
  }
  add_columns(sql.add(" RETURNING "), entity);
  return sql;
}

}  // namespace schemac::runtime::detail

// The spelling of a SELECT: https://www.postgresql.org/docs/15/sql-select.html
#include "schemac/runtime/codec/value.hpp"
#include "schemac/runtime/query/entity.hpp"
#include "schemac/runtime/query/select_parts.hpp"

namespace schemac::runtime::detail {
namespace {

std::string_view qualifier(const SelectParts& parts) {
  return parts.alias.empty() ? parts.entity().table : parts.alias;
}

void add_table(SqlText& sql, const EntityInfo& entity, std::string_view alias) {
  sql.add_generated(entity.table);
  if (!alias.empty()) sql.add(" AS ").add_generated(alias);
}

void add_pairs(SqlText& sql, const ColumnPair* pairs, std::size_t count, std::string_view here,
               std::string_view there) {
  for (std::size_t index = 0; index < count; ++index) {
    if (index != 0) sql.add(" AND ");
    sql.add_column(there, pairs[index].there).add(" = ").add_column(here, pairs[index].here);
  }
}

ConditionText paired(const ColumnPair* pairs, std::size_t count, std::string_view here, std::string_view there) {
  SqlText sql;
  add_pairs(sql, pairs, count, here, there);
  return {std::move(sql), Doubt::never};
}

/// @param alone whether nothing will stand around the query, so that columns of a single table need no qualifier
void add_list(SqlText& sql, const SelectParts& parts, bool alone) {
  if (parts.distinct) sql.add("DISTINCT ");
  if (!parts.distinct_on.empty()) sql.add("DISTINCT ON ").add_enclosed(parts.distinct_on).add(" ");
  if (!parts.list.empty()) {
    sql.add(parts.list);
    return;
  }
  const EntityInfo& entity = parts.entity();
  for (std::size_t index = 0; index < entity.column_count; ++index) {
    if (index != 0) sql.add(", ");
    if (alone)
      sql.add_generated(entity.columns[index].name);
    else
      sql.add_column(qualifier(parts), entity.columns[index].name);
    sql.add_generated(entity.columns[index].read_cast);
  }
}

/// Everything between the select list and the order.
void add_source(SqlText& sql, const SelectParts& parts) {
  sql.add(" FROM ");
  add_table(sql, parts.entity(), parts.alias);
  sql.add(parts.joins);
  const ConditionText where =
      parts.deleted == Deleted::include
          ? parts.where
          : ConditionText::both(parts.where, not_deleted(qualifier(parts), parts.entity().deleted));
  if (!where.always()) sql.add(" WHERE ").add(where.sql());
  if (parts.grouped) sql.add(" GROUP BY ").add(parts.groups);
  if (!parts.having.always()) sql.add(" HAVING ").add(parts.having.sql());
}

SqlText& begin_join(SelectParts& parts, JoinKind kind, const EntityInfo& (*target)(), std::string_view alias) {
  parts.joined.push_back({target, alias});
  parts.left_joined = parts.left_joined || kind == JoinKind::left;
  if (kind == JoinKind::left) parts.joins.miss(alias.empty() ? target().table : alias);
  return parts.joins.add(kind == JoinKind::left ? Fragment(" LEFT JOIN ") : Fragment(" JOIN "));
}

void add_order(SqlText& sql, const SelectParts& parts) {
  Fragment separator = " ORDER BY ";
  for (const OrderText& item : parts.order) {
    sql.add(separator).add(item.expression).add_generated(item.direction).add_generated(item.nulls);
    separator = ", ";
  }
}

void add_bounds(SqlText& sql, const SelectParts& parts) {
  if (parts.limit) Value<std::int64_t>::bind(sql.add(" LIMIT "), *parts.limit);
  if (parts.offset) Value<std::int64_t>::bind(sql.add(" OFFSET "), *parts.offset);
}

void add_lock(SqlText& sql, const SelectParts& parts) {
  if (parts.lock == LockStrength::none) return;
  sql.add(parts.lock == LockStrength::share ? Fragment(" FOR SHARE") : Fragment(" FOR UPDATE"));
  // The far side of a left join cannot be locked, and a join is there to choose rows.
  if (!parts.joins.empty()) sql.add(" OF ").add_generated(parts.alias.empty() ? parts.entity().name : parts.alias);
  if (parts.wait == LockWait::skip_locked) sql.add(" SKIP LOCKED");
  if (parts.wait == LockWait::nowait) sql.add(" NOWAIT");
}

}  // namespace

ConditionText not_deleted(std::string_view qualifier, std::string_view deleted) {
  if (deleted.empty()) return {};
  SqlText sql;
  return {std::move(sql.add_column(qualifier, deleted).add(" IS NULL")), Doubt::never};
}

void add_join(SelectParts& parts, JoinKind kind, const EntityInfo& (*target)(), std::string_view alias,
              const ConditionText& condition) {
  const EntityInfo& entity = target();
  SqlText& sql = begin_join(parts, kind, target, alias);
  add_table(sql, entity, alias);
  const std::string_view there = alias.empty() ? entity.table : alias;
  const SqlText on = ConditionText::both(condition, not_deleted(there, entity.deleted)).text();
  sql.add(" ON ");
  kind == JoinKind::left ? sql.add_present(there, on) : sql.add(on);
}

void add_relation_join(SelectParts& parts, JoinKind kind, const EntityInfo& (*entity)(), std::string_view from,
                       std::size_t relation, std::string_view alias) {
  const std::string_view here = from == parts.entity().table ? qualifier(parts) : from;
  const RelationInfo& info = entity().relations[relation];
  const EntityInfo& target = info.target();
  const std::string_view there = alias.empty() ? target.table : alias;
  if (info.through.empty()) {
    add_join(parts, kind, info.target, alias, paired(info.pairs, info.pair_count, here, there));
    return;
  }
  // Both tables are one side of the join: else a left join would have a row of NULL for what leads to no target.
  SqlText far = SqlText().add_generated(info.through).add(" JOIN ");
  add_table(far, target, alias);
  const ConditionText onward = ConditionText::both(paired(info.onward, info.onward_count, info.through, there),
                                                   not_deleted(info.through, info.through_deleted));
  far.add(" ON ").add(ConditionText::both(onward, not_deleted(there, target.deleted)).sql());
  begin_join(parts, kind, info.target, alias).add_enclosed(far).add(" ON ");
  add_pairs(parts.joins, info.pairs, info.pair_count, here, info.through);
}

SqlText select(const SelectParts& parts, Place place) {
  SqlText sql("SELECT ");
  const bool qualified = !parts.joins.empty() || !parts.alias.empty();
  if (qualified) sql.qualify();
  add_list(sql, parts, !qualified && place == Place::alone);
  if (!parts.more.empty()) sql.add(", ").add(parts.more);
  add_source(sql, parts);
  add_order(sql, parts);
  add_bounds(sql, parts);
  add_lock(sql, parts);
  return sql;
}

SqlText select_count(const SelectParts& parts) {
  SqlText sql("SELECT count(*) FROM (");
  const bool as_they_are = parts.distinct || !parts.distinct_on.empty() || parts.grouped || parts.limit ||
                           parts.offset || !parts.list.empty() || !parts.having.always();
  if (as_they_are) {
    SelectParts unlocked = parts;
    unlocked.lock = LockStrength::none;
    return std::move(sql.add(select(unlocked)).add(") AS counted"));
  }
  sql = SqlText("SELECT count(*)");
  if (!parts.joins.empty() || !parts.alias.empty()) sql.qualify();
  add_source(sql, parts);
  return sql;
}

SqlText select_exists(const SelectParts& parts) {
  SelectParts unlocked = parts;
  unlocked.lock = LockStrength::none;
  unlocked.order.clear();
  // What is selected counts where it is told apart, or is an aggregate, which gives a row where there is none.
  const bool rows_alone = parts.list.empty() && !parts.distinct && parts.distinct_on.empty() && !parts.grouped;
  if (rows_alone) unlocked.list = SqlText("1");
  return std::move(SqlText("SELECT EXISTS (").add(select(unlocked)).add(")"));
}

}  // namespace schemac::runtime::detail

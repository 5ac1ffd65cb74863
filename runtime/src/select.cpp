// The spelling of a SELECT: https://www.postgresql.org/docs/15/sql-select.html
#include <algorithm>
#include <iterator>

#include "schemac/runtime/codec/value.hpp"
#include "schemac/runtime/error.hpp"
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

void add_texts(SqlText& sql, const std::vector<SqlText>& texts) {
  Fragment separator = "";
  for (const SqlText& text : texts) {
    sql.add(separator).add(text);
    separator = ", ";
  }
}

/// @param alone whether nothing will stand around the query, so that columns of a single table need no qualifier
void add_list(SqlText& sql, const SelectParts& parts, bool alone) {
  if (parts.distinct) sql.add("DISTINCT ");
  if (!parts.distinct_on.empty()) {
    add_texts(sql.add("DISTINCT ON ("), parts.distinct_on);
    sql.add(") ");
  }
  if (!parts.list.empty()) {
    sql.add(parts.list);
    return;
  }
  const EntityInfo& entity = parts.entity();
  if (!alone) return add_whole_row(sql, entity, qualifier(parts));
  for (std::size_t index = 0; index < entity.column_count; ++index) {
    if (index != 0) sql.add(", ");
    sql.add_generated(entity.columns[index].name).add_generated(entity.columns[index].read_cast);
  }
}

/// Which rows there are.
void add_source(SqlText& sql, const SelectParts& parts) {
  sql.add(" FROM ");
  add_table(sql, parts.entity(), parts.alias);
  sql.add(parts.joins);
  const ConditionText where =
      parts.deleted == Deleted::include
          ? parts.where
          : ConditionText::both(parts.where, not_deleted(qualifier(parts), parts.entity().deleted));
  if (!where.always()) sql.add(" WHERE ").add(where.sql());
}

void add_groups(SqlText& sql, const SelectParts& parts) {
  if (parts.grouped) add_texts(sql.add(" GROUP BY "), parts.groups);
  if (!parts.having.always()) sql.add(" HAVING ").add(parts.having.sql());
}

/// Whether a column in the order could be taken for another thing: a name by itself is that of the list there, before
/// it is a column's, and the list calls `name::text` and a CASE by names of columns.
/// https://www.postgresql.org/docs/15/sql-select.html#SQL-ORDERBY
bool names_in_order_are_taken(const SelectParts& parts) {
  if (parts.order.empty()) return false;
  if (!parts.list.empty()) return parts.list_names_more;
  const EntityInfo& entity = parts.entity();
  return std::any_of(entity.columns, entity.columns + entity.column_count,
                     [](const EntityColumn& column) { return !column.read_cast.empty(); });
}

SqlText& begin_join(SelectParts& parts, JoinKind kind, const EntityInfo& (*target)(), std::string_view alias) {
  parts.joined.push_back({target, alias});
  parts.left_joined = parts.left_joined || kind == JoinKind::left;
  if (kind == JoinKind::left) parts.joins.miss(alias.empty() ? target().table : alias);
  return parts.joins.add(kind == JoinKind::left ? Fragment(" LEFT JOIN ") : Fragment(" JOIN "));
}

/// What the table between is called: by its own name once, and then by one that no alias of a program has.
std::string_view name_between(SelectParts& parts, std::string_view table) {
  static constexpr std::string_view kNames[] = {R"("between 2")", R"("between 3")", R"("between 4")", R"("between 5")",
                                                R"("between 6")", R"("between 7")", R"("between 8")", R"("between 9")"};
  const auto is_that = [&](const EntityInfo& entity, std::string_view alias) {
    return alias.empty() && entity.table == table;
  };
  const bool named =
      is_that(parts.entity(), parts.alias) ||
      std::ranges::any_of(parts.joined, [&](const JoinedTable& each) { return is_that(each.entity(), each.alias); }) ||
      std::ranges::find(parts.between, table) != parts.between.end();
  if (named && parts.between.size() >= std::size(kNames))
    throw UsageError("a query joins along at most nine relations with a table between");
  const std::string_view name = named ? kNames[parts.between.size()] : table;
  parts.between.push_back(name);
  return name;
}

void add_order(SqlText& sql, const SelectParts& parts) {
  Fragment separator = " ORDER BY ";
  for (const OrderText& item : parts.order) {
    sql.add(separator).add(item.expression).add_generated(item.direction).add_generated(item.nulls);
    separator = ", ";
  }
}

/// What PostgreSQL looks for elsewhere in a query: an expression that it groups or tells rows apart by has to be the
/// very same in the list, the groups and the order.
std::vector<SqlText> looked_for(const SelectParts& parts) {
  std::vector<SqlText> expressions = parts.groups;
  expressions.insert(expressions.end(), parts.distinct_on.begin(), parts.distinct_on.end());
  if (parts.distinct)
    for (const OrderText& item : parts.order) expressions.push_back(item.expression);
  return expressions;
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

void add_whole_row(SqlText& list, const EntityInfo& entity, std::string_view qualifier) {
  for (std::size_t index = 0; index < entity.column_count; ++index) {
    if (index != 0) list.add(", ");
    list.add_column(qualifier, entity.columns[index].name).add_generated(entity.columns[index].read_cast);
  }
}

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
  const std::string_view between = name_between(parts, info.through);
  // Both tables are one side of the join: else a left join would have a row of NULL for what leads to no target.
  SqlText far = SqlText().add_generated(info.through);
  if (between != info.through) far.add(" AS ").add_generated(between);
  add_table(far.add(" JOIN "), target, alias);
  const ConditionText onward = ConditionText::both(paired(info.onward, info.onward_count, between, there),
                                                   not_deleted(between, info.through_deleted));
  far.add(" ON ").add(ConditionText::both(onward, not_deleted(there, target.deleted)).sql());
  begin_join(parts, kind, info.target, alias).add_enclosed(far).add(" ON ");
  add_pairs(parts.joins, info.pairs, info.pair_count, here, between);
}

SqlText select(const SelectParts& parts, Place place) {
  SqlText sql("SELECT ");
  const bool qualified = !parts.joins.empty() || !parts.alias.empty() || names_in_order_are_taken(parts);
  if (qualified) sql.qualify();
  add_list(sql, parts, !qualified && place == Place::alone);
  if (!parts.more.empty()) sql.add(", ").add(parts.more);
  const std::size_t source = sql.size();
  add_source(sql, parts);
  const std::size_t groups = sql.size();
  add_groups(sql, parts);
  add_order(sql, parts);
  if (parts.grouped || parts.distinct || !parts.distinct_on.empty()) sql.unite(looked_for(parts), source, groups);
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

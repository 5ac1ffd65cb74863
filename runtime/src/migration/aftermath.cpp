#include "aftermath.hpp"

#include "schemac/runtime/text_result.hpp"

namespace schemac::runtime::migration {
namespace {

// Of `relation`'s indexes the invalid one called `object`, unless it is being built this moment, or is an index on a
// partitioned table, which is invalid until every partition has its own.
constexpr const char* kInvalidIndex = R"(
SELECT format('%I.%I', n.nspname, c.relname) AS name
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE NOT i.indisvalid AND c.relkind = 'i' AND i.indrelid = to_regclass($2)
  AND c.relname = (parse_ident($1))[array_length(parse_ident($1), 1)]
  AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index AS p WHERE p.index_relid = c.oid)
  AND NOT EXISTS (SELECT FROM pg_inherits AS h WHERE h.inhrelid = c.oid))";

constexpr const char* kCopies = R"(
SELECT format('%I.%I', n.nspname, c.relname) AS name
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$'
  AND i.indrelid = coalesce((SELECT o.indrelid FROM pg_index AS o WHERE o.indexrelid = to_regclass($1)), to_regclass($1))
  AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index AS p WHERE p.index_relid = c.oid)
ORDER BY 1)";

// Found by the table, for the schema of an index is its table's and may not be in the search path.
constexpr const char* kValidIndex = R"(
SELECT 1 FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = to_regclass($2) AND i.indisvalid
  AND c.relname = (parse_ident($1))[array_length(parse_ident($1), 1)])";

constexpr const char* kPartition =
    "SELECT 1 FROM pg_inherits WHERE inhrelid = to_regclass($1) AND inhparent = to_regclass($2)";

constexpr const char* kDetaching =
    "SELECT format('ALTER TABLE %s DETACH PARTITION %s FINALIZE', inhparent::regclass, inhrelid::regclass) FROM "
    "pg_inherits "
    "WHERE inhrelid = to_regclass($1) AND inhparent = to_regclass($2) AND inhdetachpending";

bool finds(Connection& connection, const char* sql, const Statement& statement) {
  return !connection.query_unchecked_sql(sql, {statement.object, statement.relation}).empty();
}

void drop_each(Connection& connection, const TextResult& indexes, const OnRepair& on_repair) {
  for (const TextRow row : indexes) {
    const std::string name(row.text("name"));
    on_repair("dropping " + name + ", the invalid index that an interrupted run has left");
    connection.execute_unchecked_sql("DROP INDEX CONCURRENTLY IF EXISTS " + name);
  }
}

}  // namespace

bool is_done(Connection& connection, const Statement& statement) {
  switch (statement.manner) {
    case Manner::builds_index:
      return finds(connection, kValidIndex, statement);
    case Manner::drops_index: {
      const TextResult found = connection.query_unchecked_sql("SELECT to_regclass($1)", {statement.object});
      return !found[0][std::size_t{0}];
    }
    case Manner::detaches:
      return !finds(connection, kPartition, statement);
    case Manner::reindexes:
    case Manner::alone:
    case Manner::plain:
    case Manner::session:
      return false;
  }
  return false;
}

void clear_the_way(Connection& connection, const Statement& statement, const OnRepair& on_repair) {
  switch (statement.manner) {
    case Manner::builds_index:
      return drop_each(
          connection, connection.query_unchecked_sql(kInvalidIndex, {statement.object, statement.relation}), on_repair);
    case Manner::reindexes:
      return drop_each(connection, connection.query_unchecked_sql(kCopies, {statement.relation}), on_repair);
    case Manner::drops_index:
    case Manner::detaches:
    case Manner::alone:
    case Manner::plain:
    case Manner::session:
      return;
  }
}

std::string ending_of(Connection& connection, const Statement& statement) {
  if (statement.manner != Manner::detaches || connection.server_version() < 140000) return {};
  const TextResult found = connection.query_unchecked_sql(kDetaching, {statement.object, statement.relation});
  return found.empty() ? std::string() : std::string(found[0].text(std::size_t{0}));
}

}  // namespace schemac::runtime::migration

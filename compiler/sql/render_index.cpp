// https://www.postgresql.org/docs/15/sql-createindex.html. The name of a new index is never qualified: it lives with
// its table.
#include <cassert>

#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

model::QualifiedName name_of(const model::Index& index) { return {index.table.schema, index.name}; }

// Another method, key or predicate is another index.
[[maybe_unused]] bool differ_in_what_holds(model::Index before, const model::Index& after) {
  before.storage_parameters = after.storage_parameters;
  before.tablespace = after.tablespace;
  before.statistics = after.statistics;
  before.comment = after.comment;
  return before != after;
}

// Only the values of expressions have statistics that belong to the index; its keys are known by their numbers.
std::vector<std::string> statistics_commands(const model::Index& before, const model::Index& after) {
  std::vector<std::string> commands;
  const auto set = [&](const std::string& key, const std::string& target) {
    commands.push_back("ALTER COLUMN " + key + " SET STATISTICS " + target);
  };
  for (const auto& [key, target] : after.statistics)
    if (const auto former = before.statistics.find(key); former == before.statistics.end() || former->second != target)
      set(key, target);
  for (const auto& [key, target] : before.statistics)
    if (!after.statistics.contains(key)) set(key, "-1");
  return commands;
}

std::string alter(const model::Index& index, const std::string& command) {
  return "ALTER INDEX " + qualified(name_of(index)) + " " + command;
}

}  // namespace

Statements render(const diff::Create<model::Index>& change) {
  const auto& index = change.object;
  std::vector<std::string> keys;
  for (const model::IndexKey& key : index.keys) keys.push_back(index_key(key));
  const std::string using_method = index.method == "btree" ? "" : "USING " + identifier(index.method);
  // The index of a partitioned table that some of its partitions lack: they are attached one by one.
  const std::string only = index.invalid ? "ONLY " : "";
  auto statements = with_comment(
      flow({std::string(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") + identifier(index.name),
            joined({"ON " + only + qualified(index.table), using_method, "(" + joined(keys, ", ") + ")"}, " "),
            include_clause(index.include), index.nulls_not_distinct ? "NULLS NOT DISTINCT" : "",
            with_clause(index.storage_parameters),
            index.tablespace ? "TABLESPACE " + identifier(*index.tablespace) : "", where_clause(index.predicate)}),
      index.id(), index.comment);
  for (const std::string& command : statistics_commands(model::Index{}, index))
    statements.push_back(alter(index, command));
  return statements;
}

// What is part of the parent's index goes with it.
Statements render(const diff::Drop<model::Index>& change) {
  if (change.object.partition_of) return {};
  return {"DROP INDEX " + qualified(name_of(change.object))};
}

Statements render(const diff::Rename<model::Index>& change) {
  return move_and_rename("INDEX", {change.after.schema, change.before.name}, {change.after.schema, change.after.name});
}

Statements render(const diff::Alter<model::Index>& change) {
  const auto& [before, after] = change;
  assert(!differ_in_what_holds(before, after));
  Statements statements;
  for (const std::string& command : storage_parameter_commands(before.storage_parameters, after.storage_parameters))
    statements.push_back(alter(after, command));
  if (before.tablespace != after.tablespace)
    statements.push_back(alter(after, "SET TABLESPACE " + identifier(after.tablespace.value_or("pg_default"))));
  for (const std::string& command : statistics_commands(before, after)) statements.push_back(alter(after, command));
  return statements;
}

}  // namespace schemac::sql

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
  before.comment = after.comment;
  return before != after;
}

}  // namespace

Statements render(const diff::Create<model::Index>& change) {
  const auto& index = change.object;
  std::vector<std::string> keys;
  for (const model::IndexKey& key : index.keys) keys.push_back(index_key(key));
  const std::string using_method = index.method == "btree" ? "" : "USING " + identifier(index.method);
  return with_comment(
      flow({std::string(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") + identifier(index.name),
            joined({"ON " + qualified(index.table), using_method, "(" + joined(keys, ", ") + ")"}, " "),
            include_clause(index.include), index.nulls_not_distinct ? "NULLS NOT DISTINCT" : "",
            with_clause(index.storage_parameters), where_clause(index.predicate)}),
      index.id(), index.comment);
}

Statements render(const diff::Drop<model::Index>& change) {
  return {"DROP INDEX " + qualified(name_of(change.object))};
}

Statements render(const diff::Rename<model::Index>& change) {
  return move_and_rename("INDEX", {change.after.schema, change.before.name}, {change.after.schema, change.after.name});
}

Statements render(const diff::Alter<model::Index>& change) {
  const auto& [before, after] = change;
  assert(!differ_in_what_holds(before, after));
  const auto commands = storage_parameter_commands(before.storage_parameters, after.storage_parameters);
  Statements statements;
  for (const std::string& command : commands)
    statements.push_back("ALTER INDEX " + qualified(name_of(after)) + " " + command);
  return statements;
}

}  // namespace schemac::sql

#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {
namespace {

// pg_get_functiondef ends a quoted body with a newline, and an SQL-standard one with a newline too: neither is part of
// the statement.
std::string without_final_newlines(std::string definition) {
  while (definition.ends_with('\n')) definition.pop_back();
  return definition;
}

}  // namespace

void read_functions(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kFunctions, {draft.namespaces.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    model::Function function;
    function.name = fields.qualified_name();
    function.arguments = fields.text();
    function.definition = without_final_newlines(fields.text());
    function.procedure = fields.flag();
    function.comment = fields.text_or_null();
    draft.put(kPgProc, oid, std::move(function));
  }
}

}  // namespace schemac::catalog

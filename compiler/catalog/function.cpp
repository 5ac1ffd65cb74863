#include <algorithm>

#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {
namespace {

// A body in SQL itself is a print of what PostgreSQL understood, as the defaults of arguments are; a quoted one is the
// user's text.
std::string as_read_back(const std::string& definition) {
  const std::size_t body = std::min(definition.find("\nAS "), definition.size());
  return with_array_coercions(std::string_view(definition).substr(0, body)) + definition.substr(body);
}

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
    function.definition = without_final_newlines(as_read_back(fields.text()));
    function.procedure = fields.flag();
    function.comment = fields.text_or_null();
    draft.put(kPgProc, oid, std::move(function));
  }
}

}  // namespace schemac::catalog

#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {
namespace {

// The text of a text[]: every element in double quotes, where a quote and a backslash are escaped.
std::string text_array(const std::vector<std::string>& values) {
  std::string result = "{";
  for (const std::string& value : values) {
    result += result.size() == 1 ? "\"" : ",\"";
    for (const char c : value) {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
    result += '"';
  }
  return result + "}";
}

}  // namespace

void read_namespaces(Source& source, const Scope& scope, Draft& draft) {
  const auto rows = source.rows(queries::kNamespaces, {text_array(scope.namespaces)});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    draft.namespaces.add(oid);
    draft.put(kPgNamespace, oid, model::Namespace{.name = fields.text(), .comment = fields.text_or_null()});
  }
}

}  // namespace schemac::catalog

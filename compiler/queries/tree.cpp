#include "queries/tree.hpp"

namespace schemac::queries {

const Json& list_of(const Json& node, const char* field) {
  static const Json none = Json::array();
  const auto found = node.find(field);
  return found == node.end() ? none : *found;
}

std::vector<std::string> strings_of(const Json& list) {
  std::vector<std::string> strings;
  for (const Json& element : list)
    if (element.contains("String")) strings.push_back(element.at("String").value("sval", ""));
  return strings;
}

std::string kind_of(const Json& node) {
  return node.is_object() && node.size() == 1 ? node.begin().key() : std::string();
}

std::string name_of_expression(const Json& expression) {
  const std::string kind = kind_of(expression);
  if (kind == "ColumnRef" || kind == "FuncCall") {
    const auto names = strings_of(list_of(expression.at(kind), kind == "ColumnRef" ? "fields" : "funcname"));
    return names.empty() ? std::string() : names.back();
  }
  if (kind == "CoalesceExpr") return "coalesce";
  if (kind != "TypeCast") return {};
  // That of what is cast, or else of the type.
  const std::string name = name_of_expression(expression.at(kind).at("arg"));
  const auto type = strings_of(list_of(expression.at(kind).at("typeName"), "names"));
  return name.empty() && !type.empty() && kind_of(expression.at(kind).at("arg")) == "A_Const" ? type.back() : name;
}

}  // namespace schemac::queries

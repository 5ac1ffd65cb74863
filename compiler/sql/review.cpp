#include "sql/review.hpp"

#include "sql/parse_tree.hpp"

namespace schemac::sql {
namespace {

using Json = nlohmann::json;

/// The one statement of that kind that the text is; null where it is another.
const Json* only(const std::optional<Json>& tree, const char* kind) {
  if (!tree || tree->size() != 1) return nullptr;
  const Json& statement = tree->at(0).at("stmt");
  return statement.contains(kind) ? &statement.at(kind) : nullptr;
}

bool is_star(const Json& target) {
  const Json& value = target.at("ResTarget").value("val", Json::object());
  if (!value.contains("ColumnRef")) return false;
  const Json& fields = value.at("ColumnRef").at("fields");
  return !fields.empty() && fields.back().contains("A_Star");
}

bool selects_star(const Json& select) {
  for (const char* arm : {"larg", "rarg"})
    if (select.contains(arm) && selects_star(select.at(arm))) return true;
  for (const Json& target : select.value("targetList", Json::array()))
    if (is_star(target)) return true;
  return false;
}

void read_option(const Json& option, RoutineSecurity& security) {
  const std::string name = option.value("defname", "");
  if (!option.contains("arg")) return;
  const Json& argument = option.at("arg");
  if (name == "security") {
    const Json& value = argument.value("Boolean", Json::object());
    security.definer = value.value("boolval", false);
  }
  if (name == "set" && argument.contains("VariableSetStmt"))
    security.fixed_search_path |= argument.at("VariableSetStmt").value("name", "") == "search_path";
}

}  // namespace

bool selects_star(std::string_view statement) {
  const std::optional<Json> tree = parse_tree(statement);
  for (const char* kind : {"ViewStmt", "CreateTableAsStmt"}) {
    const Json* const view = only(tree, kind);
    if (view == nullptr) continue;
    const Json& query = view->value("query", Json::object());
    return query.contains("SelectStmt") && selects_star(query.at("SelectStmt"));
  }
  return false;
}

RoutineSecurity routine_security(std::string_view statement) {
  const std::optional<Json> tree = parse_tree(statement);
  RoutineSecurity security;
  const Json* const routine = only(tree, "CreateFunctionStmt");
  if (routine == nullptr) return security;
  for (const Json& option : routine->value("options", Json::array()))
    if (option.contains("DefElem")) read_option(option.at("DefElem"), security);
  return security;
}

}  // namespace schemac::sql

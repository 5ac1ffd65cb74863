#include "sql/inspect.hpp"

#include <map>

#include "sql/parse_tree.hpp"

namespace schemac::sql {
namespace {

using Json = nlohmann::json;

Purpose purpose_of(const std::string& node) {
  static const std::map<std::string, Purpose> kPurposes{{"TransactionStmt", Purpose::transaction},
                                                        {"VariableSetStmt", Purpose::session},
                                                        {"VariableShowStmt", Purpose::session},
                                                        {"CreatedbStmt", Purpose::database},
                                                        {"DropdbStmt", Purpose::database},
                                                        {"AlterDatabaseStmt", Purpose::database},
                                                        {"AlterDatabaseSetStmt", Purpose::database},
                                                        {"AlterSystemStmt", Purpose::database},
                                                        {"CreateRoleStmt", Purpose::role},
                                                        {"AlterRoleStmt", Purpose::role},
                                                        {"AlterRoleSetStmt", Purpose::role},
                                                        {"DropRoleStmt", Purpose::role},
                                                        {"GrantRoleStmt", Purpose::role},
                                                        {"InsertStmt", Purpose::rows},
                                                        {"UpdateStmt", Purpose::rows},
                                                        {"DeleteStmt", Purpose::rows},
                                                        {"MergeStmt", Purpose::rows},
                                                        {"TruncateStmt", Purpose::rows},
                                                        {"CopyStmt", Purpose::data}};
  const auto found = kPurposes.find(node);
  return found == kPurposes.end() ? Purpose::schema : found->second;
}

/// COMMENT, ALTER … OWNER and GRANT say by a word what they are about.
bool is_about_database(const Json& body) {
  for (const char* key : {"objtype", "objectType"})
    if (body.value(key, "") == "OBJECT_DATABASE") return true;
  return false;
}

/// Every RoleSpec of the tree that names a role. With a stack of its own: trees can be deep.
void find_roles(const Json& tree, std::set<std::string>& roles) {
  std::vector<const Json*> pending{&tree};
  while (!pending.empty()) {
    const Json& node = *pending.back();
    pending.pop_back();
    if (node.is_object() && node.value("roletype", "") == "ROLESPEC_CSTRING") roles.insert(node.value("rolename", ""));
    if (!node.is_structured()) continue;
    for (const Json& child : node) pending.push_back(&child);
  }
}

std::string constant(const Json& argument) {
  if (!argument.contains("A_Const")) return {};
  const Json& value = argument.at("A_Const");
  return value.contains("sval") ? value.at("sval").value("sval", "") : "";
}

/// `"$user"` is nobody's schema here.
std::string first_schema(const Json& arguments) {
  for (const Json& argument : arguments)
    if (const std::string name = constant(argument); name != "$user") return name;
  return {};
}

/// The call of `SELECT pg_catalog.set_config('search_path', '', false)`, which is how pg_dump sets it.
const Json* set_config_call(const Json& select) {
  if (select.value("targetList", Json::array()).size() != 1) return nullptr;
  const Json& target = select.at("targetList").at(0).at("ResTarget").at("val");
  if (!target.contains("FuncCall")) return nullptr;
  const Json& call = target.at("FuncCall");
  const bool sets = call.at("funcname").back().at("String").value("sval", "") == "set_config";
  return sets && call.value("args", Json::array()).size() == 3 ? &call.at("args") : nullptr;
}

/// A list in one string: `app, public`.
std::string first_of_list(const std::string& list) {
  const std::size_t begin = list.find_first_not_of(" \"");
  if (begin == std::string::npos) return {};
  return list.substr(begin, list.find_first_of(" \",", begin) - begin);
}

void inspect_variable(const Json& body, Inspection& inspection) {
  const std::string kind = body.value("kind", "");
  const std::string name = body.value("name", "");
  if (kind == "VAR_RESET_ALL") inspection.search_path = "public";
  if (name == "role" || name == "session_authorization")
    for (const Json& argument : body.value("args", Json::array())) inspection.roles.insert(constant(argument));
  if (name != "search_path") return;
  inspection.search_path = kind == "VAR_SET_VALUE" ? first_schema(body.at("args")) : "public";
}

/// `WITH gone AS (DELETE …) SELECT …` writes rows, too.
bool has_written_rows(const Json& select) {
  const Json with = select.value("withClause", Json::object());
  for (const Json& expression : with.value("ctes", Json::array())) {
    const Json& query = expression.at("CommonTableExpr").at("ctequery");
    if (purpose_of(query.begin().key()) == Purpose::rows) return true;
  }
  return false;
}

void inspect_select(const Json& body, Inspection& inspection) {
  if (has_written_rows(body)) inspection.purpose = Purpose::rows;
  const Json* const arguments = set_config_call(body);
  if (arguments == nullptr) return;
  inspection.purpose = Purpose::session;
  if (constant(arguments->at(0)) == "search_path") inspection.search_path = first_of_list(constant(arguments->at(1)));
}

}  // namespace

Inspection inspect(std::string_view statement) {
  Inspection inspection;
  const auto tree = parse_tree(statement);
  if (!tree || tree->size() != 1) return inspection;
  const Json& node = tree->at(0).at("stmt");
  const std::string& name = node.begin().key();
  const Json& body = node.begin().value();
  inspection.purpose = is_about_database(body) ? Purpose::database : purpose_of(name);
  if (name == "VariableSetStmt") inspect_variable(body, inspection);
  if (name == "SelectStmt") inspect_select(body, inspection);
  if (name == "CreateRoleStmt") inspection.role = body.value("role", "");
  if (name == "CreateExtensionStmt") inspection.extension = body.value("extname", "");
  find_roles(body, inspection.roles);
  return inspection;
}

}  // namespace schemac::sql

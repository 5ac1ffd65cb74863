// The names that a statement gives, off its parse tree: one function a form of name, one line a statement.
#include <algorithm>
#include <functional>
#include <map>

#include "sql/inspect.hpp"
#include "sql/parse.hpp"
#include "sql/parse_tree.hpp"

namespace schemac::sql {
namespace {

using Json = nlohmann::json;
using model::Kind;
using Names = std::vector<DeclaredName>;

std::string string_of(const Json& node) { return node.contains("String") ? node.at("String").value("sval", "") : ""; }

/// A RangeVar: schema and name.
model::QualifiedName relation_name(const Json& body, const char* key) {
  if (!body.contains(key)) return {};
  const Json& relation = body.at(key);
  return {relation.value("schemaname", ""), relation.value("relname", "")};
}

/// A list of Strings: the last is the name, the one before it the schema.
model::QualifiedName list_name(const Json& list) {
  if (list.empty()) return {};
  return {list.size() > 1 ? string_of(list.at(list.size() - 2)) : "", string_of(list.back())};
}

DeclaredName named(Kind kind, const model::QualifiedName& name) { return {{kind, name.schema, {}, name.name}, {}, {}}; }

DeclaredName on_table(Kind kind, const model::QualifiedName& table, std::string name) {
  return {{kind, table.schema, table.name, std::move(name)}, {}, {}};
}

std::string type_name(const Json& type) {
  std::string name = list_name(type.value("names", Json::array())).name;
  for (std::size_t i = 0; i < type.value("arrayBounds", Json::array()).size(); ++i) name += "[]";
  return name;
}

/// Only what a call is resolved by: OUT and TABLE parameters are results.
std::vector<std::string> input_types(const Json& parameters) {
  std::vector<std::string> types;
  for (const Json& each : parameters) {
    const Json& parameter = each.at("FunctionParameter");
    const std::string mode = parameter.value("mode", "");
    if (mode != "FUNC_PARAM_OUT" && mode != "FUNC_PARAM_TABLE") types.push_back(type_name(parameter.at("argType")));
  }
  return types;
}

std::optional<Kind> kind_of_constraint(const std::string& type) {
  static const std::map<std::string, Kind> kKinds{{"CONSTR_PRIMARY", Kind::primary_key},
                                                  {"CONSTR_UNIQUE", Kind::unique},
                                                  {"CONSTR_CHECK", Kind::check},
                                                  {"CONSTR_EXCLUSION", Kind::exclusion},
                                                  {"CONSTR_FOREIGN", Kind::foreign_key}};
  const auto found = kKinds.find(type);
  if (found == kKinds.end()) return std::nullopt;
  return found->second;
}

void add_constraint(const Json& constraint, const model::QualifiedName& table, Names& names) {
  const std::optional<Kind> kind = kind_of_constraint(constraint.value("contype", ""));
  const std::string name = constraint.value("conname", "");
  if (!kind || name.empty()) return;
  names.push_back(on_table(*kind, table, name));
  names.back().begin = constraint.value("location", std::size_t{0});
}

void add_element(const Json& element, const model::QualifiedName& table, Names& names) {
  if (element.contains("Constraint")) return add_constraint(element.at("Constraint"), table, names);
  if (!element.contains("ColumnDef")) return;
  const Json& column = element.at("ColumnDef");
  names.push_back(on_table(Kind::column, table, column.value("colname", "")));
  names.back().begin = column.value("location", std::size_t{0});
  for (const Json& constraint : column.value("constraints", Json::array())) add_element(constraint, table, names);
}

Names table_names(const Json& body, Kind kind) {
  const model::QualifiedName table = relation_name(body, "relation");
  Names names{named(kind, table)};
  for (const Json& element : body.value("tableElts", Json::array())) add_element(element, table, names);
  return names;
}

Names foreign_table_names(const Json& body) { return table_names(body.at("base"), Kind::foreign_table); }

/// What ALTER TABLE … ADD brings; the table itself has its name from elsewhere.
Names altered_names(const Json& body) {
  const model::QualifiedName table = relation_name(body, "relation");
  Names names;
  for (const Json& each : body.value("cmds", Json::array())) {
    const Json& command = each.at("AlterTableCmd");
    if (command.contains("def")) add_element(command.at("def"), table, names);
  }
  return names;
}

Names enum_names(const Json& body) {
  Names names{named(Kind::enum_type, list_name(body.at("typeName")))};
  for (const Json& value : body.value("vals", Json::array())) {
    names.push_back(names.front());
    names.back().label = string_of(value);
  }
  return names;
}

Names function_names(const Json& body) {
  Names names{named(Kind::function, list_name(body.at("funcname")))};
  names.front().arguments = input_types(body.value("parameters", Json::array()));
  return names;
}

/// CREATE AGGREGATE, COLLATION, TEXT SEARCH … are one statement to the grammar.
Names defined_names(const Json& body) {
  static const std::map<std::string, Kind> kKinds{{"OBJECT_AGGREGATE", Kind::aggregate},
                                                  {"OBJECT_COLLATION", Kind::collation},
                                                  {"OBJECT_TSPARSER", Kind::text_search_parser},
                                                  {"OBJECT_TSTEMPLATE", Kind::text_search_template},
                                                  {"OBJECT_TSDICTIONARY", Kind::text_search_dictionary},
                                                  {"OBJECT_TSCONFIGURATION", Kind::text_search_configuration}};
  const auto found = kKinds.find(body.value("kind", ""));
  if (found == kKinds.end()) return {};
  Names names{named(found->second, list_name(body.at("defnames")))};
  const Json arguments = body.value("args", Json::array());
  const bool lists = found->second == Kind::aggregate && !arguments.empty() && arguments.at(0).contains("List");
  if (lists) names.front().arguments = input_types(arguments.at(0).at("List").value("items", Json::array()));
  return names;
}

Names statistics_names(const Json& body) {
  const Json name = body.value("defnames", Json::array());
  return name.empty() ? Names{} : Names{named(Kind::statistics, list_name(name))};
}

Names index_names(const Json& body) {
  const std::string name = body.value("idxname", "");
  return name.empty() ? Names{} : Names{on_table(Kind::index, relation_name(body, "relation"), name)};
}

Names materialized_view_names(const Json& body) {
  if (body.value("objtype", "") != "OBJECT_MATVIEW") {
    return {named(Kind::table, relation_name(body.at("into"), "rel"))};  // CREATE TABLE … AS
  }
  return {named(Kind::materialized_view, relation_name(body.at("into"), "rel"))};
}

/// A statement whose name is that of a relation, or a String of its own.
Names relation(const Json& body, const char* key, Kind kind) { return {named(kind, relation_name(body, key))}; }
Names listed(const Json& body, const char* key, Kind kind) { return {named(kind, list_name(body.at(key)))}; }
Names bare(const Json& body, const char* key, Kind kind) { return {named(kind, {"", body.value(key, "")})}; }
Names on_relation(const Json& body, const char* table, const char* key, Kind kind) {
  return {on_table(kind, relation_name(body, table), body.value(key, ""))};
}

using Reader = std::function<Names(const Json&)>;

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> kReaders{
      {"CreateStmt", [](const Json& body) { return table_names(body, Kind::table); }},
      {"CreateForeignTableStmt", foreign_table_names},
      {"AlterTableStmt", altered_names},
      {"CreateTableAsStmt", materialized_view_names},
      {"CreateEnumStmt", enum_names},
      {"CreateFunctionStmt", function_names},
      {"DefineStmt", defined_names},
      {"CreateStatsStmt", statistics_names},
      {"IndexStmt", index_names},
      {"ViewStmt", [](const Json& body) { return relation(body, "view", Kind::view); }},
      {"CreateSeqStmt", [](const Json& body) { return relation(body, "sequence", Kind::sequence); }},
      {"CompositeTypeStmt", [](const Json& body) { return relation(body, "typevar", Kind::composite_type); }},
      {"CreateDomainStmt", [](const Json& body) { return listed(body, "domainname", Kind::domain); }},
      {"CreateRangeStmt", [](const Json& body) { return listed(body, "typeName", Kind::range_type); }},
      {"CreateConversionStmt", [](const Json& body) { return listed(body, "conversion_name", Kind::conversion); }},
      {"CreateSchemaStmt", [](const Json& body) { return bare(body, "schemaname", Kind::namespace_); }},
      {"CreateEventTrigStmt", [](const Json& body) { return bare(body, "trigname", Kind::event_trigger); }},
      {"CreatePublicationStmt", [](const Json& body) { return bare(body, "pubname", Kind::publication); }},
      {"CreateForeignServerStmt", [](const Json& body) { return bare(body, "servername", Kind::server); }},
      {"CreateFdwStmt", [](const Json& body) { return bare(body, "fdwname", Kind::foreign_data_wrapper); }},
      {"CreateTrigStmt", [](const Json& body) { return on_relation(body, "relation", "trigname", Kind::trigger); }},
      {"CreatePolicyStmt", [](const Json& body) { return on_relation(body, "table", "policy_name", Kind::policy); }},
      {"RuleStmt", [](const Json& body) { return on_relation(body, "relation", "rulename", Kind::rule); }},
  };
  return kReaders;
}

/// The grammar keeps no places of an enum's values: they are the last strings of the statement.
void place_labels(std::string_view statement, Names& names) {
  const auto is_label = [](const DeclaredName& name) { return !name.label.empty(); };
  if (std::none_of(names.begin(), names.end(), is_label)) return;
  std::vector<std::size_t> strings;
  for (const Token& token : scan(statement).tokens) {
    const auto text = statement.substr(token.begin, token.end - token.begin);
    const bool name = text.starts_with('"');
    const bool string = text.starts_with('$') || text.find('\'') != std::string_view::npos;
    if (!token.comment && !name && string) strings.push_back(token.begin);
  }
  for (auto name = names.rbegin(); name != names.rend() && !strings.empty(); ++name) {
    if (!is_label(*name)) continue;
    name->begin = strings.back();
    strings.pop_back();
  }
}

}  // namespace

Names declared_names(std::string_view statement) {
  const auto tree = parse_tree(statement);
  if (!tree || tree->size() != 1) return {};
  const Json& node = tree->at(0).at("stmt");
  const auto reader = readers().find(node.begin().key());
  if (reader == readers().end()) return {};
  Names names = reader->second(node.begin().value());
  place_labels(statement, names);
  std::stable_sort(names.begin(), names.end(),
                   [](const DeclaredName& left, const DeclaredName& right) { return left.begin < right.begin; });
  return names;
}

}  // namespace schemac::sql

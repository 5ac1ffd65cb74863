#include "sql/altered.hpp"

#include <set>

#include "sql/parse_tree.hpp"
#include "sql/quote.hpp"

namespace schemac::sql {
namespace {

using Json = nlohmann::json;

std::string relation_name(const Json& range) {
  return qualified({range.value("schemaname", ""), range.value("relname", "")});
}

/// The one node of a statement, as {name, body}; null where it is not one.
struct Node {
  std::string kind;
  Json body;
};

Node node_of(std::string_view statement) {
  const auto tree = parse_tree(statement);
  if (!tree || tree->size() != 1) return {};
  const Json& node = tree->at(0).at("stmt");
  return {node.begin().key(), node.begin().value()};
}

void add_ranges(const Json& body, const char* list, std::vector<std::string>& names) {
  for (const Json& each : body.value(list, Json::array()))
    if (each.contains("RangeVar")) names.push_back(relation_name(each.at("RangeVar")));
}

/// DROP TABLE a, b.c
void add_dropped(const Json& body, std::vector<std::string>& names) {
  static const std::set<std::string> kRelations{"OBJECT_TABLE", "OBJECT_MATVIEW", "OBJECT_SEQUENCE",
                                                "OBJECT_FOREIGN_TABLE"};
  if (!kRelations.contains(body.value("removeType", ""))) return;
  for (const Json& object : body.value("objects", Json::array())) {
    std::string name;
    for (const Json& item : object.at("List").at("items"))
      name += (name.empty() ? "" : ".") + identifier(item.at("String").value("sval", ""));
    names.push_back(name);
  }
}

}  // namespace

std::vector<std::string> altered_relations(std::string_view statement) {
  const auto [kind, body] = node_of(statement);
  std::vector<std::string> names;
  if (kind.empty()) return names;
  if (kind == "DropStmt") {
    add_dropped(body, names);
  } else if (kind == "CreateStmt") {
    add_ranges(body, "inhRelations", names);
  } else if (kind == "TruncateStmt") {
    add_ranges(body, "relations", names);
  } else {
    for (const char* field : {"relation", "table"})
      if (const auto found = body.find(field); found != body.end() && found->contains("relname"))
        names.push_back(relation_name(*found));
  }
  return names;
}

std::string made_relation(std::string_view statement) {
  const auto [kind, body] = node_of(statement);
  if (kind == "CreateStmt") return relation_name(body.at("relation"));
  if (kind == "CreateTableAsStmt") return relation_name(body.at("into").at("rel"));
  return "";
}

}  // namespace schemac::sql

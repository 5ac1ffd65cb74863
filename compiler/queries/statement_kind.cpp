#include "queries/statement_kind.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "queries/idle_parameters.hpp"
#include "queries/query_place.hpp"
#include "queries/refused_statements.hpp"
#include "sql/parse_tree.hpp"

namespace schemac::queries {
namespace {

using Json = nlohmann::json;
using namespace nlohmann::literals;

/// Whether a key stands anywhere in the tree. With a stack of its own: a long chain of operators is a deep tree.
bool has_node(const Json& tree, const std::vector<std::string>& keys) {
  std::vector<const Json*> pending{&tree};
  while (!pending.empty()) {
    const Json& node = *pending.back();
    pending.pop_back();
    if (node.is_object())
      for (const std::string& key : keys)
        if (node.contains(key)) return true;
    if (node.is_structured())
      for (const Json& inner : node) pending.push_back(&inner);
  }
  return false;
}

/// Those of the first SELECT of a UNION: the names come from there.
const Json& targets_of(const Json& statement) {
  static const Json none = Json::array();
  if (statement.empty()) return none;
  const Json* node = &statement.begin().value();
  while (node->contains("larg")) node = &node->at("larg");
  const auto found = node->find(statement.begin().key() == "SelectStmt" ? "targetList" : "returningList");
  return found == node->end() ? none : *found;
}

std::vector<Place> places_of(const Json& targets, const model::Query& query) {
  std::vector<Place> places;
  for (const Json& target : targets) {
    if (has_node(target, {"A_Star"})) return {};
    places.push_back(place_in(query, target.value("/ResTarget/location"_json_pointer, std::size_t{0})));
  }
  return places;
}

}  // namespace

void classify(model::Query& query, Diagnostics& diagnostics) {
  const std::optional<Json> tree = sql::parse_tree(query.sql);
  if (!tree || tree->size() != 1) return;
  const Json& statement = tree->front().at("stmt");
  query.has_cursor = statement.contains("SelectStmt") &&
                     !has_node(statement, {"InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "intoClause"});
  query.target_places = places_of(targets_of(statement), query);
  query.locks_rows = has_node(statement, {"lockingClause"});
  refuse_statement(query, statement, diagnostics);
  report_idle_parameters(query, statement, diagnostics);
}

}  // namespace schemac::queries

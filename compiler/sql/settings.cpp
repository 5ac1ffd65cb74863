#include "sql/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sql/parse_tree.hpp"

namespace schemac::sql {
namespace {

using Json = nlohmann::json;

/// The last name of a list of them: `text` of pg_catalog.text.
std::string last_name(const Json& names) {
  if (!names.is_array() || names.empty() || !names.back().contains("String")) return {};
  return names.back().at("String").value("sval", "");
}

/// The text of a constant, also of one with a cast; nothing where it is another node.
std::optional<std::string> constant_text(const Json& node) {
  if (node.contains("TypeCast")) return constant_text(node.at("TypeCast").at("arg"));
  if (!node.contains("A_Const") || !node.at("A_Const").contains("sval")) return std::nullopt;
  return node.at("A_Const").at("sval").value("sval", "");
}

bool is_empty_text(const Json& node) { return constant_text(node) == ""; }

/// What a call of current_setting() reads; nothing where the node is no such call, or of a setting of PostgreSQL's own.
std::optional<std::string> setting_of(const Json& node) {
  if (!node.contains("FuncCall") || last_name(node.at("FuncCall").at("funcname")) != "current_setting")
    return std::nullopt;
  const Json arguments = node.at("FuncCall").value("args", Json::array());
  if (arguments.empty()) return std::nullopt;
  const std::optional<std::string> name = constant_text(arguments.front());
  return name && name->find('.') != std::string::npos ? name : std::nullopt;
}

/// Types whose input takes an empty text.
bool takes_empty(const Json& type) {
  constexpr std::array<std::string_view, 13> kTypes = {"text",    "varchar", "bpchar", "char",   "name",
                                                       "citext",  "bytea",   "bit",    "varbit", "tsvector",
                                                       "tsquery", "ltree",   "hstore"};
  if (type.contains("arrayBounds")) return false;
  return std::find(kTypes.begin(), kTypes.end(), last_name(type.value("names", Json::array()))) != kTypes.end();
}

class Search {
 public:
  void visit(const Json& node) {
    if (node.is_array())
      for (const Json& each : node) visit(each);
    if (!node.is_object() || is_guarded(node)) return;
    if (const std::optional<std::string> setting = setting_of(node)) {
      found_.insert(*setting);
      return;
    }
    for (const auto& [key, child] : node.items()) visit(child);
  }

  std::set<std::string> found() {
    for (const std::string& setting : compared_) found_.erase(setting);
    return std::move(found_);
  }

 private:
  /// Whether an empty text stops here.
  bool is_guarded(const Json& node) {
    if (node.contains("TypeCast")) {
      const Json& cast = node.at("TypeCast");
      return setting_of(cast.at("arg")).has_value() && !takes_empty(cast.at("typeName"));
    }
    if (!node.contains("A_Expr")) return false;
    const Json& expression = node.at("A_Expr");
    if (!expression.contains("lexpr") || !expression.contains("rexpr") || !is_empty_text(expression.at("rexpr")))
      return false;
    if (expression.value("kind", "") == "AEXPR_NULLIF") return true;
    if (const auto setting = setting_of(expression.at("lexpr"))) compared_.insert(*setting);
    return false;
  }

  std::set<std::string> found_;
  std::set<std::string> compared_;
};

}  // namespace

std::set<std::string> settings_as_text(std::string_view expression) {
  if (expression.find("current_setting") == std::string_view::npos) return {};
  const std::optional<Json> tree = parse_tree(fmt::format("SELECT ({})", expression));
  if (!tree) return {};
  Search search;
  search.visit(*tree);
  return search.found();
}

}  // namespace schemac::sql

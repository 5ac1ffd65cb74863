#include "sql/manner.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "sql/inspect.hpp"
#include "sql/parse_tree.hpp"
#include "sql/quote.hpp"

namespace schemac::sql {
namespace {

using Json = nlohmann::json;

std::string relation_name(const Json& range) {
  return qualified({range.value("schemaname", ""), range.value("relname", "")});
}

/// `[a, x]` of a DROP.
std::string list_name(const Json& items) {
  std::string name;
  for (const Json& item : items) name += (name.empty() ? "" : ".") + identifier(item.at("String").value("sval", ""));
  return name;
}

Manner of_index(const Json& body) {
  if (!body.value("concurrent", false)) return {};
  const std::string name = body.value("idxname", "");
  return {MannerKind::builds_index, name.empty() ? "" : identifier(name), relation_name(body.at("relation"))};
}

Manner of_drop(const Json& body) {
  if (!body.value("concurrent", false)) return {};
  return {MannerKind::drops_index, list_name(body.at("objects").at(0).at("List").at("items")), {}};
}

bool is_on(const Json& option) {
  if (!option.contains("arg")) return true;
  const Json& argument = option.at("arg").begin().value();
  const std::string word = argument.value("sval", "");
  return word.empty() ? argument.value("ival", 0) != 0 : word == "on" || word == "true" || word == "yes";
}

Manner of_reindex(const Json& body) {
  const std::string kind = body.value("kind", "");
  if (kind != "REINDEX_OBJECT_INDEX" && kind != "REINDEX_OBJECT_TABLE") return {MannerKind::alone, {}, {}};
  for (const Json& option : body.value("params", Json::array())) {
    const Json& element = option.at("DefElem");
    if (element.value("defname", "") == "concurrently" && is_on(element))
      return {MannerKind::reindexes, {}, relation_name(body.at("relation"))};
  }
  return {};
}

Manner of_alter_table(const Json& body) {
  for (const Json& command : body.value("cmds", Json::array())) {
    const Json& parts = command.at("AlterTableCmd");
    if (parts.value("subtype", "") != "AT_DetachPartition") continue;
    const Json& partition = parts.at("def").at("PartitionCmd");
    if (!partition.value("concurrent", false)) continue;
    return {MannerKind::detaches, relation_name(partition.at("name")), relation_name(body.at("relation"))};
  }
  return {};
}

Manner of_vacuum(const Json& body) {
  return {body.value("is_vacuumcmd", false) ? MannerKind::alone : MannerKind::plain, {}, {}};
}

Manner of_cluster(const Json& body) {
  return {body.contains("relation") ? MannerKind::plain : MannerKind::alone, {}, {}};
}

/// https://www.postgresql.org/docs/15/sql-commands.html: "cannot be executed inside a transaction block".
Manner of_node(const std::string& node, const Json& body) {
  static const std::map<std::string, MannerKind> kAlways{
      {"AlterSystemStmt", MannerKind::alone},    {"CreatedbStmt", MannerKind::alone},
      {"DropdbStmt", MannerKind::alone},         {"CreateTableSpaceStmt", MannerKind::alone},
      {"DropTableSpaceStmt", MannerKind::alone}, {"CallStmt", MannerKind::may_commit},
      {"DoStmt", MannerKind::may_commit}};
  static const std::map<std::string, Manner (*)(const Json&)> kByForm{
      {"IndexStmt", of_index},     {"DropStmt", of_drop},
      {"ReindexStmt", of_reindex}, {"AlterTableStmt", of_alter_table},
      {"VacuumStmt", of_vacuum},   {"ClusterStmt", of_cluster}};
  if (const auto found = kAlways.find(node); found != kAlways.end()) return {found->second, {}, {}};
  if (const auto found = kByForm.find(node); found != kByForm.end()) return found->second(body);
  return {};
}

std::string in_capitals(std::string_view text) {
  std::string capitals(text);
  for (char& c : capitals)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return capitals;
}

/// Nearly all statements of migrations are, and a tree of each, asked for several times, is most of what reading a
/// history would cost. None that begins so is anything but plain without one of these words.
bool is_surely_plain(std::string_view statement) {
  constexpr std::array<std::string_view, 9> kBegins = {"CREATE ", "ALTER ",  "DROP ",  "COMMENT ", "INSERT ",
                                                       "UPDATE ", "DELETE ", "GRANT ", "REVOKE "};
  constexpr std::array<std::string_view, 4> kWords = {"CONCURRENTLY", "DATABASE", "TABLESPACE", "SYSTEM"};
  const std::string text = in_capitals(statement);
  return std::any_of(kBegins.begin(), kBegins.end(), [&](std::string_view each) { return text.starts_with(each); }) &&
         std::none_of(kWords.begin(), kWords.end(),
                      [&](std::string_view each) { return text.find(each) != std::string::npos; });
}

}  // namespace

Manner manner_of(std::string_view statement) {
  if (is_surely_plain(statement)) return {};
  const Purpose purpose = inspect(statement).purpose;
  if (purpose == Purpose::session) return {MannerKind::session, {}, {}};
  if (purpose == Purpose::transaction) return {MannerKind::transaction, {}, {}};
  const auto tree = parse_tree(statement);
  if (!tree || tree->size() != 1) return {};
  const Json& node = tree->at(0).at("stmt");
  return of_node(node.begin().key(), node.begin().value());
}

std::set<int> parameters_of(std::string_view statement) {
  std::set<int> numbers;
  const auto tree = parse_tree(statement);
  if (!tree) return numbers;
  std::vector<const Json*> pending{&*tree};
  while (!pending.empty()) {
    const Json& node = *pending.back();
    pending.pop_back();
    if (node.is_object() && node.contains("ParamRef")) numbers.insert(node.at("ParamRef").value("number", 0));
    if (!node.is_structured()) continue;
    for (const Json& child : node) pending.push_back(&child);
  }
  return numbers;
}

}  // namespace schemac::sql

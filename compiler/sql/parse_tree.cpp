// What the parse tree says beyond "it parses". The tree comes as JSON: libpg_query writes it four times faster than its
// protobuf form.
#include "sql/parse_tree.hpp"

#include <algorithm>
#include <string>

#include "sql/parse.hpp"
#include "sql/pg_query.hpp"

namespace schemac::sql {
namespace {

using Json = nlohmann::json;

std::optional<std::string> parse_to_json(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  const std::string terminated(text);
  const PgQueryTree tree(pg_query_parse(terminated.c_str()));
  if (tree->error != nullptr) return std::nullopt;
  return tree->parse_tree;
}

std::optional<ColumnReference> read_reference(const Json& node) {
  ColumnReference reference;
  for (const Json& field : node.at("fields")) {
    if (!field.contains("String")) return std::nullopt;  // `b.*` names no column.
    if (!reference.name.empty()) {
      if (!reference.qualifier.empty()) reference.qualifier += '.';
      reference.qualifier += reference.name;
    }
    reference.name = field.at("String").value("sval", "");
  }
  reference.offset = node.value("location", std::size_t{0});
  return reference;
}

// With a stack of its own: a long chain of operators is a deep tree.
std::vector<ColumnReference> find_references(const Json& tree) {
  std::vector<ColumnReference> references;
  std::vector<const Json*> pending{&tree};
  const auto visit = [&](const std::string& key, const Json& node) {
    if (key == "subselect") return;
    if (key != "ColumnRef") return pending.push_back(&node);
    if (auto reference = read_reference(node)) references.push_back(std::move(*reference));
  };
  while (!pending.empty()) {
    const Json& node = *pending.back();
    pending.pop_back();
    if (node.is_array())
      for (const Json& element : node) pending.push_back(&element);
    if (node.is_object())
      for (const auto& [key, value] : node.items()) visit(key, value);
  }
  return references;
}

// The length of `"location":17` where it stands at `at`; else 0.
std::size_t place_at(std::string_view json, std::size_t at) {
  for (const std::string_view key : {"\"location\":", "\"stmt_location\":", "\"stmt_len\":"}) {
    if (!json.substr(at).starts_with(key)) continue;
    return json.find_first_not_of("-0123456789", at + key.size()) - at;
  }
  return 0;
}

std::size_t end_of_string(std::string_view json, std::size_t at) {
  for (++at; json[at] != '"'; ++at)
    if (json[at] == '\\') ++at;
  return at + 1;
}

}  // namespace

std::optional<Json> parse_tree(std::string_view text) {
  const auto text_of_tree = parse_to_json(text);
  if (!text_of_tree) return std::nullopt;
  Json json = Json::parse(*text_of_tree, nullptr, false);
  if (json.is_discarded()) return std::nullopt;  // Text that is not UTF-8.
  return std::move(json.at("stmts"));
}

std::vector<ColumnReference> column_references(std::string_view expression) {
  constexpr std::string_view kBefore = "SELECT (";
  if (check_expression(expression)) return {};
  const auto tree = parse_tree(std::string(kBefore).append(expression).append("\n)"));
  auto references = tree ? find_references(*tree) : std::vector<ColumnReference>{};
  for (ColumnReference& reference : references) reference.offset -= kBefore.size();
  std::sort(references.begin(), references.end(),
            [](const auto& left, const auto& right) { return left.offset < right.offset; });
  return references;
}

// The order of keys is libpg_query's own and always the same, so that the text can be taken as it is. A place of 0 is
// not written at all: its comma must go with it.
std::optional<std::string> canonical_tree(std::string_view statements) {
  const auto tree = parse_to_json(statements);
  if (!tree) return std::nullopt;
  std::string canonical;
  for (std::size_t at = 0; at < tree->size();) {
    const bool string = (*tree)[at] == '"';
    if (const auto place = string ? place_at(*tree, at) : 0; place > 0) {
      at += place;
      if (canonical.ends_with(','))
        canonical.pop_back();
      else if ((*tree)[at] == ',')
        ++at;
      continue;
    }
    const auto end = string ? end_of_string(*tree, at) : at + 1;
    canonical.append(*tree, at, end - at);
    at = end;
  }
  return canonical;
}

}  // namespace schemac::sql

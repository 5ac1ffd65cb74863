#include "sql/walk.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "sql/manner.hpp"
#include "sql/parse.hpp"
#include "sql/parse_tree.hpp"
#include "sql/quote.hpp"

namespace schemac::sql {
namespace {

using Json = nlohmann::json;

/// Where a word of the marker stands that is no part of a quoted name; npos: nowhere.
std::size_t find_word(std::string_view words, std::string_view word) {
  for (const Token& token : scan(words).tokens)
    if (words.substr(token.begin, token.end - token.begin) == word) return token.begin;
  return std::string_view::npos;
}

std::optional<std::int64_t> read_number(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data() + begin, text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && number > 0 ? std::optional(number) : std::nullopt;
}

/// The columns of `SELECT a, "B"`; empty where something else is selected.
std::vector<std::string> read_columns(const Json& select) {
  std::vector<std::string> columns;
  for (const Json& target : select.value("targetList", Json::array())) {
    const Json& value = target.at("ResTarget").at("val");
    if (!value.contains("ColumnRef") || target.at("ResTarget").contains("name")) return {};
    const Json& fields = value.at("ColumnRef").at("fields");
    if (fields.size() != 1 || !fields.at(0).contains("String")) return {};
    columns.push_back(identifier(fields.at(0).at("String").value("sval", "")));
  }
  return columns;
}

}  // namespace

std::optional<Walk> read_walk(std::string_view words) {
  const std::size_t by = find_word(words, "by");
  if (by == std::string_view::npos) return std::nullopt;
  const std::size_t limit = find_word(words.substr(by), "limit");
  const std::string_view columns = words.substr(by + 2, limit == std::string_view::npos ? limit : limit - 2);
  std::optional<std::int64_t> rows = kRowsOfWalk;
  if (limit != std::string_view::npos) rows = read_number(words.substr(by + limit + 5));
  const auto tree = parse_tree(fmt::format("SELECT {} FROM {}", columns, words.substr(0, by)));
  if (!rows || !tree || tree->size() != 1) return std::nullopt;
  const Json& select = tree->at(0).at("stmt").begin().value();
  const Json& from = select.value("fromClause", Json::array());
  if (select.contains("whereClause") || from.size() != 1 || !from.at(0).contains("RangeVar")) return std::nullopt;
  const Json& range = from.at(0).at("RangeVar");
  Walk walk{qualified({range.value("schemaname", ""), range.value("relname", "")}), read_columns(select), *rows};
  if (walk.key.empty() || range.contains("alias")) return std::nullopt;
  return walk;
}

std::string write_walk(const Walk& walk) {
  return fmt::format("{} by {} limit {}", walk.relation, fmt::join(walk.key, ", "), walk.rows);
}

std::string objection(const Walk& walk, std::string_view statement) {
  if (manner_of(statement).kind != MannerKind::plain) return "this cannot run once for each so many rows";
  std::set<int> wanted;
  for (int number = 1; number <= static_cast<int>(2 * walk.key.size()); ++number) wanted.insert(number);
  if (parameters_of(statement) == wanted) return {};
  return fmt::format(
      "the statement must use exactly the parameters $1 to ${}: the first key of its rows, then the last",
      wanted.size());
}

}  // namespace schemac::sql

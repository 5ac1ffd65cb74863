#include "diff/renamed_query.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "diff/tokens.hpp"

namespace schemac::diff {
namespace {

/// The words that may follow a relation in FROM and are none of its names: an alias that is one of them is in quotes.
constexpr std::array<std::string_view, 21> kAfterRelation = {
    "as",   "cross", "except",  "fetch",  "for", "full",  "group", "having", "inner", "intersect", "join",
    "left", "limit", "natural", "offset", "on",  "order", "right", "union",  "using", "where"};

/// The tokens of a query that mean something, how deep in parentheses each stands, and whether in a list of results.
class Query {
 public:
  explicit Query(const std::string& text) {
    for (const Token& token : tokenize(text)) {
      if (token.kind == Token::Kind::space) {
        if (!tokens_.empty()) tokens_.back().space = token.text;
      } else {
        add(token);
      }
    }
  }

  [[nodiscard]] std::size_t size() const { return tokens_.size(); }
  [[nodiscard]] bool is(std::size_t i, std::string_view symbol) const {
    return i < size() && tokens_[i].token.text == symbol;
  }
  [[nodiscard]] bool is_word(std::size_t i, std::string_view word) const {
    return i < size() && tokens_[i].token.kind == Token::Kind::word && name_in(tokens_[i].token) == word;
  }
  [[nodiscard]] bool names(std::size_t i, const std::string& name) const {
    return i < size() && name_in(tokens_[i].token) == name;
  }
  [[nodiscard]] std::optional<std::string> name_at(std::size_t i) const {
    return i < size() ? name_in(tokens_[i].token) : std::nullopt;
  }
  [[nodiscard]] bool is_plain_word(std::size_t i) const {
    return i < size() && tokens_[i].token.kind == Token::Kind::word;
  }
  [[nodiscard]] bool follows_dot(std::size_t i) const { return i > 0 && is(i - 1, "."); }
  [[nodiscard]] int depth(std::size_t i) const { return tokens_[i].depth; }
  [[nodiscard]] bool in_results(std::size_t i) const { return i < size() && tokens_[i].in_results; }
  /// Whether a result begins with this token.
  [[nodiscard]] bool begins_result(std::size_t i) const {
    if (!in_results(i) || i == 0) return false;
    const bool after_comma = is(i - 1, ",") && in_results(i - 1) && depth(i - 1) == depth(i);
    return after_comma || is_word(i - 1, "select") || is_word(i - 1, "distinct");
  }
  /// Whether a result ends before this token.
  [[nodiscard]] bool ends_result(std::size_t i) const {
    return i >= size() || !in_results(i) || (is(i, ",") && in_results(i)) || is(i, ")");
  }

  void replace(std::size_t i, std::string text) { tokens_[i].text = std::move(text); }
  void append(std::size_t i, const std::string& text) { tokens_[i].text += text; }
  void remove(std::size_t i) {
    tokens_[i].text.clear();
    tokens_[i - 1].space = {};
  }

  [[nodiscard]] std::string text() const {
    std::string text;
    for (const Piece& piece : tokens_) text.append(piece.text).append(piece.space);
    return text;
  }

 private:
  struct Piece {
    Token token;
    std::string text;
    std::string_view space;  ///< Behind it.
    int depth = 0;
    bool in_results = false;
  };

  void add(const Token& token) {
    if (token.text == ")") {
      results_.erase(depth_);
      --depth_;
    }
    const auto word = token.kind == Token::Kind::word ? name_in(token) : std::nullopt;
    const bool ends = word && (word == "from" || word == "union" || word == "intersect" || word == "except" ||
                               word == "where" || word == "order" || word == "group");
    if (ends) results_.erase(depth_);
    tokens_.push_back({token, std::string(token.text), {}, depth_, results_.count(depth_) != 0});
    if (word == "select") results_.insert(depth_);
    if (token.text == "(") ++depth_;
  }

  std::vector<Piece> tokens_;
  int depth_ = 0;
  std::set<int> results_;  ///< The depths at which results are being listed.
};

/// By which names a query knows a relation, and whether they are plain.
struct Aliases {
  std::set<std::string> of_it;
  std::size_t relations = 0;  ///< How many there are in all.
  bool told = true;           ///< No columns have names of their own, no name means two relations.
};

bool is_relation_at(const Query& query, std::size_t i) {
  if (i == 0 || !query.name_at(i) || !query.is(i + 1, ".") || !query.name_at(i + 2)) return false;
  if (query.is(i + 3, ".") || query.is(i + 3, "(")) return false;
  std::size_t before = i - 1;
  while (before > 0 && (query.is(before, "(") || query.is_word(before, "only"))) --before;
  return query.is_word(before, "from") || query.is_word(before, "join") ||
         (query.is(before, ",") && !query.in_results(before));
}

Aliases aliases_of(const Query& query, const model::QualifiedName& relation) {
  Aliases aliases;
  std::set<std::string> of_others;
  for (std::size_t i = 0; i < query.size(); ++i) {
    if (!is_relation_at(query, i)) continue;
    ++aliases.relations;
    const auto next = query.name_at(i + 3);
    const bool has_alias = next && !(query.is_plain_word(i + 3) && std::ranges::count(kAfterRelation, *next) != 0);
    const std::string name = has_alias ? *next : *query.name_at(i + 2);
    const bool it = query.names(i, relation.schema) && query.names(i + 2, relation.name);
    if (it && has_alias && query.is(i + 4, "(")) aliases.told = false;
    (it ? aliases.of_it : of_others).insert(name);
  }
  for (std::size_t i = 1; i < query.size(); ++i) {  // a subquery or a function under a name
    if (query.is(i - 1, ")") && query.name_at(i) && !query.in_results(i)) of_others.insert(*query.name_at(i));
  }
  for (const std::string& name : of_others) {
    if (aliases.of_it.count(name) != 0) aliases.told = false;
  }
  return aliases;
}

/// JOIN … USING (a): the names that PostgreSQL invents then are its own business.
bool joins_by(const Query& query, const std::string& column) {
  for (std::size_t i = 0; i < query.size(); ++i) {
    if (!query.is_word(i, "using") || !query.is(i + 1, "(")) continue;
    for (std::size_t j = i + 2; j < query.size() && !query.is(j, ")"); ++j) {
      if (query.names(j, column)) return true;
    }
  }
  return false;
}

/// The reference that ends at `at` and begins at `begin` has another name from now on; a result keeps its own.
void rename_reference(Query& query, std::size_t begin, std::size_t at, const std::string& before,
                      const std::string& after) {
  query.replace(at, spelled(after));
  if (!query.begins_result(begin)) return;
  if (query.is_word(at + 1, "as") && query.names(at + 2, after) && query.ends_result(at + 3)) {
    query.remove(at + 1);
    query.remove(at + 2);
  } else if (query.ends_result(at + 1)) {
    query.append(at, " AS " + spelled(before));
  }
}

/// The tokens of one result: from `begin` up to `end`.
void rename_one_result(Query& query, std::size_t begin, std::size_t end, const std::string& name) {
  const bool has_name = end - begin > 2 && query.is_word(end - 2, "as");
  const std::size_t expression_end = has_name ? end - 2 : end;
  const bool bare = expression_end - begin == 1 || (expression_end - begin == 3 && query.is(begin + 1, "."));
  const bool says_it = bare && query.names(expression_end - 1, name);
  if (has_name && says_it) {
    query.remove(end - 2);
    query.remove(end - 1);
  } else if (has_name) {
    query.replace(end - 1, spelled(name));
  } else {
    query.append(end - 1, " AS " + spelled(name));
  }
}

}  // namespace

std::string renamed_query(const std::string& query, const model::Rename& column) {
  const std::string& before = column.before.name;
  const std::string unlike = query + " ";  // PostgreSQL's text ends with no blank
  Query tokens(query);
  const Aliases aliases = aliases_of(tokens, {column.before.schema, column.before.table});
  if (!aliases.told || aliases.of_it.empty() || joins_by(tokens, before)) return unlike;
  const auto qualifies = [&](std::size_t i) {
    const auto name = tokens.name_at(i);
    return name && aliases.of_it.count(*name) != 0 && tokens.is(i + 1, ".") && !tokens.follows_dot(i);
  };
  bool qualified = false;
  bool renamed = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!qualifies(i)) continue;
    qualified = true;
    if (!tokens.names(i + 2, before) || tokens.is(i + 3, ".")) continue;
    rename_reference(tokens, i, i + 2, before, column.after.name);
    renamed = true;
  }
  // With one relation alone, PostgreSQL 16 and later print no qualifiers.
  for (std::size_t i = 1; !qualified && aliases.relations == 1 && i < tokens.size(); ++i) {
    const bool reference = tokens.names(i, before) && !tokens.follows_dot(i) && !tokens.is(i + 1, "(") &&
                           !tokens.is(i + 1, ".") && !tokens.is_word(i - 1, "as") && !tokens.is(i - 1, "::");
    if (!reference) continue;
    rename_reference(tokens, i, i, before, column.after.name);
    renamed = true;
  }
  return renamed ? tokens.text() : unlike;
}

std::string renamed_result(const std::string& query, std::size_t place, const std::string& name) {
  Query tokens(query);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens.is_word(i, "select") || tokens.depth(i) != 0) continue;
    std::size_t begin = i + 1;
    if (tokens.is_word(begin, "distinct")) ++begin;
    if (tokens.is_word(begin, "on")) return query;
    std::size_t met = 0;
    for (std::size_t end = begin; end <= tokens.size(); ++end) {
      const bool over = end == tokens.size() || (!tokens.in_results(end) && tokens.depth(end) == 0);
      if (!over && !(tokens.is(end, ",") && tokens.depth(end) == 0)) continue;
      if (met++ == place && end > begin) rename_one_result(tokens, begin, end, name);
      if (over) break;
      begin = end + 1;
    }
  }
  return tokens.text();
}

std::string with_name(const std::string& statement, const std::string& before, const std::string& after, bool last) {
  constexpr std::size_t kThird = 2;
  Query tokens(statement);
  const std::size_t place = last && tokens.size() > 0 ? tokens.size() - 1 : kThird;
  if (tokens.names(place, before)) tokens.replace(place, spelled(after));
  return tokens.text();
}

}  // namespace schemac::diff

// `:name` is psql's word for a variable too, so that a file of queries runs there with \set. A colon is PostgreSQL's
// own in two places: `::` is a token of the parser, and within the brackets of an array a colon behind a value divides
// a slice. Nowhere else does a value stand before a parameter.
// https://www.postgresql.org/docs/15/arrays.html#ARRAYS-ACCESSING
#include "queries/parameters.hpp"

#include <cctype>
#include <charconv>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "queries/foreign_words.hpp"
#include "support/text_place.hpp"

namespace schemac::queries {
namespace {

bool begins_name(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string lower(std::string_view word) {
  std::string lowered(word);
  for (char& c : lowered)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lowered;
}

/// A parameter where it stands in the file.
struct Found {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string name;        ///< Empty: it is numbered.
  std::size_t number = 0;  ///< Of `$1`: 1.
};

class Finder {
 public:
  Finder(std::string_view text, const std::vector<sql::Token>& tokens) : text_(text) {
    for (const sql::Token& token : tokens)
      if (!token.comment) tokens_.push_back(token);
  }

  std::vector<Found> find() {
    std::vector<Found> found;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      const std::string_view token = text_at(at);
      follow_brackets(at);
      if (token.size() > 1 && token.front() == '$' && std::isdigit(static_cast<unsigned char>(token[1])) != 0)
        found.push_back({tokens_[at].begin, tokens_[at].end, {}, number_of(token)});
      if (token != ":" || !stands_before_name(at)) continue;
      if (begins_name(text_at(at + 1).front())) {
        found.push_back({tokens_[at].begin, tokens_[at + 1].end, std::string(text_at(at + 1)), 0});
        ++at;
      } else {
        stray_.push_back({tokens_[at].begin, tokens_[at + 1].end});
      }
    }
    return found;
  }

  /// Colons like those of parameters, with what stands behind them: it is no name of a parameter.
  [[nodiscard]] const std::vector<sql::Span>& stray() const { return stray_; }

 private:
  [[nodiscard]] std::string_view text_at(std::size_t at) const {
    return text_.substr(tokens_[at].begin, tokens_[at].end - tokens_[at].begin);
  }

  static std::size_t number_of(std::string_view token) {
    std::size_t number = 0;
    std::from_chars(token.data() + 1, token.data() + token.size(), number);
    return number;
  }

  void follow_brackets(std::size_t at) {
    const std::string_view token = text_at(at);
    if (token == "[" || token == "(") open_.push_back(at);
    if ((token != "]" && token != ")") || open_.empty()) return;
    // `OPERATOR(pg_catalog.+)` is no value.
    if (open_.back() > 0 && is_word(open_.back() - 1, "operator")) operator_end_ = at;
    open_.pop_back();
  }

  [[nodiscard]] bool stands_before_name(std::size_t at) const {
    if (at + 1 == tokens_.size() || tokens_[at + 1].begin != tokens_[at].end) return false;
    const bool in_brackets = !open_.empty() && text_at(open_.back()) == "[";
    return !in_brackets || at == 0 || !ends_value(at - 1);
  }

  [[nodiscard]] bool ends_value(std::size_t at) const {
    const char last = text_at(at).back();
    const bool is_end = std::isalnum(static_cast<unsigned char>(last)) != 0 || last == '_' || last == ')' ||
                        last == ']' || last == '\'' || last == '"';
    return is_end && at != operator_end_ && !is_between_values(at);
  }

  /// Whether it is a keyword that a value follows: all that cannot be a column's name, but for those that are values or
  /// end one, and of the others those that stand between two values.
  [[nodiscard]] bool is_between_values(std::size_t at) const {
    using sql::Keyword;
    static const std::set<std::string> kValues = {
        "null",         "true",      "false",           "end",          "current_date",   "current_time",
        "user",         "localtime", "current_user",    "session_user", "localtimestamp", "current_timestamp",
        "current_role", "isnull",    "current_catalog", "notnull",      "current_schema"};
    const Keyword keyword = tokens_[at].keyword;
    if (keyword == Keyword::none || (at > 0 && text_at(at - 1) == ".")) return false;
    if (keyword == Keyword::reserved || keyword == Keyword::type_or_function_name)
      return !kValues.contains(lower(text_at(at)));
    if (at == 0) return false;
    return is_word(at, "between") || (is_word(at, "escape") && ends_value(at - 1)) ||
           (at > 1 && is_word(at, "zone") && is_word(at - 1, "time") && is_word(at - 2, "at"));
  }

  [[nodiscard]] bool is_word(std::size_t at, std::string_view word) const { return lower(text_at(at)) == word; }

  std::string_view text_;
  std::vector<sql::Token> tokens_;
  std::vector<std::size_t> open_;
  std::vector<sql::Span> stray_;
  std::size_t operator_end_ = std::string_view::npos;  ///< The last parenthesis of an OPERATOR.
};

/// As many as a message of the protocol can say. https://www.postgresql.org/docs/15/protocol-message-formats.html
constexpr std::size_t kMostParameters = 65535;

bool complain(const model::Query& query, const Found& found, std::string message, std::string hint,
              Diagnostics& diagnostics) {
  const Place place = moved(query.written_place, query.written, found.begin);
  diagnostics.error(Code::bad_query, place, std::move(message)).hint = std::move(hint);
  return false;
}

/// Numbers from 1 without a gap, and either numbers or names.
bool check(const model::Query& query, const std::vector<Found>& all, Diagnostics& diagnostics) {
  std::set<std::size_t> numbers;
  const Found* last = nullptr;
  for (const Found& found : all) {
    if (last != nullptr && last->name.empty() != found.name.empty())
      return complain(query, found, fmt::format("query `{}` has parameters by name and by number", query.name),
                      "a query has one kind of them: `:name` everywhere, or `$1`", diagnostics);
    if (found.name.empty() && (found.number == 0 || found.number > kMostParameters))
      return complain(query, found, "parameters are counted from `$1`", {}, diagnostics);
    numbers.insert(found.number);
    last = &found;
  }
  if (last == nullptr || !last->name.empty() || *numbers.rbegin() == numbers.size()) return true;
  std::size_t gap = 1;
  while (numbers.contains(gap)) ++gap;
  return complain(query, *last, fmt::format("query `{}` has `${}` and no `${}`", query.name, *numbers.rbegin(), gap),
                  {}, diagnostics);
}

/// Which of the query's parameters it is, in the order in which they stand.
std::size_t index_of(model::Query& query, const Found& found) {
  std::vector<model::QueryParameter>& parameters = query.parameters;
  const Place place = moved(query.written_place, query.written, found.begin);
  if (found.name.empty()) {
    while (parameters.size() < found.number)
      parameters.push_back({fmt::format("parameter_{}", parameters.size() + 1), false, {}, {}});
    model::QueryParameter& parameter = parameters[found.number - 1];
    if (parameter.place.line == 0) parameter.place = place;
    return found.number - 1;
  }
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (parameters[i].name == found.name) return i;
  parameters.push_back({found.name, false, {}, place});
  return parameters.size() - 1;
}

}  // namespace

void read_parameters(model::Query& query, const std::vector<sql::Token>& tokens, Diagnostics& diagnostics) {
  Finder finder(query.written, tokens);
  const std::vector<Found> all = finder.find();
  if (!check(query, all, diagnostics) || refuse_foreign_words(query, tokens, finder.stray(), diagnostics)) return;
  std::size_t done = 0;
  for (const Found& found : all) {
    query.sql.append(query.written, done, found.begin - done);
    const std::size_t index = index_of(query, found);
    const std::string spelled = fmt::format("${}", index + 1);
    query.placeholders.push_back({query.sql.size(), spelled.size(), found.end - found.begin, index});
    query.sql += spelled;
    done = found.end;
  }
  query.sql.append(query.written, done);
}

}  // namespace schemac::queries

#include "queries/foreign_words.hpp"

#include <cctype>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "support/text_place.hpp"

namespace schemac::queries {
namespace {

bool begins_name(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

std::string unquoted(std::string_view text) {
  if (text.size() > 1 && (text.front() == '\'' || text.front() == '"')) text = text.substr(1, text.size() - 2);
  return std::string(text);
}

/// What is written here for sqlc's function of this name; nothing: it is none of them.
/// https://docs.sqlc.dev/en/stable/reference/macros.html
std::optional<std::string> instead_of(std::string_view function, const std::string& name) {
  if (function == "arg") return fmt::format("a parameter is `:{}`", name);
  if (function == "narg")
    return fmt::format("a parameter is `:{0}`, and `-- nullable: :{0}` says that it may be NULL", name);
  if (function == "slice") return fmt::format("a list is an array: `= ANY(:{})`", name);
  if (function == "embed") return "name the columns: each is a member of the row";
  return std::nullopt;
}

class Search {
 public:
  Search(const model::Query& query, const std::vector<sql::Token>& tokens, Diagnostics& diagnostics)
      : query_(query), diagnostics_(diagnostics) {
    for (const sql::Token& token : tokens)
      if (!token.comment) tokens_.push_back(token);
  }

  bool run(const std::vector<sql::Span>& stray) {
    for (const sql::Span& span : stray) refuse_colon(span);
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      look_for_function(at);
      look_for_at(at);
    }
    return found_;
  }

 private:
  [[nodiscard]] std::string_view text_at(std::size_t at) const {
    return at < tokens_.size()
               ? std::string_view(query_.written).substr(tokens_[at].begin, tokens_[at].end - tokens_[at].begin)
               : std::string_view();
  }

  void refuse(std::size_t offset, std::string message, std::string hint) {
    found_ = true;
    const Place place = moved(query_.written_place, query_.written, offset);
    diagnostics_.error(Code::bad_query, place, std::move(message)).hint = std::move(hint);
  }

  void refuse_colon(const sql::Span& span) {
    const std::string spelled = query_.written.substr(span.begin, span.end - span.begin);
    if (spelled[1] == '\'' || spelled[1] == '"')
      return refuse(span.begin, fmt::format("`{}` is psql's", spelled),
                    fmt::format("a parameter is `:{}` for whatever type: it travels beside the statement, unquoted",
                                unquoted(spelled.substr(1))));
    if (begins_name(spelled[1]))
      refuse(span.begin, fmt::format("`{}` does not begin as a name in C++ does", spelled),
             "begin it with one of a to z");
  }

  /// `sqlc.arg(name)`
  void look_for_function(std::size_t at) {
    if (text_at(at) != "sqlc" && text_at(at) != "SQLC") return;
    if (text_at(at + 1) != "." || text_at(at + 3) != "(" || text_at(at + 4).empty()) return;
    if (const auto instead = instead_of(text_at(at + 2), unquoted(text_at(at + 4))))
      refuse(tokens_[at].begin, fmt::format("`sqlc.{}` is a word of sqlc's", text_at(at + 2)), *instead);
  }

  /// `= @name`. PostgreSQL's operator gives `id = @id` for every row whose id is not negative.
  /// https://www.postgresql.org/docs/15/functions-math.html
  void look_for_at(std::size_t at) {
    const std::string_view token = text_at(at), name = text_at(at + 1);
    if ((token != "@" && !token.ends_with("=@")) || name.empty() || !begins_name(name.front())) return;
    if (tokens_[at + 1].begin != tokens_[at].end) return;
    refuse(tokens_[at].end - 1, fmt::format("`@{0}` would be the absolute value of `{0}`", name),
           fmt::format("a parameter is `:{}`, and where the operator is meant a blank stands behind it", name));
  }

  const model::Query& query_;
  Diagnostics& diagnostics_;
  std::vector<sql::Token> tokens_;
  bool found_ = false;
};

}  // namespace

bool refuse_foreign_words(const model::Query& query, const std::vector<sql::Token>& tokens,
                          const std::vector<sql::Span>& stray, Diagnostics& diagnostics) {
  return Search(query, tokens, diagnostics).run(stray);
}

}  // namespace schemac::queries

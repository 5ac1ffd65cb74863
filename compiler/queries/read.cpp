#include "queries/read.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "queries/marks.hpp"
#include "queries/parameters.hpp"
#include "queries/piece.hpp"
#include "queries/statement_kind.hpp"
#include "sql/parse.hpp"
#include "support/text_place.hpp"

namespace schemac::queries {
namespace {

using model::QueryCommand;

constexpr std::array kCommands = std::to_array<std::pair<std::string_view, QueryCommand>>({
    {":one", QueryCommand::one},
    {":optional", QueryCommand::optional},
    {":many", QueryCommand::many},
    {":exec", QueryCommand::exec},
    {":execrows", QueryCommand::execrows},
});

/// One query's share of the file, as tokens.
struct Section {
  std::vector<Piece> above;  ///< Comments right above the name.
  Piece name;                ///< What stands behind `-- name:`.
  std::vector<Piece> below;  ///< Comments between the name and the statement.
  std::size_t begin = 0;     ///< Of the first token of SQL.
  std::size_t end = 0;       ///< Of the last; 0: there is none.
};

class File {
 public:
  File(const std::string& file, std::string_view text, Diagnostics& diagnostics)
      : file_(file), text_(text), diagnostics_(diagnostics) {}

  model::QueryFile read() {
    model::QueryFile found{file_, {}};
    const sql::Scan scan = sql::scan(text_);
    if (scan.error) {
      diagnostics_.error(Code::sql_syntax, place(scan.error->offset), scan.error->message);
      return found;
    }
    for (const Section& section : sections(scan.tokens)) {
      Diagnostics of_query;
      model::Query query = read_query(section, of_query);
      if (!of_query.has_errors()) found.queries.push_back(std::move(query));
      diagnostics_.append(of_query);
    }
    return found;
  }

 private:
  [[nodiscard]] Place place(std::size_t offset) const { return place_at(file_, text_, offset); }
  [[nodiscard]] Piece piece(const sql::Token& token) const {
    return {text_.substr(token.begin, token.end - token.begin), token.begin};
  }

  /// Comments that stand one below the other, each on a line of its own, down to the line above `name`.
  std::vector<Piece> comments_above(const std::vector<sql::Token>& tokens, std::size_t name) const {
    std::vector<Piece> found;
    std::size_t below = tokens[name].begin;
    for (std::size_t at = name; at > 0 && tokens[at - 1].comment; --at) {
      const Piece comment = piece(tokens[at - 1]);
      const std::string_view between = text_.substr(tokens[at - 1].end, below - tokens[at - 1].end);
      const std::size_t line = text_.find_last_of('\n', comment.begin) + 1;  // of none: 0
      const std::string_view before = text_.substr(line, comment.begin - line);
      const bool alone = std::all_of(before.begin(), before.end(), is_blank);
      if (!alone || !comment.text.starts_with("--") || std::count(between.begin(), between.end(), '\n') > 1) break;
      found.insert(found.begin(), comment);
      below = comment.begin;
    }
    return found;
  }

  /// What stands behind it in `/* name: a :one */`.
  static std::optional<Piece> name_in_block(Piece comment) {
    if (!comment.text.starts_with("/*") || !comment.text.ends_with("*/")) return std::nullopt;
    const Piece inner = trimmed(comment.from(2).to(comment.text.size() - 4));
    const std::vector<Piece> words = split(inner, ' ');
    if (words.size() != 3 || words[0].text != "name:" || !words[2].text.starts_with(':')) return std::nullopt;
    return trimmed(inner.from(words[0].text.size()));
  }

  std::vector<Section> sections(const std::vector<sql::Token>& tokens) const {
    std::vector<Section> found;
    bool told = false;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      const Piece token = piece(tokens[at]);
      if (const auto name = tokens[at].comment ? said(token, "name") : std::nullopt) {
        found.push_back({comments_above(tokens, at), *name, {}, 0, 0});
      } else if (const auto block = tokens[at].comment ? name_in_block(token) : std::nullopt) {
        diagnostics_.error(Code::bad_query, place(token.begin), "a name stands behind `--`").hint =
            fmt::format("`-- name: {}`", block->text);
        found.push_back({{}, *block, {}, 0, 0});  // so that what is below it is not told as well
      } else if (tokens[at].comment) {
        if (!found.empty() && found.back().end == 0)
          found.back().below.push_back(token);
        else if (is_mark(token))
          diagnostics_.error(Code::bad_query, place(token.begin), "nothing is said of a query here").hint =
              "`-- nullable:`, `-- nullable elements:` and `-- not null:` stand between `-- name:` and the statement";
      } else if (!found.empty()) {
        if (found.back().end == 0) found.back().begin = tokens[at].begin;
        found.back().end = tokens[at].end;
      } else if (!std::exchange(told, true)) {
        diagnostics_.error(Code::bad_query, place(tokens[at].begin), "a statement without a name").hint =
            "above it stands `-- name: its_name :many`";
      }
    }
    return found;
  }

  model::Query read_query(const Section& section, Diagnostics& diagnostics) const {
    model::Query query;
    read_name(section, query, diagnostics);
    read_statement(section, query, diagnostics);
    if (diagnostics.has_errors()) return query;
    for (const Piece& comment : section.above) add_comment(comment, query);
    for (const Piece& comment : read_marks(file_, text_, section.below, query, diagnostics))
      if (comment.text.starts_with("--")) add_comment(comment, query);
    if (!diagnostics.has_errors()) classify(query, diagnostics);
    return query;
  }

  void read_name(const Section& section, model::Query& query, Diagnostics& diagnostics) const {
    const std::vector<Piece> words = split(section.name, ' ');
    query.place = place(section.name.begin);
    const std::string hint = fmt::format("a name, and what is wanted of the result: {}", command_words());
    if (words.size() != 2) {
      diagnostics.error(Code::bad_query, query.place, "behind `name:` stand two words").hint = hint;
      return;
    }
    query.name = words[0].text;
    const auto command =
        std::find_if(kCommands.begin(), kCommands.end(), [&](const auto& each) { return each.first == words[1].text; });
    if (command == kCommands.end()) {
      diagnostics
          .error(Code::bad_query, place(words[1].begin), fmt::format("`{}` is no command of a query", words[1].text))
          .hint = fmt::format("the commands are {}", command_words());
      return;
    }
    query.command = command->second;
  }

  void read_statement(const Section& section, model::Query& query, Diagnostics& diagnostics) const {
    const std::string_view body = text_.substr(section.begin, section.end - section.begin);
    const std::vector<sql::Span> statements = sql::split(body);
    if (statements.empty()) {
      diagnostics.error(Code::bad_query, query.place, fmt::format("query `{}` has no statement", query.name));
      return;
    }
    if (statements.size() > 1) {
      diagnostics
          .error(Code::bad_query, place(section.begin + statements[1].begin),
                 fmt::format("query `{}` has a second statement", query.name))
          .hint = "a query is one statement: give the other a name of its own, or put both into one with WITH";
      return;
    }
    query.written = body.substr(statements[0].begin, statements[0].end - statements[0].begin);
    query.written_place = place(section.begin + statements[0].begin);
    read_parameters(query, sql::scan(query.written).tokens, diagnostics);
  }

  static void add_comment(const Piece& comment, model::Query& query) {
    std::string_view line = comment.text.substr(2);
    if (line.starts_with(' ')) line.remove_prefix(1);
    if (!query.comment.empty()) query.comment += '\n';
    query.comment += line;
  }

  std::string file_;
  std::string_view text_;
  Diagnostics& diagnostics_;
};

/// How a checkout ends its lines is nothing that a query says; lines and columns stay.
std::string with_unix_lines(std::string_view text) {
  std::string lines;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (!text.substr(at).starts_with("\r\n")) lines += text[at];
  return lines;
}

}  // namespace

model::QueryFile read(const std::string& file, std::string_view text, Diagnostics& diagnostics) {
  const std::string lines = with_unix_lines(text);
  return File(file, lines, diagnostics).read();
}

std::string command_words() {
  std::string words;
  for (const auto& [word, command] : kCommands) words += fmt::format("{}`{}`", words.empty() ? "" : ", ", word);
  return words;
}

}  // namespace schemac::queries

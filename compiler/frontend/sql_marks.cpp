#include "frontend/sql_marks.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include <fmt/format.h>

#include "sql/inspect.hpp"

namespace schemac::frontend {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// `x`, `"X y"` as SQL reads a name; nothing where it is none. What was read is taken off `text`.
std::optional<std::string> take_name(std::string_view& text) {
  std::string name;
  std::size_t end = 0;
  if (text.starts_with('"')) {
    for (end = 1; end < text.size() && (text[end] != '"' || text.substr(end).starts_with("\"\"")); ++end) {
      if (text[end] == '"') ++end;
      name += text[end];
    }
    if (end >= text.size()) return std::nullopt;
    ++end;
  } else {
    const auto belongs = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '$' || c >= 0x80; };
    while (end < text.size() && belongs(static_cast<unsigned char>(text[end])))
      name += static_cast<char>(std::tolower(static_cast<unsigned char>(text[end++])));
  }
  text.remove_prefix(end);
  if (name.empty()) return std::nullopt;
  return name;
}

/// `old`, `app.old`.
std::optional<model::QualifiedName> read_name(std::string_view text) {
  const std::optional<std::string> first = take_name(text);
  if (!first) return std::nullopt;
  if (text.empty()) return model::QualifiedName{"", *first};
  if (!text.starts_with('.')) return std::nullopt;
  text.remove_prefix(1);
  const std::optional<std::string> second = take_name(text);
  if (!second || !text.empty()) return std::nullopt;
  return model::QualifiedName{*first, *second};
}

/// A value of an enum, with or without its quotes.
std::string read_label(std::string_view text) {
  if (text.size() < 2 || text.front() != '\'' || text.back() != '\'') return std::string(text);
  std::string label;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    label += text[i];
    if (text[i] == '\'') ++i;
  }
  return label;
}

/// A comment `-- schemac: …`.
struct Comment {
  std::string_view words;  ///< Behind `schemac:`.
  std::size_t begin = 0;
};

/// A declaration of the file; places are bytes of the file.
struct Declaration {
  sql::DeclaredName name;
  std::size_t begin = 0;
  std::string_view search_path;
};

class Reader {
 public:
  Reader(std::string_view text, const sql::Scan& scan, const std::vector<SqlSpan>& statements,
         const std::function<Place(std::size_t)>& place_at, Diagnostics& diagnostics)
      : text_(text), scan_(scan), statements_(statements), place_at_(place_at), diagnostics_(diagnostics) {}

  std::vector<model::RenameMark> read() {
    for (const sql::Token& token : scan_.tokens)
      if (const std::optional<Comment> comment = comment_of(token)) read_comment(*comment);
    return std::move(marks_);
  }

 private:
  [[nodiscard]] std::optional<Comment> comment_of(const sql::Token& token) const {
    constexpr std::string_view kOurs = "schemac:";
    if (!token.comment || text_[token.begin] != '-') return std::nullopt;
    std::string_view words = trim(text_.substr(token.begin + 2, token.end - token.begin - 2));
    if (!words.starts_with(kOurs)) return std::nullopt;
    return Comment{trim(words.substr(kOurs.size())), token.begin};
  }

  void read_comment(const Comment& comment) {
    constexpr std::string_view kRenamed = "renamed from ";
    if (comment.words == "transaction" || comment.words == "no transaction") return;  // of a migration
    if (comment.words.starts_with("allow ")) return;                                  // lint reads that
    if (!comment.words.starts_with(kRenamed)) {
      diagnostics_
          .error(Code::unknown_option, place_at_(comment.begin),
                 fmt::format("`schemac: {}` is nothing that schemac knows", comment.words))
          .hint = "in a .sql file it knows `-- schemac: renamed from NAME` and `-- schemac: allow CODE`";
      return;
    }
    const std::optional<Declaration> declaration = is_alone(comment) ? below(comment) : beside(comment);
    if (!declaration) return report_stray(comment);
    add_mark(comment, trim(comment.words.substr(kRenamed.size())), *declaration);
  }

  void report_stray(const Comment& comment) {
    diagnostics_.error(Code::unknown_option, place_at_(comment.begin), "nothing that has a name stands here").hint =
        "write it above the statement, column, constraint or enum value that has the new name, or behind it";
  }

  void add_mark(const Comment& comment, std::string_view said, const Declaration& declaration) {
    const sql::DeclaredName& name = declaration.name;
    std::optional<model::QualifiedName> before = model::QualifiedName{"", read_label(said)};
    if (name.label.empty()) before = read_name(said);
    const bool stays = !name.id.table.empty() || name.id.kind == model::Kind::namespace_;
    if (!before || (stays && !before->schema.empty())) {
      diagnostics_.error(Code::bad_option, place_at_(comment.begin), fmt::format("`{}` is no name", said)).hint =
          "the former name as SQL spells it: in double quotes where it is not all lower case, letters and digits";
      return;
    }
    marks_.push_back(
        {name.id, name.arguments, name.label, *before, std::string(declaration.search_path), place_at_(comment.begin)});
  }

  [[nodiscard]] std::size_t line_begin(std::size_t offset) const {
    return offset == 0 ? 0 : text_.rfind('\n', offset - 1) + 1;  // npos + 1 is the beginning
  }
  [[nodiscard]] bool is_alone(const Comment& comment) const {
    const std::size_t begin = line_begin(comment.begin);
    return trim(text_.substr(begin, comment.begin - begin)).empty();
  }

  [[nodiscard]] std::vector<Declaration> declarations_of(const SqlSpan& statement) const {
    const sql::Span& span = statement.span;
    std::vector<Declaration> found;
    for (sql::DeclaredName& name : sql::declared_names(text_.substr(span.begin, span.end - span.begin))) {
      const std::size_t begin = span.begin + name.begin;
      found.push_back({std::move(name), begin, statement.search_path});
    }
    return found;
  }

  /// The first statement that ends behind `offset`: the one around it, or the next.
  [[nodiscard]] std::vector<SqlSpan>::const_iterator statement_at(std::size_t offset) const {
    return std::find_if(statements_.begin(), statements_.end(),
                        [&](const SqlSpan& each) { return each.span.end > offset; });
  }

  /// Words that may stand between a comment and the name it speaks of: `ADD COLUMN IF NOT EXISTS x`.
  [[nodiscard]] bool only_leads_to(std::size_t begin, std::size_t end) const {
    constexpr std::string_view kWords[] = {"add", "column", "if", "not", "exists"};
    return std::all_of(scan_.tokens.begin(), scan_.tokens.end(), [&](const sql::Token& token) {
      if (token.comment || token.begin < begin || token.begin >= end) return true;
      std::string word(text_.substr(token.begin, token.end - token.begin));
      std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
      return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
    });
  }

  /// Of a comment on a line of its own: what begins next.
  [[nodiscard]] std::optional<Declaration> below(const Comment& comment) const {
    const auto statement = statement_at(comment.begin);
    if (statement == statements_.end()) return std::nullopt;
    const std::vector<Declaration> found = declarations_of(*statement);
    if (comment.begin < statement->span.begin) {
      const bool makes_it = !found.empty() && (found.front().begin == statement->span.begin || found.size() == 1);
      return makes_it ? std::optional(found.front()) : std::nullopt;
    }
    const auto next =
        std::find_if(found.begin(), found.end(), [&](const Declaration& each) { return each.begin > comment.begin; });
    if (next == found.end() || !only_leads_to(comment.begin, next->begin)) return std::nullopt;
    return *next;
  }

  /// Of a comment behind something on its line: the last that begins on that line; behind a statement the statement,
  /// where all of it is on that line or none of its parts begins there.
  [[nodiscard]] std::optional<Declaration> beside(const Comment& comment) const {
    const std::size_t line = line_begin(comment.begin);
    auto statement = statement_at(line);
    if (statement == statements_.end() || statement->span.begin > comment.begin) return std::nullopt;
    while (statement + 1 != statements_.end() && (statement + 1)->span.begin < comment.begin) ++statement;
    const std::vector<Declaration> found = declarations_of(*statement);
    if (found.empty()) return std::nullopt;
    const bool behind = statement->span.end <= comment.begin;
    if (behind && statement->span.begin >= line) return found.front();
    const auto last = std::find_if(found.rbegin(), found.rend(), [&](const Declaration& each) {
      return each.begin < comment.begin && each.begin >= line;
    });
    if (last != found.rend()) return *last;
    return behind ? std::optional(found.front()) : std::nullopt;
  }

  std::string_view text_;
  const sql::Scan& scan_;
  const std::vector<SqlSpan>& statements_;
  const std::function<Place(std::size_t)>& place_at_;
  Diagnostics& diagnostics_;
  std::vector<model::RenameMark> marks_;
};

}  // namespace

std::vector<model::RenameMark> read_marks(std::string_view text, const sql::Scan& scan,
                                          const std::vector<SqlSpan>& statements,
                                          const std::function<Place(std::size_t)>& place_at, Diagnostics& diagnostics) {
  if (text.find("schemac:") == std::string_view::npos) return {};
  return Reader(text, scan, statements, place_at, diagnostics).read();
}

}  // namespace schemac::frontend

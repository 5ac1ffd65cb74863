#include "sql/psql_text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string_view>

namespace schemac::sql {
namespace {

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
}

/// Walks over a text as psql does: it must know where statements end and strings are, and nothing else.
class Walk {
 public:
  explicit Walk(std::string& text) : text_(text) {}

  std::vector<MetaCommand> run() {
    while (at_ < text_.size()) step();
    return std::move(commands_);
  }

 private:
  [[nodiscard]] bool here(std::string_view what) const { return std::string_view(text_).substr(at_).starts_with(what); }
  [[nodiscard]] std::size_t end_of_line(std::size_t from) const {
    return std::min(text_.find('\n', from), text_.size());
  }

  void step() {
    const char c = text_[at_];
    if (here("--")) return skip_to(end_of_line(at_));
    if (here("/*")) return skip_block_comment();
    if (c == '\'') return skip_string();
    if (c == '"') return skip_quoted('"', false);
    if (c == '$') return skip_dollar();
    if (c == '\\') return take_command();
    if (c == ';') return end_statement();
    if (c == '(') ++parentheses_;
    if (c == ')') --parentheses_;
    if (begins_nothing() && std::isspace(static_cast<unsigned char>(c)) == 0) statement_ = at_;
    ++at_;
  }

  [[nodiscard]] bool begins_nothing() const { return statement_ == std::string::npos; }

  void begin_statement() {
    if (begins_nothing()) statement_ = at_;
  }
  void skip_to(std::size_t end) { at_ = std::min(end, text_.size()); }

  void skip_block_comment() {
    int depth = 0;
    do {
      if (here("/*")) {
        ++depth;
        at_ += 2;
      } else if (here("*/")) {
        --depth;
        at_ += 2;
      } else {
        ++at_;
      }
    } while (depth > 0 && at_ < text_.size());
  }

  /// E'…' knows backslashes; other strings do not.
  void skip_string() {
    const bool marked = at_ > 0 && (text_[at_ - 1] == 'E' || text_[at_ - 1] == 'e');
    skip_quoted('\'', marked && (at_ < 2 || !is_word_character(text_[at_ - 2])));
  }

  void skip_quoted(char quote, bool escapes) {
    begin_statement();
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_)
      if (escapes && text_[at_] == '\\') ++at_;
    skip_to(at_ + 1);
  }

  /// `$body$ … $body$`; a `$1`, or a `$` within a name, opens nothing.
  void skip_dollar() {
    begin_statement();
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_word_character(text_[end])) ++end;
    const bool in_name = at_ > 0 && (is_word_character(text_[at_ - 1]) || text_[at_ - 1] == '$');
    const bool number = end > at_ + 1 && std::isdigit(static_cast<unsigned char>(text_[at_ + 1])) != 0;
    if (in_name || number || end == text_.size() || text_[end] != '$') return skip_to(at_ + 1);
    const std::string tag = text_.substr(at_, end + 1 - at_);
    const std::size_t close = text_.find(tag, end + 1);
    skip_to(close == std::string::npos ? text_.size() : close + tag.size());
  }

  void blank(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (text_[i] != '\n') text_[i] = ' ';
  }

  /// Alone between statements it is psql's; anywhere else it is a mistake that the parser reports.
  void take_command() {
    const std::size_t end = end_of_line(at_);
    if (!begins_nothing()) return skip_to(at_ + 1);
    const std::size_t last = text_.find_last_not_of(" \t\r\n", end == text_.size() ? end : end - 1);
    commands_.push_back({text_.substr(at_, last + 1 - at_), at_});
    blank(at_, end);
    skip_to(end);
  }

  void end_statement() {
    ++at_;
    if (parentheses_ > 0) return;
    const bool rows_follow = !begins_nothing() && copies_from_stdin(text_.substr(statement_, at_ - statement_));
    statement_ = std::string::npos;
    parentheses_ = 0;
    if (rows_follow) skip_rows();
  }

  /// `COPY public.films (id, title) FROM stdin;` as pg_dump writes it; a COPY of a query may hold anything.
  [[nodiscard]] static bool copies_from_stdin(std::string statement) {
    std::transform(statement.begin(), statement.end(), statement.begin(),
                   [](unsigned char c) { return std::isspace(c) != 0 ? ' ' : static_cast<char>(std::tolower(c)); });
    return statement.starts_with("copy ") && statement.find(" from stdin") != std::string::npos;
  }

  /// The rows begin on the next line and end with `\.`.
  void skip_rows() {
    const std::size_t begin = end_of_line(at_);
    std::size_t line = begin;
    while (line < text_.size()) {
      const std::size_t end = end_of_line(line + 1);
      const std::string_view row = std::string_view(text_).substr(line + 1, end - line - 1);
      line = end;
      if (row == "\\." || row == "\\.\r") break;
    }
    blank(begin, line);
    skip_to(line);
  }

  std::string& text_;
  std::size_t at_ = 0;
  std::size_t statement_ = std::string::npos;  ///< Where the statement that is open begins; npos: none is.
  int parentheses_ = 0;
  std::vector<MetaCommand> commands_;
};

}  // namespace

PsqlText without_psql(std::string text) {
  std::vector<MetaCommand> commands = Walk(text).run();
  return {std::move(text), std::move(commands)};
}

int dumped_from(const std::string& text) {
  constexpr std::string_view kSays = "-- Dumped from database version ";
  const std::size_t at = text.find(kSays);
  int major = 0;
  if (at != std::string::npos) std::from_chars(text.data() + at + kSays.size(), text.data() + text.size(), major);
  return major;
}

}  // namespace schemac::sql

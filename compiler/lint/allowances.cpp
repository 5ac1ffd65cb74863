#include "lint/allowances.hpp"

#include <algorithm>

#include "sql/parse.hpp"
#include "support/text_place.hpp"

namespace schemac::lint {
namespace {

struct Comment {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Byte behind the string or character that begins at `at`. A raw string ends at its own delimiter.
/// https://en.cppreference.com/w/cpp/language/string_literal
std::size_t end_of_literal(std::string_view text, std::size_t at) {
  const char quote = text[at];
  if (quote == '"' && at > 0 && text[at - 1] == 'R') {
    const std::size_t open = std::min(text.find('(', at), text.size());
    const std::string close = ")" + std::string(text.substr(at + 1, open - at - 1)) + "\"";
    const std::size_t end = text.find(close, open);
    return end == std::string_view::npos ? text.size() : end + close.size();
  }
  for (++at; at < text.size() && text[at] != quote && text[at] != '\n'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

bool is_digit_separator(std::string_view text, std::size_t at) {
  const auto is_digit = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  return text[at] == '\'' && at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1]) &&
         (at + 2 >= text.size() || text[at + 2] != '\'');
}

std::vector<Comment> comments_of_header(std::string_view text) {
  std::vector<Comment> comments;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("//")) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      comments.push_back({at, end});
      at = end;
    } else if (rest.starts_with("/*")) {
      const std::size_t close = text.find("*/", at + 2);
      const std::size_t end = close == std::string_view::npos ? text.size() : close + 2;
      comments.push_back({at, end});
      at = end;
    } else if (text[at] == '"' || (text[at] == '\'' && !is_digit_separator(text, at))) {
      at = end_of_literal(text, at);
    } else {
      ++at;
    }
  }
  return comments;
}

std::vector<Comment> comments_of_sql(std::string_view text) {
  std::vector<Comment> comments;
  for (const sql::Token& token : sql::scan(text).tokens)
    if (token.comment) comments.push_back({token.begin, token.end});
  return comments;
}

/// Reads the allowances out of the comments of one text.
class Reader {
 public:
  Reader(std::string_view text, const std::string& file, const std::vector<Comment>& comments)
      : text_(text), file_(file), comments_(comments) {}

  std::vector<Allowance> read() {
    for (const Comment& comment : comments_) read(comment);
    return std::move(found_);
  }

 private:
  void read(const Comment& comment) {
    constexpr std::string_view kWords = "schemac: allow ";
    const std::size_t said = text_.substr(0, comment.end).find(kWords, comment.begin);
    if (said == std::string_view::npos || !opens(comment.begin, said)) return;
    const std::size_t line_end = std::min(text_.find('\n', said), comment.end);
    const std::size_t line = holds_for(comment);
    for (std::size_t at = said + kWords.size(); at < line_end;) {
      const std::size_t begin = text_.find_first_not_of(", \t\r", at);
      if (begin >= line_end || text_.substr(begin).starts_with("*/")) return;
      const std::size_t end = std::min(text_.find_first_of(", \t\r\n", begin), line_end);
      found_.push_back({place(begin), std::string(text_.substr(begin, end - begin)), line});
      at = end;
    }
  }

  /// Whether nothing but what makes a comment stands before `said` on its line.
  [[nodiscard]] bool opens(std::size_t begin, std::size_t said) const {
    const std::size_t line = std::max(begin, line_begin(said));
    return text_.substr(line, said - line).find_first_not_of("/*-!< \t") == std::string_view::npos;
  }

  [[nodiscard]] std::size_t line_begin(std::size_t offset) const {
    return offset == 0 ? 0 : text_.rfind('\n', offset - 1) + 1;  // npos + 1 is the beginning
  }

  /// The line of the code that a comment speaks of: its own, or that of the first code behind it.
  [[nodiscard]] std::size_t holds_for(const Comment& comment) const {
    const std::size_t line = line_begin(comment.begin);
    const bool alone = text_.substr(line, comment.begin - line).find_first_not_of(" \t") == std::string_view::npos;
    if (!alone) return place(comment.begin).line;
    std::size_t at = comment.end;
    while (true) {
      at = text_.find_first_not_of(" \t\r\n", at);
      if (at == std::string_view::npos) return 0;
      const auto next =
          std::find_if(comments_.begin(), comments_.end(), [&](const Comment& each) { return each.begin == at; });
      if (next == comments_.end()) return place(at).line;
      at = next->end;
    }
  }

  [[nodiscard]] Place place(std::size_t offset) const { return place_at(file_, text_, offset); }

  std::string_view text_;
  const std::string& file_;
  const std::vector<Comment>& comments_;
  std::vector<Allowance> found_;
};

}  // namespace

std::vector<Allowance> allowances_of_header(std::string_view text, const std::string& file) {
  return Reader(text, file, comments_of_header(text)).read();
}

std::vector<Allowance> allowances_of_sql(std::string_view text, const std::string& file) {
  return Reader(text, file, comments_of_sql(text)).read();
}

}  // namespace schemac::lint

#include "lint/allowances.hpp"

#include <algorithm>

#include "sql/parse.hpp"
#include "support/cpp_comments.hpp"
#include "support/text_place.hpp"

namespace schemac::lint {
namespace {

std::vector<CommentRange> comments_of_sql(std::string_view text) {
  std::vector<CommentRange> comments;
  for (const sql::Token& token : sql::scan(text).tokens)
    if (token.comment) comments.push_back({token.begin, token.end});
  return comments;
}

/// Reads the allowances out of the comments of one text.
class Reader {
 public:
  Reader(std::string_view text, const std::string& file, const std::vector<CommentRange>& comments)
      : text_(text), file_(file), comments_(comments) {}

  std::vector<Allowance> read() {
    for (const CommentRange& comment : comments_) read(comment);
    return std::move(found_);
  }

 private:
  void read(const CommentRange& comment) {
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
  [[nodiscard]] std::size_t holds_for(const CommentRange& comment) const {
    const std::size_t line = line_begin(comment.begin);
    const bool alone = text_.substr(line, comment.begin - line).find_first_not_of(" \t") == std::string_view::npos;
    if (!alone) return place(comment.begin).line;
    std::size_t at = comment.end;
    while (true) {
      at = text_.find_first_not_of(" \t\r\n", at);
      if (at == std::string_view::npos) return 0;
      const auto next =
          std::find_if(comments_.begin(), comments_.end(), [&](const CommentRange& each) { return each.begin == at; });
      if (next == comments_.end()) return place(at).line;
      at = next->end;
    }
  }

  [[nodiscard]] Place place(std::size_t offset) const { return place_at(file_, text_, offset); }

  std::string_view text_;
  const std::string& file_;
  const std::vector<CommentRange>& comments_;
  std::vector<Allowance> found_;
};

}  // namespace

std::vector<Allowance> allowances_of_header(std::string_view text, const std::string& file) {
  return Reader(text, file, comments_of_cpp(text)).read();
}

std::vector<Allowance> allowances_of_sql(std::string_view text, const std::string& file) {
  return Reader(text, file, comments_of_sql(text)).read();
}

}  // namespace schemac::lint

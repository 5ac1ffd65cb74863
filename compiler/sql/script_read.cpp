// Text as a script. Only tokens decide where statements and markers are, so that a string may hold anything.
#include <algorithm>

#include "sql/parse.hpp"
#include "sql/script.hpp"
#include "sql/script_marker.hpp"

namespace schemac::sql {
namespace {

// Line and column of bytes that come in rising order.
class Lines {
 public:
  Lines(std::string_view text, const std::string& file) : text_(text), file_(file) {
    for (std::size_t at = 0; at < text.size(); ++at)
      if (text[at] == '\n') starts_.push_back(at + 1);
  }

  [[nodiscard]] Place place(std::size_t offset) const {
    const auto line = line_of(offset);
    return {file_, line + 1, offset - starts_[line] + 1};
  }
  [[nodiscard]] std::size_t line_of(std::size_t offset) const {
    return static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin()) - 1;
  }
  [[nodiscard]] bool begins_line(std::size_t offset) const {
    const auto start = starts_[line_of(offset)];
    return text_.substr(start, offset - start).find_first_not_of(" \t") == std::string_view::npos;
  }

 private:
  std::string_view text_;
  std::string file_;
  std::vector<std::size_t> starts_{0};
};

struct LineComment {
  std::size_t begin = 0;
  std::string text;  ///< Without dashes, one space and the end of the line.
};

// Comments of one line that stand alone on it.
std::vector<LineComment> line_comments(std::string_view text, const Scan& scan, const Lines& lines) {
  std::vector<LineComment> comments;
  for (const Token& token : scan.tokens) {
    if (!token.comment || text[token.begin] != '-' || !lines.begins_line(token.begin)) continue;
    auto words = text.substr(token.begin + 2, token.end - token.begin - 2);
    if (words.starts_with(' ')) words.remove_prefix(1);
    words = words.substr(0, words.find_last_not_of(" \t\r\n") + 1);
    comments.push_back({token.begin, std::string(words)});
  }
  return comments;
}

/// What a comment says to schemac; empty where it speaks to people.
std::string_view words_of(std::string_view comment) {
  if (!comment.starts_with(kMarker)) return {};
  comment.remove_prefix(kMarker.size());
  comment.remove_prefix(std::min(comment.find_first_not_of(' '), comment.size()));
  return comment;
}

bool is_about_statement(std::string_view words) {
  return words.starts_with(kAllow) || words.starts_with(kGeneratedWith) || words.starts_with(kCheckRows) ||
         words.starts_with(kCheckValues);
}

struct Marker {
  std::size_t begin = 0;
  plan::Transaction transaction = plan::Transaction::one;
  std::optional<Walk> walk = std::nullopt;
};

bool inside_statement(std::size_t offset, const std::vector<Span>& spans) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](const Span& span) { return span.begin < offset && offset < span.end; });
}

constexpr std::string_view kBetween =
    "write `-- schemac: transaction` or `-- schemac: no transaction` on a line between two statements";

class Reader {
 public:
  Reader(std::string_view text, const std::string& file, Diagnostics& diagnostics)
      : text_(text),
        diagnostics_(diagnostics),
        lines_(text, file),
        scan_(scan(text)),
        spans_(split(text, scan_)),
        comments_(line_comments(text, scan_, lines_)) {}

  Script read() {
    find_markers();
    Script script;
    std::size_t next = 0;
    bool open = false;
    Marker marker;
    for (const Span& span : spans_) {
      for (; next < markers_.size() && markers_[next].begin < span.begin; ++next) {
        marker = markers_[next];
        open = false;
      }
      if (!open) script.batches.push_back({marker.transaction, {}, marker.walk});
      open = true;
      script.batches.back().statements.push_back(statement(span));
      if (marker.walk) check_walk(*marker.walk, script.batches.back().statements.back());
    }
    return script;
  }

 private:
  void find_markers() {
    for (const LineComment& comment : comments_) {
      if (!comment.text.starts_with(kMarker)) continue;
      const std::string_view words = words_of(comment.text);
      if (words.starts_with(kRenamed) || words.starts_with(kReplaces) || is_about_statement(words)) continue;
      const bool walks = words.starts_with(kBatch);
      const auto walk = walks ? read_walk(words.substr(kBatch.size())) : std::nullopt;
      if (walks && !walk)
        refuse(comment, "`" + comment.text + "` is no walk", "as in `-- schemac: batch public.users by id limit 5000`");
      else if (!walks && words != kTransaction && words != kNoTransaction)
        refuse(comment, "`" + comment.text + "` is no word of schemac", kBetween);
      else if (inside_statement(comment.begin, spans_))
        refuse(comment, "`" + comment.text + "` stands within a statement", kBetween);
      else
        markers_.push_back(
            {comment.begin, words == kNoTransaction ? plan::Transaction::none : plan::Transaction::one, walk});
    }
  }

  void check_walk(const Walk& walk, const Statement& statement) {
    if (const std::string why = objection(walk, statement.text); !why.empty())
      diagnostics_.error(Code::migration_malformed, statement.place, why).hint =
          "as in `WHERE id BETWEEN $1 AND $2`, of two columns `WHERE (a, b) BETWEEN ($1, $2) AND ($3, $4)`";
  }

  void refuse(const LineComment& comment, std::string message, std::string_view hint) {
    diagnostics_.error(Code::migration_malformed, lines_.place(comment.begin), std::move(message)).hint = hint;
  }

  Statement statement(const Span& span) {
    Statement statement{std::string(text_.substr(span.begin, span.end - span.begin)),
                        comments_above(span.begin),
                        lines_.place(span.begin),
                        {},
                        {}};
    take_words(statement);
    if (const auto error = check_statements(statement.text))
      diagnostics_.error(Code::sql_syntax, lines_.place(span.begin + error->offset), error->message);
    return statement;
  }

  /// Takes out of the comments what they say to schemac.
  void take_words(Statement& statement) {
    std::erase_if(statement.comments, [&](const std::string& comment) {
      const std::string_view words = words_of(comment);
      if (!is_about_statement(words)) return false;
      if (words.starts_with(kAllow)) statement.allows.push_back(allowed(words.substr(kAllow.size()), statement));
      if (words.starts_with(kGeneratedWith))
        statement.generated_with.push_back(allowed(words.substr(kGeneratedWith.size()), statement));
      if (words.starts_with(kCheckRows)) statement.check = {std::string(words.substr(kCheckRows.size())), false};
      if (words.starts_with(kCheckValues)) statement.check = {std::string(words.substr(kCheckValues.size())), true};
      return true;
    });
  }

  std::string allowed(std::string_view name, const Statement& statement) {
    if (!plan::hazard_named(name))
      diagnostics_.error(Code::migration_malformed, statement.place,
                         "no hazard is called `" + std::string(name) + "`, which a comment above this allows");
    return std::string(name);
  }

  // Those on the lines directly above, without a gap.
  [[nodiscard]] std::vector<std::string> comments_above(std::size_t begin) const {
    std::vector<std::string> above;
    auto line = lines_.line_of(begin);
    auto comment = std::lower_bound(comments_.begin(), comments_.end(), begin,
                                    [](const LineComment& each, std::size_t offset) { return each.begin < offset; });
    while (comment != comments_.begin() && lines_.line_of((--comment)->begin) + 1 == line &&
           (!comment->text.starts_with(kMarker) || is_about_statement(words_of(comment->text)))) {
      above.push_back(comment->text);
      --line;
    }
    std::reverse(above.begin(), above.end());
    return above;
  }

  std::string_view text_;
  Diagnostics& diagnostics_;
  Lines lines_;
  Scan scan_;
  std::vector<Span> spans_;
  std::vector<LineComment> comments_;
  std::vector<Marker> markers_;
};

}  // namespace

Script read(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  return Reader(text, file, diagnostics).read();
}

}  // namespace schemac::sql

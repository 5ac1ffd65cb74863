#include "frontend/comments.hpp"

#include <vector>

namespace schemac::frontend {
namespace {

constexpr std::string_view kBlank = " \t\r";

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

bool drop_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// One line of a comment without what makes it one.
std::string_view bare(std::string_view line) {
  line = trim(line);
  const bool opens =
      drop_prefix(line, "///") || drop_prefix(line, "//!") || drop_prefix(line, "/**") || drop_prefix(line, "/*!");
  if (opens) {
    drop_prefix(line, "<");
  } else if (!drop_prefix(line, "//") && !drop_prefix(line, "/*") && !line.starts_with("*/")) {
    drop_prefix(line, "*");
  }
  if (line.ends_with("*/")) line.remove_suffix(2);
  return trim(line);
}

bool is_list_item(std::string_view line) {
  return line.starts_with("- ") || line.starts_with("* ") || line.starts_with("\\") || line.starts_with("@");
}

bool read_directive(std::string_view line, Comment& comment) {
  if (!drop_prefix(line, "schemac:")) return false;
  line = trim(line);
  if (drop_prefix(line, "renamed from ")) {
    comment.renamed_from = std::string(trim(line));
  } else if (drop_prefix(line, "label ")) {
    comment.label = std::string(trim(line));
  } else if (!line.starts_with("allow ")) {  // lint reads that
    comment.unknown = std::string(line);
  }
  return true;
}

void append(std::string_view line, bool& paragraph_ended, std::string& text) {
  if (line.empty()) {
    paragraph_ended = !text.empty();
    return;
  }
  if (!text.empty()) text += paragraph_ended ? "\n\n" : (is_list_item(line) ? "\n" : " ");
  paragraph_ended = false;
  text += line;
}

}  // namespace

Comment read_comment(std::string_view raw) {
  Comment comment;
  bool paragraph_ended = false;
  while (!raw.empty()) {
    const std::size_t end = raw.find('\n');
    const std::string_view line = bare(raw.substr(0, end));
    raw = end == std::string_view::npos ? std::string_view{} : raw.substr(end + 1);
    if (!read_directive(line, comment)) append(line, paragraph_ended, comment.text);
  }
  return comment;
}

}  // namespace schemac::frontend

#include "pull/spelling.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "frontend/comments.hpp"
#include "support/cpp_words.hpp"

namespace schemac::pull {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20U || c == 0x7F; }

/// A delimiter that the text does not close.
std::string raw_literal(std::string_view value) {
  std::string delimiter;
  while (value.find(")" + delimiter + "\"") != std::string_view::npos) delimiter += delimiter.empty() ? "sql" : "_";
  return fmt::format("R\"{}({}){}\"", delimiter, value, delimiter);
}

std::string escaped_literal(std::string_view value) {
  std::string text = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') {
      text += '\\';
      text += c;
    } else if (is_control(c)) {
      text += fmt::format("\\{:03o}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      text += c;
    }
  }
  return text + "\"";
}

/// The width of the last line of a text.
std::size_t last_line(const std::string& text) { return text.size() - (text.rfind('\n') + 1); }  // npos + 1 is 0
/// The widest line.
std::size_t widest(const std::string& text) {
  std::size_t width = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    width = std::max(width, end - begin);
    begin = end + 1;
  }
  return width;
}

/// The words of a paragraph on lines of at most `width` bytes.
std::vector<std::string> wrapped(std::string_view paragraph, std::size_t width) {
  std::vector<std::string> lines{""};
  while (!paragraph.empty()) {
    const std::size_t end = std::min(paragraph.find(' ', 1), paragraph.size());
    const std::string_view word = paragraph.substr(0, end);
    if (!lines.back().empty() && lines.back().size() + word.size() > width) {
      lines.emplace_back(word.substr(1));
    } else {
      lines.back() += word;
    }
    paragraph.remove_prefix(end);
  }
  return lines;
}

std::string comment_lines(std::string_view text, std::size_t indent, std::size_t width) {
  const std::string margin = std::string(indent, ' ') + "///";
  std::string lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    for (const std::string& line : wrapped(text.substr(begin, end - begin), width))
      lines += margin + (line.empty() ? "" : " ") + line + "\n";
    begin = end + 1;
  }
  return lines;
}

/// A backslash at the end of a line takes the next one into a `//` comment.
bool says(const std::string& comment, std::string_view text) {
  if (comment.find("\\\n") != std::string::npos) return false;
  if (std::any_of(text.begin(), text.end(), [](char c) { return is_control(c) && c != '\n'; })) return false;
  const frontend::Comment read = frontend::read_comment(comment);
  return read.text == text && !read.renamed_from && !read.label && !read.unknown;
}

}  // namespace

std::string cpp_name(std::string_view name) {
  std::string made;
  for (const char c : name) {
    const bool takes = is_letter(c) || is_digit(c);
    if (takes) made += c;
    // Two underscores in a row, and one in front, are the implementation's. [lex.name]
    if (!takes && !made.empty() && made.back() != '_') made += '_';
  }
  if (name.empty() || name.back() != '_')
    while (made.ends_with('_')) made.pop_back();
  if (made.empty()) return made;
  if (is_digit(made.front())) made.insert(0, "n");
  if (is_taken_by_cpp(made)) made += '_';
  return made;
}

std::string upper_camel(std::string_view name) {
  std::string made;
  bool begins = true;
  for (const char c : name) {
    if (!is_letter(c) && !is_digit(c)) {
      begins = true;
      continue;
    }
    made += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    begins = false;
  }
  if (!made.empty() && is_digit(made.front())) made.insert(0, "N");
  return made;
}

std::string string_literal(std::string_view value) {
  const bool hidden =
      std::any_of(value.begin(), value.end(), [](char c) { return c == '"' || c == '\\' || c == '\n'; });
  const bool raw = std::none_of(value.begin(), value.end(), [](char c) { return is_control(c) && c != '\n'; });
  return hidden && raw ? raw_literal(value) : escaped_literal(value);
}

std::string on_one_line(const Call& call) {
  std::string text = call.head;
  if (!call.arguments.empty()) text += fmt::format("({})", fmt::join(call.arguments, ", "));
  for (const std::string& link : call.chain) text += link;
  return text;
}

std::string laid_out(const Call& call, std::size_t indent, std::size_t after) {
  std::string text = on_one_line(call);
  if (indent + widest(text) <= kColumns && indent + text.size() + after <= kColumns) return text;
  text = call.head;
  if (!call.arguments.empty()) {
    const std::string margin(indent, ' ');
    text = filled(margin + call.head + "(", call.arguments, ")").substr(indent);
  }
  for (const std::string& link : call.chain) text += "\n" + std::string(indent + 4, ' ') + link;
  return text;
}

std::string filled(const std::string& head, const std::vector<std::string>& items, const std::string& tail) {
  std::string text = head;
  const std::size_t margin = last_line(head);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string item = items[i] + (i + 1 < items.size() ? "," : tail);
    const std::size_t width = std::min(item.find('\n'), item.size());
    const bool first = i == 0;
    if (!first && last_line(text) + 1 + width > kColumns) {
      text += "\n" + std::string(margin, ' ');
    } else if (!first) {
      text += " ";
    }
    text += item;
  }
  return items.empty() ? text + tail : text;
}

std::string doc_comment(std::string_view text, std::size_t indent) {
  if (text.empty()) return {};
  const std::string comment = comment_lines(text, indent, kColumns - indent - 4);
  if (says(comment, text)) return comment;
  const std::string unwrapped = comment_lines(text, indent, std::string::npos);  // a word that looks like a list item
  return says(unwrapped, text) ? unwrapped : std::string{};
}

std::string trailing_comment(std::string_view text) {
  if (text.empty() || text.find('\n') != std::string_view::npos) return {};
  const std::string comment = fmt::format("///< {}\n", text);
  return says(comment, text) ? comment.substr(0, comment.size() - 1) : std::string{};
}

bool can_be_comment(std::string_view text) { return !doc_comment(text, 0).empty(); }

}  // namespace schemac::pull

#include "frontend/insertion.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace schemac::frontend {
namespace {

using model::Kind;

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
}

/// Steps over C++ without reading it: comments and literals are one step each, whatever stands in them.
class Steps {
 public:
  Steps(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char here() const { return at_end() ? '\0' : text_[at_]; }

  void skip_blank() {
    while (!at_end() && (std::isspace(static_cast<unsigned char>(here())) != 0 || comment())) step();
  }

  /// The name here; empty where there is none.
  std::string_view name() {
    const std::size_t begin = at_;
    while (!at_end() && is_name_character(here())) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void step() {
    if (comment()) return skip_comment();
    if (here() == '"') return skip_string();
    if (here() == '\'' && (at_ == 0 || !is_name_character(text_[at_ - 1]))) return skip_quoted('\'');  // not 1'000
    if (is_name_character(here())) {
      name();
      return;
    }
    ++at_;
  }

  /// From an opening brace to behind the one that closes it.
  void skip_braces() {
    int depth = 0;
    do {
      if (here() == '{') ++depth;
      if (here() == '}') --depth;
      step();
    } while (depth > 0 && !at_end());
  }

 private:
  [[nodiscard]] bool comment() const {
    return text_.substr(at_).starts_with("//") || text_.substr(at_).starts_with("/*");
  }
  void skip_comment() {
    const bool line = text_[at_ + 1] == '/';
    const std::size_t end = text_.find(line ? "\n" : "*/", at_ + 2);
    at_ = end == std::string_view::npos ? text_.size() : end + (line ? 1 : 2);
  }
  void skip_string() {
    if (at_ == 0 || text_[at_ - 1] != 'R') return skip_quoted('"');
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) return skip_quoted('"');
    const std::string close = ")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"";
    const std::size_t end = text_.find(close, open);
    at_ = end == std::string_view::npos ? text_.size() : end + close.size();
  }
  void skip_quoted(char quote) {
    for (++at_; !at_end() && here() != quote; ++at_)
      if (here() == '\\') ++at_;
    at_ = std::min(at_ + 1, text_.size());
  }

  std::string_view text_;
  std::size_t at_;
};

std::string literal(const std::string& value) {
  std::string text = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + "\"";
}

/// The former name as `renamed_from` takes it: with its namespace where that is another.
std::string former_name(const model::Rename& rename) {
  const bool moved = rename.before.kind != Kind::column && rename.before.schema != rename.after.schema;
  return (moved ? rename.before.schema + "." : "") + rename.before.name;
}

/// The last thing before `end` that is neither blank nor comment; 0: `begin` itself.
std::size_t last_meaningful(std::string_view text, std::size_t begin, std::size_t end) {
  std::size_t last = begin;
  for (Steps steps(text, begin); steps.at() < end;) {
    steps.skip_blank();
    if (steps.at() >= end) break;
    steps.step();
    last = steps.at();
  }
  return last;
}

/// Another word at the end of the braces that open at `open`.
Insertion word_in_braces(std::string_view text, std::size_t open, const std::string& word) {
  Steps steps(text, open);
  steps.skip_braces();
  const std::size_t last = last_meaningful(text, open + 1, steps.at() - 1);
  if (last == open + 1) return {last, word};
  return {last, (text[last - 1] == ',' ? " " : ", ") + word};
}

std::optional<Insertion> at_field(std::string_view text, std::size_t offset, const model::Rename& rename) {
  const std::string word = fmt::format("renamed_from({})", literal(former_name(rename)));
  Steps steps(text, offset);
  if (steps.name().empty()) return std::nullopt;
  const std::size_t behind_name = steps.at();
  steps.skip_blank();
  if (steps.here() == '{') return word_in_braces(text, steps.at(), word);
  if (steps.here() == ';' || steps.here() == ',') return Insertion{behind_name, "{" + word + "}"};
  return std::nullopt;
}

/// The brace of `Table table{…}` in the braces that open at `open`; nothing where the record has none.
std::optional<std::size_t> find_table(std::string_view text, std::size_t open) {
  Steps steps(text, open + 1);
  while (!steps.at_end() && steps.here() != '}') {
    if (steps.here() == '{') {
      steps.skip_braces();
      continue;
    }
    if (!is_name_character(steps.here())) {
      steps.step();
      continue;
    }
    if (steps.name() != "Table") continue;
    steps.skip_blank();
    steps.name();
    steps.skip_blank();
    if (steps.here() == '{') return steps.at();
  }
  return std::nullopt;
}

std::optional<std::size_t> find_body(std::string_view text, std::size_t offset) {
  Steps steps(text, offset);
  while (!steps.at_end() && steps.here() != '{' && steps.here() != ';') steps.step();
  return steps.here() == '{' ? std::optional(steps.at()) : std::nullopt;
}

std::string comment_for(const std::string& former) { return "/// schemac: renamed from " + former; }

/// `struct` or `enum class` before the name: a comment goes above all of it.
std::size_t begin_of_line(std::string_view text, std::size_t offset) {
  const std::size_t line = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;  // npos + 1 is the beginning
  return std::min(text.find_first_not_of(" \t", line), offset);
}

std::optional<Insertion> at_record(std::string_view text, std::size_t offset, const model::Rename& rename) {
  const std::optional<std::size_t> body = find_body(text, offset);
  if (!body) return std::nullopt;
  if (const std::optional<std::size_t> table = find_table(text, *body))
    return word_in_braces(text, *table, fmt::format("renamed_from({})", literal(former_name(rename))));
  return line_above(text, begin_of_line(text, offset), comment_for(former_name(rename)));
}

/// Above it; under a comment that stands behind it, for clang takes one of the two alone.
Insertion beside_enumerator(std::string_view text, std::size_t begin, const std::string& comment) {
  const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
  const std::size_t behind = text.find("///<", begin);
  if (behind >= end) return line_above(text, begin, comment);
  const std::size_t line = text.rfind('\n', begin) + 1;  // npos + 1 is the beginning
  return {end, "\n" + std::string(behind - line, ' ') + "///<" + comment.substr(3)};
}

/// The enumerator with that name in the enumeration at `offset`.
std::optional<Insertion> at_enumerator(std::string_view text, std::size_t offset, const std::string& name,
                                       const std::string& former) {
  const std::optional<std::size_t> body = find_body(text, offset);
  if (!body) return std::nullopt;
  for (Steps steps(text, *body + 1); !steps.at_end() && steps.here() != '}';) {
    steps.skip_blank();
    const std::size_t begin = steps.at();
    if (steps.name() == name) return beside_enumerator(text, begin, comment_for(former));
    while (!steps.at_end() && steps.here() != ',' && steps.here() != '}') steps.step();
    if (steps.here() == ',') steps.step();
  }
  return std::nullopt;
}

std::string enumerator_of(const model::Declared& declared, const model::Rename& rename) {
  for (const model::Enumeration& enumeration : declared.enumerations) {
    if (enumeration.type != model::QualifiedName{rename.after.schema, rename.after.name}) continue;
    for (const auto& enumerator : enumeration.enumerators)
      if (enumerator.label == rename.label_after) return enumerator.name;
  }
  return {};
}

}  // namespace

std::optional<std::size_t> offset_of(std::string_view text, const Place& place) {
  std::size_t begin = 0;
  for (std::size_t line = 1; line < place.line; ++line) {
    begin = text.find('\n', begin);
    if (begin == std::string_view::npos) return std::nullopt;
    ++begin;
  }
  const std::size_t offset = begin + (place.column == 0 ? 0 : place.column - 1);
  if (place.line == 0 || offset >= text.size()) return std::nullopt;
  return offset;
}

Insertion line_above(std::string_view text, std::size_t offset, const std::string& line) {
  const std::size_t begin = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
  const std::string_view before = text.substr(begin, offset - begin);
  const std::string indent(before.substr(0, std::min(before.find_first_not_of(" \t"), before.size())));
  const std::string end = text.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
  if (indent.size() == before.size()) return {begin, indent + line + end};
  return {offset, end + indent + "  " + line + end + indent + "  "};
}

std::optional<Insertion> insertion_in_header(std::string_view text, std::size_t offset, const model::Declared& declared,
                                             const model::Rename& rename) {
  if (!rename.label_after.empty()) {
    const std::string enumerator = enumerator_of(declared, rename);
    return at_enumerator(text, offset, enumerator, rename.label_before);
  }
  const Kind kind = rename.after.kind;
  if (kind == Kind::column) return at_field(text, offset, rename);
  if (kind == Kind::table) return at_record(text, offset, rename);
  if (kind != Kind::enum_type) return std::nullopt;  // a header says no other rename
  return line_above(text, begin_of_line(text, offset), comment_for(former_name(rename)));
}

}  // namespace schemac::frontend

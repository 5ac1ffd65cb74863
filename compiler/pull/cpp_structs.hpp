// The structs and enumerations of a header with the places of their members, so that one of them can be rewritten and
// everything around it stays byte for byte what it was.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::pull {

/// Bytes of the text from `begin` to before `end`.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] bool has(std::size_t offset) const { return offset >= begin && offset < end; }
  [[nodiscard]] bool empty() const { return begin == end; }
};

[[nodiscard]] inline std::string_view in(std::string_view text, TextSpan span) {
  return text.substr(span.begin, span.end - span.begin);
}

/// A declaration in a struct, or an enumerator.
struct CppMember {
  TextSpan span;                ///< From its first token to behind its semicolon (of an enumerator: its last token).
  TextSpan whole;               ///< With the comments that belong to it, and the ends of their lines.
  std::vector<TextSpan> docs;   ///< Its documentation comments, above and behind.
  TextSpan braces;              ///< Of its initialiser, with the braces; empty: it has none.
  std::vector<TextSpan> items;  ///< What stands between the braces, without the commas.
  bool comma_after_last = false;
};

/// A struct, class or enumeration that is defined in the text.
struct CppType {
  std::string name;
  std::size_t name_begin = 0;
  TextSpan span;               ///< From its keyword (or `template`) to behind its semicolon.
  TextSpan whole;              ///< With the comments above it.
  std::vector<TextSpan> docs;  ///< Its documentation comments.
  TextSpan head;               ///< Between the name and the body: bases.
  std::vector<TextSpan> bases;
  TextSpan body;  ///< With its braces.
  std::vector<CppMember> members;
  bool is_template = false;
  bool is_enum = false;
};

/// Every struct and enumeration that is defined at namespace level, in the order of the text.
[[nodiscard]] std::vector<CppType> types_in(std::string_view text);

/// The byte at a line and column, both from 1; nothing where the text has no such line.
[[nodiscard]] std::optional<std::size_t> offset_of(std::string_view text, std::size_t line, std::size_t column);

}  // namespace schemac::pull

// Spelling C++: names, strings, comments and calls, laid out as clang-format lays out this project's style (Google, 120
// columns). Nothing here knows a schema.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::pull {

inline constexpr std::size_t kColumns = 120;

/// A name of C++ for a name of SQL, in the letters of the source character set: what cannot be spelled becomes `_`, and
/// a keyword or what begins with a digit gets one. Empty where nothing is left.
[[nodiscard]] std::string cpp_name(std::string_view name);
/// `audit_log` → `AuditLog`.
[[nodiscard]] std::string upper_camel(std::string_view name);

/// A string literal; a raw one where escapes would hide what it says.
[[nodiscard]] std::string string_literal(std::string_view value);

/// A call with its arguments and what is chained to it: `index(&A::b)` and `.where("…")`.
struct Call {
  std::string head;                    ///< `index`; what stands without parentheses has no arguments.
  std::vector<std::string> arguments;  ///< None, and no parentheses are written.
  std::vector<std::string> chain;      ///< `.where("…")`.

  bool operator==(const Call&) const = default;
};

/// The call on one line.
[[nodiscard]] std::string on_one_line(const Call& call);
/// The call where `indent` blanks stand before it and `after` bytes behind it; broken where the line is too long.
[[nodiscard]] std::string laid_out(const Call& call, std::size_t indent, std::size_t after);
/// `head` and the items, which stand below each other where the line is too long, with `tail` behind them. `head` is at
/// the beginning of its line.
[[nodiscard]] std::string filled(const std::string& head, const std::vector<std::string>& items,
                                 const std::string& tail);

/// A documentation comment (`///`) for `text`, each line indented, or nothing where no comment reads back as that text.
[[nodiscard]] std::string doc_comment(std::string_view text, std::size_t indent);
/// The same behind a member (`///<`), without what stands before it; empty where it takes more than a line.
[[nodiscard]] std::string trailing_comment(std::string_view text);
/// Whether some comment reads back as `text`.
[[nodiscard]] bool can_be_comment(std::string_view text);

}  // namespace schemac::pull

// Names of generated C++. Those of fields and types were C++ names in the schema already; these are made of them, or of
// names of files and of the database.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace schemac::emit {

/// `BookingStatus` → `booking_status`, `HTTPServer` → `http_server`; what is snake_case already stays.
[[nodiscard]] std::string snake_case(std::string_view name);
/// `busiest_users` → `BusiestUsers`; what is UpperCamel already stays.
[[nodiscard]] std::string upper_camel(std::string_view name);
/// Any text as an identifier: what may not stand in one becomes `_`, a keyword gets `_` behind it. Several texts may
/// give the same identifier. https://en.cppreference.com/w/cpp/language/identifiers
[[nodiscard]] std::string identifier(std::string_view text);
/// The name of a parameter for a field: the field's, unless a generated function has that name for something else.
[[nodiscard]] std::string parameter_name(std::string_view field);
/// A C++ string literal with that very content, in bytes.
[[nodiscard]] std::string string_literal(std::string_view text);
/// What stands between the quotes of a JSON string with that content. https://www.rfc-editor.org/rfc/rfc8259#section-7
[[nodiscard]] std::string json_text(std::string_view text);

/// Whether generated code means something else by a name, so that nothing of the schema can be called so.
[[nodiscard]] bool is_reserved(std::string_view name);

/// A comment of the schema as the lines of a Doxygen comment, without `///`: no line can end in a backslash, which
/// would draw the next line of code into the comment.
[[nodiscard]] std::vector<std::string> comment_lines(std::string_view comment);
/// A delimiter for raw string literals that occurs in none of the texts: `sql`, else `sql1`, `sql2` …
[[nodiscard]] std::string raw_delimiter(const std::vector<std::string>& texts);

}  // namespace schemac::emit

// The id of a routine is its name with its arguments in one string; here they come apart.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace schemac::model {

/// The byte of `touch(text)` at which its arguments begin; its end where it has none. Both parts may have parentheses:
/// the arguments, as PostgreSQL writes them, in quotes, the name anywhere.
[[nodiscard]] std::size_t arguments_begin(std::string_view routine);

/// What stands before the arguments, as it is: not quoted.
[[nodiscard]] std::string without_arguments(std::string_view routine);

}  // namespace schemac::model

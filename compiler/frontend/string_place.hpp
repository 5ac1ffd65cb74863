// Where in a source file a byte of a string is: through escapes, raw strings and literals that stand beside each
// other. Used only when there is an error to place, so that nothing is lexed twice otherwise.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace schemac::frontend {

/// The byte in `source` from which byte `index` of the value comes, where the first literal begins at `literal`. One
/// past the end of the value is the closing quote. Nothing: there is no literal (a macro, say).
[[nodiscard]] std::optional<std::size_t> find_in_literal(std::string_view source, std::size_t literal,
                                                         std::size_t index);

}  // namespace schemac::frontend

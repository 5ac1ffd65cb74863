// Which columns a statement gives, and which of them are never NULL, read from its parse tree and the catalog. Types
// are the server's to say; this is about NULL alone, which the server says of a table's columns and of nothing else.
// Whatever is not sure may be NULL. See docs/decisions/0022.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string_view>

#include "queries/relations.hpp"

namespace schemac::queries {

/// Nothing: the statement does not parse, or has columns that its text does not tell. A column whose name the text does
/// not tell has an empty one.
/// @param nullable_parameters the numbers of those that may be NULL, from 1
[[nodiscard]] std::optional<GivenColumns> given_columns(std::string_view sql,
                                                        const std::set<std::size_t>& nullable_parameters,
                                                        Relations& relations);

}  // namespace schemac::queries

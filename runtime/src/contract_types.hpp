// Whether a column of another type than generated code was made for serves it all the same: what its codec reads, what
// its parameters and COPY are taken for, and whether what it lets through has room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "contract_facts.hpp"

namespace schemac::runtime::detail {

/// Whether each statement made for a column of type `wanted` works on one of type `found`.
bool serves(std::uint32_t wanted, const FoundType& found);

/// Whether a column with the modifiers `found` takes all values that one with `wanted` does.
/// @param type the name of the type, without modifiers
bool has_room(std::string_view type, std::string_view wanted, std::string_view found);

}  // namespace schemac::runtime::detail

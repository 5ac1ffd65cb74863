// Whether an aggregate gathers NULL into an array: a C++ vector has no place for it unless the file says so.
#pragma once

#include <string>

#include "queries/expressions.hpp"

namespace schemac::queries {

/// The column that `array_agg` gathers there, as it is spelled, where it is seen that it may be NULL and nothing keeps
/// NULL out; else empty.
/// @param condition of WHERE; null: there is none
[[nodiscard]] std::string gathered_nulls(const Json& expression, const Json& condition, const Surroundings& around);

}  // namespace schemac::queries

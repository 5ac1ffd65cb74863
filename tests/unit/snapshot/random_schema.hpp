// Schemas that nobody would write: every field of every kind set to anything, names that quote badly, numbers at their
// ends. The same seed gives the same schema.
#pragma once

#include <cstdint>

#include "model/schema.hpp"

namespace schemac::tests {

/// About `size` objects of each kind, with dependencies that follow from them, others, and some that are missing.
model::Schema random_schema(std::uint32_t seed, std::size_t size);

}  // namespace schemac::tests

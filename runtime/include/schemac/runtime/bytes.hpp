// The value of a `bytea` column.
#pragma once

#include <cstddef>
#include <vector>

namespace schemac::runtime {

using Bytes = std::vector<std::byte>;

}  // namespace schemac::runtime

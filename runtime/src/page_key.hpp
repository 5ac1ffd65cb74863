// What a page's key holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schemac/runtime/query/page.hpp"

namespace schemac::runtime::detail {

struct PageKeyValues {
  std::uint64_t order = 0;                         // of which order, by its hash
  std::vector<std::optional<std::string>> values;  // of its items, as the server sent them in binary
};

}  // namespace schemac::runtime::detail

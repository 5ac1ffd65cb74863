// What a read makes of rows that were removed softly: repositories of entities with `deleted_at` take it.
#pragma once

#include <cstdint>

namespace schemac::runtime {

enum class Deleted : std::uint8_t {
  exclude,  ///< As if they were gone.
  include,  ///< They count like any other row.
};

}  // namespace schemac::runtime

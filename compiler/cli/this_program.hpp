// Which schemac this is: what it kept from an earlier run is worth nothing to another.
#pragma once

#include <string>

namespace schemac::cli {

/// Differs between versions, and between builds of the same version, while schemac itself is worked on.
[[nodiscard]] std::string this_program();

}  // namespace schemac::cli

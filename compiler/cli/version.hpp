// Which schemac this is.
#pragma once

namespace schemac::cli {

inline constexpr const char* kVersion = SCHEMAC_VERSION;

}  // namespace schemac::cli

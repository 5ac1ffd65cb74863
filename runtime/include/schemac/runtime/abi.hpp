// The one number that generated code and this runtime must agree on. Generated files `static_assert` on it, so that
// files of two generations, or a runtime of another release, do not compile together. Raise it whenever generated code
// of the former release would compile against these headers and mean something else.
#pragma once

namespace schemac::runtime {

inline constexpr int kAbi = 1;

}  // namespace schemac::runtime

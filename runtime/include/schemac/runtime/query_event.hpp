// What an observer hears of each statement once it has run: for a log of slow ones, for metrics and traces. There are
// no values in it, so that nothing of rows and parameters reaches a log.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace schemac::runtime {

struct QueryEvent {
  std::string_view sql;  ///< As it was sent, with placeholders; lives as long as the call.
  std::size_t parameters = 0;
  std::size_t parameter_bytes = 0;      ///< Encoded.
  std::uint64_t rows = 0;               ///< That it gave or touched.
  std::chrono::nanoseconds duration{};  ///< From before it was sent until its result was there, preparing included.
  bool failed = false;
  std::string_view sqlstate;  ///< Of the failure; empty where it did not come from the server.
};

}  // namespace schemac::runtime

// A line for each statement that took long or failed, without values: parameters are counted, literals of run-time SQL
// are `?`.
#pragma once

#include <chrono>
#include <functional>
#include <schemac/runtime/connection.hpp>
#include <string>

namespace schemac::runtime {

struct SlowLog {
  std::chrono::milliseconds over{200};
  bool failures = true;  ///< Those that failed too, however quickly.
  /// Called with each line, without its end, by the thread that ran the statement. What it throws is dropped.
  std::function<void(const std::string& line)> write{};
};

/// Lets the log hear of connections that are made with these options; who listens already goes on to hear.
/// @throws UsageError where nothing would be written
void log_slow_queries(ConnectionOptions& options, SlowLog log);

}  // namespace schemac::runtime

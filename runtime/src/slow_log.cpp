#include "schemac/runtime/slow_log.hpp"

#include <array>
#include <cstdio>

#include "quietly.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/statement_text.hpp"
#include "schemac/runtime/transaction.hpp"

namespace schemac::runtime {
namespace {

std::string line_of(const QueryEvent& event) {
  std::array<char, 160> head;
  const double milliseconds = std::chrono::duration<double, std::milli>(event.duration).count();
  std::snprintf(head.data(), head.size(), "%s after %.3f ms, %llu rows, %zu parameters of %zu bytes",
                event.failed ? "failed" : "done", milliseconds, static_cast<unsigned long long>(event.rows),
                event.parameters, event.parameter_bytes);
  std::string line = head.data();
  if (!event.sqlstate.empty()) line.append(", SQLSTATE ").append(event.sqlstate);
  if (const std::string_view name = given_name(event.sql); !name.empty()) line.append(", ").append(name);
  return line.append(": ").append(redacted(event.sql));
}

}  // namespace

void log_slow_queries(ConnectionOptions& options, SlowLog log) {
  if (!log.write) throw UsageError("a log of slow queries needs somebody who writes it");
  log.over = detail::countable(log.over);
  options.on_query = [heard = std::move(options.on_query), log = std::move(log)](const QueryEvent& event) {
    if (heard) detail::call_quietly(heard, event);
    if (event.duration >= log.over || (event.failed && log.failures)) log.write(line_of(event));
  };
}

}  // namespace schemac::runtime

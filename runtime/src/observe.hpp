// Tells the observer of a connection what each statement took.
#pragma once

#include <chrono>

#include "libpq.hpp"
#include "quietly.hpp"
#include "schemac/runtime/parameters.hpp"
#include "schemac/runtime/query_event.hpp"
#include "wire.hpp"

namespace schemac::runtime::detail {

/// How many it gave or touched; of no result none.
std::uint64_t rows_of(const PGresult* result) noexcept;

/// Runs `statement`, which gives a result or throws, and tells of it. Nothing but a comparison where nobody listens.
template <class Run>
ResultPtr observed(Wire& wire, std::string_view sql, std::size_t parameters, std::size_t bytes, const Run& run) {
  if (!wire.on_query()) return run();
  QueryEvent event{sql, parameters, bytes, 0, {}, true, {}};
  const auto begun = std::chrono::steady_clock::now();
  const auto tell = [&] {
    event.duration = std::chrono::steady_clock::now() - begun;
    call_quietly(wire.on_query(), event);
  };
  try {
    ResultPtr result = run();
    event.failed = false;
    event.rows = rows_of(result.get());
    tell();
    return result;
  } catch (const Error& failure) {
    event.sqlstate = failure.sqlstate();
    tell();
    throw;
  }
}

/// The same of a statement without parameters that begins or ends a transaction.
template <class Run>
ResultPtr observed(Wire& wire, std::string_view sql, const Run& run) {
  return observed(wire, sql, 0, 0, run);
}

}  // namespace schemac::runtime::detail

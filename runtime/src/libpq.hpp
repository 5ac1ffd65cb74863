// libpq's results with an owner. The only header of the runtime that names libpq's types beside wire.hpp; no public
// header includes either.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <string_view>

#include "schemac/runtime/error.hpp"

namespace schemac::runtime::detail {

struct ClearResult {
  void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ClearResult>;

/// The first line of what libpq says about its connection, without a prefix and a full stop.
std::string first_line(const char* message);

/// ERROR, FATAL, PANIC or a notice's; empty where the result has none. It lives as long as the result.
std::string_view severity_of(const PGresult* result) noexcept;

/// What an error result tells.
/// @param sql what was sent, for `statement()`
ErrorFields error_fields(const PGresult* result, std::string_view sql);

/// Throws the exception type that src/error_table.cpp has for the SQLSTATE.
[[noreturn]] void throw_typed(ErrorFields fields);

}  // namespace schemac::runtime::detail

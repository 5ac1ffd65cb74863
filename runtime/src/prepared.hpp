// The hot path: a statement prepared once a session, run with binary parameters and results through libpq itself.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "libpq.hpp"
#include "schemac/runtime/parameters.hpp"
#include "schemac/runtime/shape.hpp"
#include "schemac/runtime/statement.hpp"

namespace schemac::runtime::detail {

class Wire;
struct PreparedStatement;

/// What a statement can have of parameters to be described: libpq takes a message of its kind that is longer
/// than 30,000 bytes, of which each parameter takes four, for garbage, and gives the connection up. What has more goes
/// without being prepared.
inline constexpr std::size_t kMostDescribed = (30'000 - 6) / 4;

/// Throws as `Executor::execute` does.
ResultPtr execute_prepared(Wire& wire, const Statement& statement, const Parameters& parameters,
                           const ResultShape* shape);

/// Runs a statement once, without preparing it: for what is said a single time, and where no statement can be kept.
/// Throws as `Executor::execute` does.
ResultPtr execute_once(Wire& wire, std::string_view sql, const Parameters& parameters, const ResultShape* shape);

/// Deallocates what the cache has put out: outside of a transaction at once, inside of one when it has become much.
/// @pre something was put out
/// @throws ConnectionFailure, QueryCanceled
void deallocate_put_out(Wire& wire);

// What pipelines need of it.

/// The statement when it is prepared and gives columns of this shape, as far as the session knows; else null.
PreparedStatement* find_readable(Wire& wire, std::string_view sql, std::uint64_t hash,
                                 const std::vector<std::uint32_t>& parameter_types, const ResultShape* shape);
/// Whether the server says that a statement has to be prepared again.
bool is_stale(const PGresult* result, const PreparedStatement& statement);
/// @throws DecodeError when the statement's columns cannot be read as `shape`
void check(Wire& wire, PreparedStatement& prepared, const ResultShape* shape);

}  // namespace schemac::runtime::detail

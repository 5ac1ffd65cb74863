// The hot path: a statement prepared once a session, run with binary parameters and results through libpq itself.
#pragma once

#include "libpq.hpp"
#include "schemac/runtime/parameters.hpp"
#include "schemac/runtime/shape.hpp"
#include "schemac/runtime/statement.hpp"

namespace schemac::runtime::detail {

class Wire;

/// Throws as `Executor::execute` does.
ResultPtr execute_prepared(Wire& wire, const Statement& statement, const Parameters& parameters,
                           const ResultShape* shape);

/// Runs a statement once, without preparing it: for what is said a single time, and where no statement can be kept.
/// Throws as `Executor::execute` does.
ResultPtr execute_once(Wire& wire, std::string_view sql, const Parameters& parameters, const ResultShape* shape);

}  // namespace schemac::runtime::detail

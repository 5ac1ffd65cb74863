// What each statement takes and does, said above it: measured on the private server, or expected where nobody could
// watch.
#pragma once

#include "diff/changes.hpp"
#include "plan/plan.hpp"
#include "prove/measure.hpp"
#include "sql/script.hpp"

namespace schemac::cli {

/// Adds a line `measured: …` or `expected: …` to the comments of statements of `script`, which was spelled of `plan`,
/// which was made of `difference`. Of what touches no table that was there nothing is said.
/// @param measured of that script; null: nothing was run, all is expected
void note_receipts(sql::Script& script, const plan::Plan& plan, const diff::Difference& difference,
                   const prove::Measured* measured);

/// Runs the script in a database that has its former state and notes what was measured. Where a statement cannot be run
/// in a transaction of its own, all is expected.
void measure_receipts(runtime::Connection& database, sql::Script& script, const plan::Plan& plan,
                      const diff::Difference& difference);

}  // namespace schemac::cli

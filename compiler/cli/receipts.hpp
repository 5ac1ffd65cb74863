// What each statement takes and does, said above it: measured on the private server over rows made up for it, or
// expected where nobody could watch.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/globals.hpp"
#include "diff/changes.hpp"
#include "elaborate/scratch.hpp"
#include "plan/plan.hpp"
#include "prove/measure.hpp"
#include "prove/seed.hpp"
#include "sql/script.hpp"

namespace schemac::cli {

/// What is said behind `measured:`; empty where there is nothing to say.
[[nodiscard]] std::string line_of(const prove::Receipt& receipt);

/// Of one step of a plan: of all its statements together.
struct StepReceipt {
  bool measured = false;
  prove::Receipt receipt;  ///< Of what was not measured the effect that is expected alone.
};
using Receipts = std::vector<std::vector<StepReceipt>>;  ///< By batch and step of the plan.

/// What is known of the steps of `plan`, which was made of `difference`.
/// @param measured of the script that was spelled of the plan; null: nothing was run, all is expected
[[nodiscard]] Receipts receipts_of(const plan::Plan& plan, const diff::Difference& difference,
                                   const prove::Measured* measured);

/// Adds a line `measured: …` or `expected: …` to the comments of statements of `script`, which was spelled of `plan`.
/// Of what touches no table that was there nothing is said. Parameters as above.
void note_receipts(sql::Script& script, const plan::Plan& plan, const diff::Difference& difference,
                   const prove::Measured* measured);

/// Makes the former state of the difference in a new database, puts rows into its tables, and runs the script there.
/// Nothing where there is no table, that state cannot be made, a statement not run in a transaction of its own, or
/// where there are so many statements and relations that watching them would take longer than some seconds.
/// @param unseeded takes the tables that got no rows
[[nodiscard]] std::optional<prove::Measured> measure_from_nothing(elaborate::Scratch& scratch,
                                                                  const diff::Difference& difference,
                                                                  const sql::Script& script,
                                                                  std::vector<prove::Unseeded>& unseeded);

/// A line for each table whose rows nobody could make up.
void tell_unseeded(const Globals& globals, const std::vector<prove::Unseeded>& unseeded);

}  // namespace schemac::cli

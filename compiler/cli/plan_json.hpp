// A plan as JSON, for tools.
#pragma once

#include <string>

#include "cli/receipts.hpp"
#include "plan/plan.hpp"

namespace schemac::cli {

/// An array of batches, each with its transaction, lock_timeout and steps: kind of object, object, change, SQL, what
/// takes it back, why, hazards, the query for rows on which it would fail, and its receipt.
/// @param receipts of the same plan
[[nodiscard]] std::string plan_json(const plan::Plan& plan, const diff::Difference& difference,
                                    const Receipts& receipts);

}  // namespace schemac::cli

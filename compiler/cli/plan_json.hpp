// A plan as JSON, for tools.
#pragma once

#include <string>

#include "plan/plan.hpp"

namespace schemac::cli {

/// An array of batches, each with its transaction and its steps: kind of object, object, change, SQL, why and hazards.
[[nodiscard]] std::string plan_json(const plan::Plan& plan);

}  // namespace schemac::cli

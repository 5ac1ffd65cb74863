// What to run instead of a step that the policy refuses: SQL that spares rows, readers or running code, ready to use.
#pragma once

#include <string>

#include "diff/changes.hpp"
#include "plan/plan.hpp"

namespace schemac::sql {

/// The way around one hazard of a step of a plan from `difference`, as a script for psql; empty where there is none
/// (of rights, it is only who may decide). Comments in it say what has to be done between its parts.
[[nodiscard]] std::string safe_way(const plan::Step& step, plan::HazardKind hazard, const diff::Difference& difference);

}  // namespace schemac::sql

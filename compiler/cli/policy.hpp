// What a project allows a plan to do, and what it says when it does not: the hazard, and a safe way as SQL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/hazards.hpp"
#include "cli/table_sizes.hpp"
#include "diff/changes.hpp"
#include "plan/plan.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

struct Policy {
  Hazards allowed;
  std::uint64_t safe_below = 0;  ///< Bytes: of a smaller table, what only takes its time is allowed.
};

/// What the policy let pass because a table is small, as lines for people.
using Spared = std::vector<std::string>;

/// Why the policy lets a hazard pass on these relations, of whatever it allows: it only takes its time
/// (rewrites-table, blocks-writes), and they are small. Nothing where one is large or not known, or there is none.
[[nodiscard]] std::optional<std::string> why_small(plan::HazardKind kind, const std::vector<std::string>& relations,
                                                   const Policy& policy, const SizeOf& size_of);
/// The same of a step of a plan.
[[nodiscard]] std::optional<std::string> why_small(plan::HazardKind kind, const plan::Step& step, const Policy& policy,
                                                   const SizeOf& size_of);

/// The hazards of the steps of a plan from `difference` that the policy does not allow become `hazard_refused`, each
/// with a safe way where there is one; true when there is none.
/// @param size_of null: nobody knows how large tables are
/// @param spared takes a line for each that was let pass as its table is small
[[nodiscard]] bool demand_allowed(const plan::Plan& plan, const diff::Difference& difference, const Policy& policy,
                                  const SizeOf& size_of, Spared& spared, Diagnostics& diagnostics);

}  // namespace schemac::cli

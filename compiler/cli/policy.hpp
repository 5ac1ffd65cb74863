// What a project allows a plan to do, and what it says when it does not: the hazard, and a safe way as SQL.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "cli/hazards.hpp"
#include "diff/changes.hpp"
#include "plan/plan.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

/// `64MB` in bytes: a whole number with kB, MB, GB or TB, as PostgreSQL counts them (1024). Nothing where it is none.
[[nodiscard]] std::optional<std::uint64_t> read_size(std::string_view text);

/// How many bytes a table and its indexes have; nothing where that is not known.
using SizeOf = std::function<std::optional<std::uint64_t>(const model::QualifiedName& table)>;

struct Policy {
  Hazards allowed;
  std::uint64_t safe_below = 0;  ///< Bytes: of a smaller table, what only takes its time is allowed.
};

/// The hazards of the steps of a plan from `difference` that the policy does not allow become `hazard_refused`, each
/// with a safe way where there is one; true when there is none. What only takes its time (rewrites-table,
/// blocks-writes) is allowed of tables that `size_of` says are small.
[[nodiscard]] bool demand_allowed(const plan::Plan& plan, const diff::Difference& difference, const Policy& policy,
                                  const SizeOf& size_of, Diagnostics& diagnostics);

}  // namespace schemac::cli

// The renames that lead from one schema to another, carried out on the former: those that the user said, those that
// make room for something of the same name, and those that PostgreSQL's habits call for (a constraint keeps its name
// when its table gets another one).
#pragma once

#include <vector>

#include "diff/changes.hpp"
#include "diff/rebuilt_tables.hpp"

namespace schemac::diff {

struct Renamed {
  model::Schema schema;          ///< `before` under its new names.
  model::Renames held;           ///< Those of the user that hold.
  std::vector<Change> changes;   ///< All of them, in the order in which they must run.
  std::vector<Rebuilt> rebuilt;  ///< Tables that have made way for their new form.
};

/// Whether the renames are what the source says, which may be history by now, or are known to be wanted. Whatever has
/// one of the new names makes way for a rename that is no history: both names were there, and one is left.
enum class Claim { said, known };

[[nodiscard]] Renamed apply_renames(const model::Schema& before, const model::Schema& after,
                                    const model::Renames& renames, Claim claim);

/// The change that a rename is.
[[nodiscard]] Change change_of(const model::Rename& rename);

}  // namespace schemac::diff

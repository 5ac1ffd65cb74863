// Renames that the user answers for: `--rename OLD=NEW`, `--no-renames`, or a question on the terminal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/globals.hpp"
#include "diff/compare.hpp"
#include "model/renames.hpp"

namespace schemac::cli {

struct RenameOptions {
  std::vector<std::string> renames;  ///< As given: `users.last_name=family_name`.
  bool none = false;                 ///< --no-renames: what looks like a rename is a drop and a create.
};

/// How a rename is written on the command line: `public.users.last_name=family_name`.
[[nodiscard]] std::string spell(const model::Rename& rename);

/// What was decided of renames.
struct RenameDecision {
  diff::Difference difference;
  model::Renames answered;  ///< Those that a question was answered with yes for: no source says them yet.
};

/// The difference between two states under all renames that are known: the declared ones and those of the command line.
/// What looks like a rename and was not answered is asked on a terminal, one question after the other; without one, or
/// where the answers end, it becomes `rename_undecided` with the flag that answers, and nothing is returned.
[[nodiscard]] std::optional<RenameDecision> decide_renames(const model::Schema& before, const model::Schema& after,
                                                           const model::Renames& declared, const RenameOptions& options,
                                                           const Globals& globals, Diagnostics& diagnostics);

/// The exit status where decide_renames returned nothing.
[[nodiscard]] ExitStatus status_of_undecided(const Diagnostics& diagnostics);

}  // namespace schemac::cli

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

/// The difference between two states under all renames that are known: the declared ones and those of the command line.
/// What looks like a rename and was not answered is asked on a terminal; without one it becomes `rename_undecided` with
/// the flag that answers, and nothing is returned.
[[nodiscard]] std::optional<diff::Difference> decide_renames(const model::Schema& before, const model::Schema& after,
                                                             const model::Renames& declared,
                                                             const RenameOptions& options, const Globals& globals,
                                                             Diagnostics& diagnostics);

}  // namespace schemac::cli

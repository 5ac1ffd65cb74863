// The verbs of `migrate` that change a database, once the database is theirs alone.
#pragma once

#include "cli/migrate_deployment.hpp"

namespace schemac::cli {

struct MigrateOptions {
  int steps = 0;            ///< up: at most so many, 0 all; down and redo: so many.
  std::string to;           ///< `3`, `0003_add_notes` or `add_notes`; empty: no goal.
  std::optional<int> goal;  ///< The number that `to` means; 0: nothing is applied.
  bool dry_run = false;
  std::string plan_file;  ///< What `--dry-run` printed and somebody has read; empty: none.
  std::optional<int> wait_seconds;
  std::vector<std::string> allow;
  Hazards allowed;  ///< What `allow` names.
};

/// What a verb does; the exit status.
using Action = int (*)(Deployment&, const MigrateOptions&, Diagnostics&);

int apply_pending(Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics);
int take_back_newest(Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics);
int take_back_and_apply(Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics);
/// Up or down, so that `options.goal` is the last migration that is applied.
int go_to(Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics);
/// Prints the SQL of what is pending, and says which rows are in its way.
int print_pending(Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics);

/// Whether what is about to run means exactly what `plan_file` says.
[[nodiscard]] bool demand_planned(const Deployment& deployment, const std::vector<migration::StatusLine>& lines,
                                  const std::string& plan_file, Diagnostics& diagnostics);

}  // namespace schemac::cli

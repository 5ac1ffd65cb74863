// The whole history, proved on the private server, and a database held beside it: what `migrate verify` and `check` do.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "catalog/read.hpp"
#include "cli/migrate_deployment.hpp"
#include "cli/project.hpp"
#include "prove/each_way.hpp"
#include "prove/prove.hpp"

namespace schemac::cli {

/// Runs the ways up in a new database; what fails becomes a diagnostic.
[[nodiscard]] std::optional<prove::Replayed> replay_history(const history::History& history,
                                                            elaborate::Scratch& scratch, Diagnostics& diagnostics);

/// Each migration there and back; places lie in its folder below `folder`.
[[nodiscard]] std::vector<prove::Ways> ways_of(const history::History& history, const std::filesystem::path& folder);

/// The states between the migrations, each way of each of them proved, the last one held against the snapshot where
/// that was written for the same major. Nothing: the diagnostics say why.
[[nodiscard]] std::optional<std::vector<catalog::Reading>> prove_history(
    const Project& project, const history::History& history, const std::optional<snapshot::Snapshot>& snapshot,
    elaborate::Scratch& scratch, Diagnostics& diagnostics);

/// Whether a database is what its applied migrations give, of which `states` are the states: kOk, kStatesDiffer where
/// somebody changed it by hand, kFailed where it has something that the history has not.
[[nodiscard]] ExitStatus demand_recorded(Deployment& deployment, const std::vector<catalog::Reading>& states,
                                         Diagnostics& diagnostics);

}  // namespace schemac::cli

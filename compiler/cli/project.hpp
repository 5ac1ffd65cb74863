// A project as a command works with it: its configuration, its files, and the steps that several commands share. Each
// step says what went wrong through diagnostics and returns nothing then.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/config.hpp"
#include "cli/globals.hpp"
#include "elaborate/scratch.hpp"
#include "frontend/parse.hpp"
#include "history/migration.hpp"
#include "model/declared.hpp"
#include "server/lock.hpp"
#include "snapshot/snapshot.hpp"

namespace schemac::cli {

struct Project {
  Globals globals;
  Config config;
};

/// Reads schemac.toml and makes its folder the working directory.
[[nodiscard]] std::optional<Project> open_project(const Globals& globals, Diagnostics& diagnostics);

/// The folder for what is no part of the project's sources: locks, the embedded server. Made when missing, with a
/// .gitignore of its own.
[[nodiscard]] std::filesystem::path state_folder(const Config& config);

/// Keeps other runs of schemac from writing in the same project. Waits a while for one that does, then gives up with
/// `busy`.
[[nodiscard]] std::optional<server::Lock> lock_project(const Project& project, Diagnostics& diagnostics);

/// How the project's headers and .sql files are read.
[[nodiscard]] std::optional<frontend::Options> schema_options(const Project& project, Diagnostics& diagnostics);

/// What the headers and .sql files of the project declare.
[[nodiscard]] std::optional<model::Declared> parse_schema(const Project& project, Diagnostics& diagnostics);

/// A scratch server: the one of `url` (from --server) or of schemac.toml, else a private one.
[[nodiscard]] std::unique_ptr<elaborate::Scratch> start_scratch(const Config& config, const std::string& url,
                                                                Diagnostics& diagnostics);

/// The snapshot, read whole. Nothing without errors: there is none, and no migration either.
[[nodiscard]] std::optional<snapshot::Snapshot> read_snapshot(const Config& config, const history::History& history,
                                                              Diagnostics& diagnostics);

/// The options with which a server of this project is started.
[[nodiscard]] server::Options server_options(const Config& config);

}  // namespace schemac::cli

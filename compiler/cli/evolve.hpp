// From a declared schema to the migration that leads to it: elaborated, compared with what the migrations on disk give,
// planned, weighed and proved both ways. Writes nothing; what is to be written is staged.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "catalog/read.hpp"
#include "cli/conversions.hpp"
#include "cli/project.hpp"
#include "cli/renames.hpp"
#include "diff/compare.hpp"
#include "model/declared.hpp"
#include "plan/plan.hpp"
#include "prove/seed.hpp"
#include "schemac/runtime/connection.hpp"
#include "sql/script.hpp"
#include "support/files.hpp"

namespace schemac::cli {

struct EvolveOptions {
  std::string name;        ///< Of the migration; empty: made from the plan.
  std::string server_url;  ///< --server; empty: see start_scratch.
  Hazards allowed;         ///< --allow: beside those of schemac.toml.
  RenameOptions renames;
  ConversionOptions conversions;
  bool offline = false;  ///< --offline.
  bool split = false;    ///< --split: a migration for each logical change.
  /// Called once the server runs, before it is asked for anything. Empty: nothing to do then.
  std::function<void()> on_started;
  /// Called with the database in which the schema was created; false: it has found errors. Empty: nothing to do there.
  std::function<bool(runtime::Connection&)> on_created;
};

/// A migration that was worked out.
struct Evolved {
  std::string folder;
  std::size_t statements = 0;
};

struct Evolution {
  ExitStatus status = kOk;                ///< Anything but kOk: nothing is staged, and the diagnostics say why.
  StagedFiles files;                      ///< The migrations, their lines in migrations.sum, and the snapshot.
  std::vector<Evolved> migrations;        ///< In their order; empty: PostgreSQL sees no difference.
  std::vector<prove::Unseeded> unseeded;  ///< Tables for which nobody could make up rows.
};

/// Works out the next migration of the project for `declared`.
[[nodiscard]] Evolution evolve(const Project& project, const model::Declared& declared, const EvolveOptions& options,
                               Diagnostics& diagnostics);

/// A name for a migration that says what it does: `initial`, `add_bookings_notes`.
[[nodiscard]] std::string migration_name(const diff::Difference& difference, bool first);

/// A warning for each object that schemac does not manage, with --strict an error.
void tell_unmodelled(const Globals& globals, const std::vector<catalog::Unmodelled>& unmodelled,
                     const std::string& where, Diagnostics& diagnostics);

}  // namespace schemac::cli

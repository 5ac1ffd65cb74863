// The states that `diff` compares: `schema`, `snapshot`, `migrations`, `empty`, a postgres:// URL, an environment, a
// .sql file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "catalog/read.hpp"
#include "cli/config.hpp"
#include "cli/globals.hpp"
#include "elaborate/scratch.hpp"
#include "frontend/parse.hpp"
#include "model/declared.hpp"
#include "model/renames.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

/// Files that a state was read from, into which an answered rename can be written.
struct Source {
  frontend::Options options;
  model::Declared declared;
};

struct State {
  std::string spec;
  model::Schema schema;
  model::Renames renames;        ///< What its source says of renames.
  bool live = false;             ///< A database: it may hold things that no source of ours speaks of.
  std::optional<Source> source;  ///< Of `schema` and .sql files.
};

/// What both sides say of renames; those of the former state run the other way. Nothing and a diagnostic where one of
/// them may mean several tables.
[[nodiscard]] std::optional<model::Renames> said_renames(const State& before, const State& after,
                                                         Diagnostics& diagnostics);

/// Reads the two sides of a diff. Where one is a live database and the other comes from sources, only what the source
/// speaks of is compared.
class StateReader {
 public:
  StateReader(Globals globals, std::string server_url)
      : globals_(std::move(globals)), server_url_(std::move(server_url)) {}

  /// Both states, or nothing and diagnostics. Throws runtime::Error when a database cannot be reached.
  [[nodiscard]] std::optional<std::pair<State, State>> read(const std::string& from, const std::string& to,
                                                            Diagnostics& diagnostics);

  /// The server on which a state was made, where one had to be; else null.
  [[nodiscard]] elaborate::Scratch* started_server() const { return scratch_.get(); }

  /// Where the database is that a state was read from: a URL itself, or that of an environment.
  [[nodiscard]] std::optional<std::string> url_of(const std::string& spec, Diagnostics& diagnostics);

  /// The project's configuration, where one of the states asked for it.
  [[nodiscard]] const Config* known_project() const { return config_ ? &*config_ : nullptr; }

 private:
  std::optional<State> read_source(const std::string& spec, Diagnostics& diagnostics);
  std::optional<State> read_schema(Diagnostics& diagnostics);
  std::optional<State> read_snapshot_state(Diagnostics& diagnostics);
  std::optional<State> read_migrations(Diagnostics& diagnostics);
  std::optional<State> read_sql_file(const std::string& file, Diagnostics& diagnostics);
  std::optional<State> read_live(const std::string& spec, const State* source, Diagnostics& diagnostics);
  std::optional<State> elaborated(std::string spec, Source source, Diagnostics& diagnostics);
  const Config* project(Diagnostics& diagnostics);
  elaborate::Scratch* scratch(Diagnostics& diagnostics);

  Globals globals_;
  std::string server_url_;
  std::optional<Config> config_;
  std::unique_ptr<elaborate::Scratch> scratch_;
};

}  // namespace schemac::cli

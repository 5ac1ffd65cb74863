// schemac.toml: where things are, and which databases there are. The file's folder is the project's folder; every path
// in it is relative to that folder, and schemac works from there.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/form.hpp"
#include "cli/globals.hpp"
#include "cli/policy.hpp"
#include "lint/lint.hpp"
#include "schemac/runtime/migration/deploy.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

/// A database that the project knows by name.
struct Environment {
  std::string name;
  std::optional<std::string> url;         ///< As written: `env:DATABASE_URL` or a URL; nothing: the embedded server.
  std::optional<std::string> direct_url;  ///< Of the server itself, where `url` leads to a pooler; for `migrate`.
  bool is_protected = false;              ///< Nothing that destroys data runs here unasked.
  Place place;
};

struct Config {
  std::filesystem::path root;  ///< The folder of schemac.toml, absolute.
  std::string file;            ///< `schemac.toml`, relative to root.
  std::string name;            ///< The project; names the embedded database.

  std::vector<std::string> headers{"schema/*.hpp"};  ///< Patterns, see cli/file_patterns.hpp.
  std::vector<std::string> sql{"schema/*.sql"};
  std::vector<std::string> queries{"schema/queries/*.sql"};  ///< No part of the schema: what is asked of it.
  std::vector<std::string> include;                          ///< Folders for #include, beside the project's own.
  std::vector<std::string> flags;                            ///< More for clang.
  std::string default_schema = "public";

  std::filesystem::path generated = "generated";
  std::filesystem::path migrations = "schema/migrations";
  std::filesystem::path snapshot = "schema/snapshot.json";
  std::filesystem::path query_record = "schema/queries.json";  ///< What PostgreSQL said of the queries.
  std::optional<std::filesystem::path> templates;  ///< The project's own; what is not there comes with schemac.

  std::string server_binaries;  ///< The folder of PostgreSQL's binaries; empty: found.
  int server_major = 0;         ///< Empty: the newest there is.
  std::string server_account;   ///< Who runs the private server when root runs schemac.
  std::string server_url;       ///< A scratch server instead of a private one; may be `env:…`.

  runtime::migration::Options deploy;  ///< How `migrate` waits: `[migrate]`.

  Policy policy;  ///< What `generate` and `db push` go on with.
  Form form;      ///< Of plans.

  lint::Options lint{{}, lint::default_errors(), {}, {}};
  std::map<std::string, Environment> environments;
};

/// Finds schemac.toml (`globals.config_file`, or upwards from here), reads it, reads `.env` beside it into the
/// environment (what is set already stays), and makes the project's folder the working directory. Nothing when there
/// were errors.
[[nodiscard]] std::optional<Config> load_config(const Globals& globals, Diagnostics& diagnostics);

/// What load_config does, for a text. `file` is for messages.
[[nodiscard]] std::optional<Config> parse_config(const std::string& text, const std::string& file,
                                                 Diagnostics& diagnostics);

/// The files that the patterns name, sorted, each once. A pattern without wildcards must name a file.
[[nodiscard]] std::vector<std::string> expand(const std::vector<std::string>& patterns, const Config& config,
                                              Diagnostics& diagnostics);

/// The environment of --env, or `development`; one that is not in schemac.toml is an error, unless it is `development`.
[[nodiscard]] std::optional<Environment> find_environment(const Config& config, const std::string& name,
                                                          Diagnostics& diagnostics);

/// `env:NAME` is looked up, anything else is itself. An unset variable is an error at `place`.
[[nodiscard]] std::optional<std::string> resolve_url(const std::string& url, const Place& place,
                                                     Diagnostics& diagnostics);

}  // namespace schemac::cli

// `migrate new`: an empty migration for what no schema says: rows that change, statements written by hand. It is sealed
// with `migrate repair` once it is written.
#include <fmt/format.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/diagnostic_json.hpp"
#include "cli/migrate_verbs.hpp"
#include "cli/project.hpp"
#include "sql/walk.hpp"

namespace schemac::cli {
namespace {

struct NewOptions {
  std::string name;
  std::string walk;
};

/// `(a, b) BETWEEN ($1, $2) AND ($3, $4)`
std::string bounds_of(const sql::Walk& walk) {
  if (walk.key.size() == 1) return walk.key.front() + " BETWEEN $1 AND $2";
  std::string first, last;
  for (std::size_t i = 1; i <= walk.key.size(); ++i) {
    first += fmt::format("{}${}", first.empty() ? "" : ", ", i);
    last += fmt::format("{}${}", last.empty() ? "" : ", ", walk.key.size() + i);
  }
  return fmt::format("({}) BETWEEN ({}) AND ({})", fmt::join(walk.key, ", "), first, last);
}

std::string up_text(const std::string& folder, const std::optional<sql::Walk>& walk) {
  if (!walk) return fmt::format("-- {}: up\n\n-- schemac: transaction\n\n", folder);
  return fmt::format(
      "-- {}: up\n\n-- schemac: batch {}\n\n"
      "-- Runs once for each so many rows, each time as a transaction:\n-- UPDATE {} SET … WHERE {};\n",
      folder, sql::write_walk(*walk), walk->relation, bounds_of(*walk));
}

std::string down_text(const std::string& folder) {
  return fmt::format(
      "-- {}: down\n\n-- schemac: transaction\n\n-- What takes it back; nothing, where nothing has to be.\n", folder);
}

int write_new(const Globals& globals, const NewOptions& options, Diagnostics& diagnostics) {
  std::optional<sql::Walk> walk;
  if (!options.walk.empty() && !(walk = sql::read_walk(options.walk))) {
    diagnostics.error(Code::bad_usage, {}, fmt::format("`--batch \"{}\"` is no walk", options.walk)).hint =
        "as in `--batch \"public.users by id limit 5000\"`";
    return kBadCall;
  }
  const std::string name = history::slug(options.name);
  if (name.empty()) {
    diagnostics.error(Code::bad_usage, {}, fmt::format("`{}` leaves nothing for a folder's name", options.name)).hint =
        "letters and digits, as in `schemac migrate new fill_names`";
    return kBadCall;
  }
  const std::optional<Project> project = open_project(globals, diagnostics);
  if (!project) return kFailed;
  const std::optional<server::Lock> lock = lock_project(*project, diagnostics);
  if (!lock) return kFailed;
  const std::filesystem::path& folder = project->config.migrations;
  Diagnostics found;
  const history::History history = history::read(folder, found);
  diagnostics.append(found);
  if (found.has_errors()) return kFailed;
  history::Migration migration = history::next(history, name, {}, {});
  migration.up_text = up_text(migration.folder(), walk);
  migration.down_text = down_text(migration.folder());
  StagedFiles files = history::append(folder, history, migration);
  for (const std::filesystem::path& file : files.commit())
    if (globals.json)
      print_out(dumped({{"wrote", file.string()}}, -1));
    else
      say(globals, fmt::format("wrote {}", displayed(globals, file.string())));
  say(globals, "next: write both, then `schemac migrate repair` and `schemac migrate verify`");
  return kOk;
}

}  // namespace

void add_migrate_new(CLI::App& migrate, Globals& globals, Run& run) {
  const auto options = std::make_shared<NewOptions>();
  CLI::App* const verb = migrate.add_subcommand("new", "an empty migration, to be written by hand");
  verb->footer(
      "Examples:\n"
      "  schemac migrate new fill_full_names\n"
      "  schemac migrate new fill_full_names --batch \"users by id limit 5000\"\n"
      "  schemac migrate repair             seals it when it is written");
  verb->add_option("NAME", options->name, "what it does")->required();
  verb->add_option("--batch", options->walk, "walks through a table by a key: TABLE by COLUMN,… [limit ROWS]");
  on_call(*verb, options, write_new, globals, run);
}

}  // namespace schemac::cli

// `migrate repair`: what people may do to a history by hand, made consistent again: migrations that were written or
// edited before anybody applied them are sealed anew in migrations.sum; a migration that somebody finished or undid by
// hand is written down as such; of one that a run has left unfinished the rest may be edited. What the database has
// applied is never rewritten silently.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/commands.hpp"
#include "cli/migrate_deployment.hpp"
#include "cli/migrate_verbs.hpp"
#include "cli/unfinished.hpp"
#include "history/runnable.hpp"
#include "history/sum.hpp"
#include "support/files.hpp"

namespace schemac::cli {
namespace {

struct RepairOptions {
  std::vector<std::string> done, undone;
  bool no_database = false;
};

const migration::Migration* find(const std::vector<migration::Migration>& migrations, const std::string& name) {
  for (const migration::Migration& each : migrations)
    if (each.folder() == name || each.name == name) return &each;
  return nullptr;
}

/// Writes one migration down as applied by hand, as it is on disk now.
bool mark_done(Deployment& deployment, const std::string& name, Diagnostics& diagnostics) {
  const migration::Migration* const found = find(deployment.migrations, name);
  if (found == nullptr) {
    diagnostics.error(Code::bad_usage, {}, fmt::format("there is no migration `{}`", name));
    return false;
  }
  migration::Applied line;
  line.number = found->number;
  line.name = found->name;
  line.checksum = found->checksum;
  line.up_text = found->up_text;
  line.down_text = found->down_text;
  line.batches_done = line.batches_total = static_cast<int>(found->up.batches.size());
  migration::record(deployment.connection, line);
  say(deployment.project.globals, fmt::format("{} is applied", found->folder()));
  return true;
}

bool mark_undone(Deployment& deployment, const std::string& name, Diagnostics& diagnostics) {
  for (const migration::Applied& line : deployment.applied) {
    if (line.folder() != name && line.name != name) continue;
    migration::forget(deployment.connection, line.number);
    say(deployment.project.globals, fmt::format("{} is not applied", line.folder()));
    return true;
  }
  diagnostics.error(Code::bad_usage, {}, fmt::format("no migration `{}` is applied", name));
  return false;
}

/// Unfinished migrations that are edited in nothing but what is still to be done.
std::vector<migration::StatusLine> edited_ahead(const Deployment& deployment) {
  std::vector<migration::StatusLine> lines = deployment.status();
  std::erase_if(lines, [&](const migration::StatusLine& line) { return !is_edited_ahead(deployment, line); });
  return lines;
}

/// What is applied must be what it was: sealing an edit would make every other database differ from this one.
void demand_unedited(const Deployment& deployment, const RepairOptions& options, Diagnostics& diagnostics) {
  std::vector<migration::StatusLine> edited;
  for (const migration::StatusLine& line : deployment.status()) {
    const bool named = std::count(options.done.begin(), options.done.end(), line.folder()) > 0 ||
                       std::count(options.undone.begin(), options.undone.end(), line.folder()) > 0;
    const bool is_edited = line.state == migration::State::edited && !is_edited_ahead(deployment, line);
    if (is_edited && !named) edited.push_back(line);
  }
  demand_consistent(edited, deployment.project.config.migrations, diagnostics);
}

int seal(const Globals& globals, const Project& project, const history::History& history, bool repaired) {
  StagedFiles files;
  files.write(project.config.migrations / history::kSumFile, history::write_sum(history));
  const bool changed = !files.changed().empty();
  for (const std::filesystem::path& file : files.commit())
    say(globals, fmt::format("wrote {}", displayed(globals, file.string())));
  if (!changed && !repaired) say(globals, "nothing to do: the history is as it should be");
  return kOk;
}

int repair(const Globals& globals, const RepairOptions& options, Diagnostics& diagnostics) {
  std::optional<Project> project = open_project(globals, diagnostics);
  if (!project) return kFailed;
  const std::optional<server::Lock> lock = lock_project(*project, diagnostics);
  if (!lock) return kFailed;
  Diagnostics found;
  const history::History history = history::read_unsealed(project->config.migrations, found);
  diagnostics.append(found);
  if (found.has_errors()) return kFailed;
  if (options.no_database) return seal(globals, *project, history, false);
  const std::unique_ptr<Deployment> deployment = open_deployment(globals, *project, history, diagnostics);
  if (!deployment) return kFailed;
  demand_unedited(*deployment, options, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  const bool marks = !options.done.empty() || !options.undone.empty() || !edited_ahead(*deployment).empty();
  if (marks) {
    const Turn turn(*deployment);
    for (const migration::StatusLine& line : edited_ahead(*deployment)) take_edit_over(*deployment, line);
    for (const std::string& name : options.done)
      if (!mark_done(*deployment, name, diagnostics)) return kBadCall;
    for (const std::string& name : options.undone)
      if (!mark_undone(*deployment, name, diagnostics)) return kBadCall;
  }
  return seal(globals, *project, history, marks);
}

}  // namespace

void add_migrate_repair(CLI::App& migrate, Globals& globals, Run& run) {
  const auto options = std::make_shared<RepairOptions>();
  CLI::App* const verb =
      migrate.add_subcommand("repair", "seal what was written by hand; correct the database's memory");
  verb->footer(
      "Examples:\n"
      "  schemac migrate repair                           seals migrations that nobody has applied yet\n"
      "  schemac migrate repair --no-database             the same, without asking the database whether that is so\n"
      "  schemac migrate repair --done 0003_add_notes     it was finished by hand\n"
      "  schemac migrate repair --undone 0003_add_notes   it was taken back by hand");
  verb->add_option("--done", options->done, "a migration that the database has, whatever its memory says");
  verb->add_option("--undone", options->undone, "a migration that it has not");
  verb->add_flag("--no-database", options->no_database, "migrations.sum alone");
  on_call(*verb, options, repair, globals, run);
}

}  // namespace schemac::cli

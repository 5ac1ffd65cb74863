// `schemac diff`: the SQL between any two states. Standard output carries the SQL alone; what it may do to a database
// in use is told beside it.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/conversions.hpp"
#include "cli/form.hpp"
#include "cli/plan_json.hpp"
#include "cli/policy.hpp"
#include "cli/receipts.hpp"
#include "cli/renames.hpp"
#include "cli/state.hpp"
#include "diff/compare.hpp"
#include "frontend/write_renames.hpp"
#include "plan/conversion.hpp"
#include "plan/plan.hpp"
#include "sql/altered.hpp"
#include "sql/script.hpp"

namespace schemac::cli {
namespace {

struct DiffOptions {
  std::string from = "snapshot";
  std::string to = "schema";
  std::string format;  ///< Empty: sql, with --json json.
  std::string server_url;
  bool down = false;
  bool exit_code = false;
  bool offline = false;
  bool unmeasured = false;
  RenameOptions renames;
  ConversionOptions conversions;
};

std::string tree_of(const diff::Difference& difference) {
  std::string text;
  for (const diff::Change& change : difference.changes) text += diff::describe(change) + "\n";
  return text;
}

/// Of a database that a project knows, and from which the way leads, how large its tables are; else nobody knows.
SizeOf sizes_before(StateReader& reader, const State& before, const DiffOptions& options) {
  const Config* const project = reader.known_project();
  if (project == nullptr || project->policy.safe_below == 0 || !before.live || options.down) return {};
  Diagnostics said;  // it was reached before
  const std::optional<std::string> url = reader.url_of(before.spec, said);
  return url ? sizes_in(*url) : SizeOf();
}

/// Above a statement that only takes its time, that the policy lets it pass.
void note_small_tables(sql::Script& script, const Policy& policy, const SizeOf& size_of) {
  for (sql::ScriptBatch& batch : script.batches)
    for (sql::Statement& statement : batch.statements)
      for (const plan::Hazard& hazard : hazards_said(statement))
        if (auto why = why_small(hazard.kind, sql::altered_relations(statement.text), policy, size_of))
          statement.comments.push_back(std::move(*why));
}

/// What is done on a server of ours is seen there; without one it is expected.
std::string format(const std::string& format, const DiffOptions& options, const Globals& globals,
                   const StateReader& reader, const diff::Difference& difference, const SizeOf& size_of) {
  if (format == "tree") return tree_of(difference);
  const Config* const project = reader.known_project();
  const plan::Plan plan = planned(difference, project == nullptr ? Form{} : project->form, options.offline);
  sql::Script script = sql::script(plan);
  std::optional<prove::Measured> measured;
  if (reader.started_server() != nullptr && !options.unmeasured) {
    std::vector<prove::Unseeded> unseeded;
    measured = measure_from_nothing(*reader.started_server(), difference, script, unseeded);
    tell_unseeded(globals, unseeded);
  }
  const prove::Measured* const seen = measured ? &*measured : nullptr;
  if (format == "json") return plan_json(plan, difference, receipts_of(plan, difference, seen));
  note_receipts(script, plan, difference, seen);
  if (size_of) note_small_tables(script, project->policy, size_of);
  return sql::write_psql(script);
}

/// The answers go into the sources of the state that has the new names.
bool write_answers(const Globals& globals, const State& after, const model::Renames& answered,
                   Diagnostics& diagnostics) {
  if (!after.source || answered.empty()) return true;
  std::optional<frontend::WrittenRenames> written =
      frontend::write_renames(after.source->options, after.source->declared, answered, diagnostics);
  if (!written) return false;
  const std::vector<std::filesystem::path> changed = written->files.changed();
  written->files.commit();
  for (const std::filesystem::path& file : changed)
    say(globals, fmt::format("wrote what was renamed into {}", displayed(globals, file.string())));
  return true;
}

int diff_states(const Globals& globals, const DiffOptions& options, Diagnostics& diagnostics) {
  StateReader reader(globals, options.server_url);
  const auto states = reader.read(options.from, options.to, diagnostics);
  if (!states) return kFailed;
  const auto& [before, after] = *states;
  const std::optional<model::Renames> said = said_renames(before, after, diagnostics);
  if (!said) return kFailed;
  const std::optional<RenameDecision> decision =
      decide_renames(before.schema, after.schema, *said, options.renames, globals, diagnostics);
  if (!decision) return status_of_undecided(diagnostics);
  const diff::Difference& up = decision->difference;
  diff::Difference way = options.down ? diff::inverse(up) : up;
  const std::vector<std::string>& conversions = options.down ? options.conversions.down : options.conversions.up;
  if (!say_conversions(conversions, way, diagnostics)) return kBadCall;
  try {
    const std::string chosen = options.format.empty() && globals.json ? "json" : options.format;
    const std::string text = format(chosen, options, globals, reader, way, sizes_before(reader, before, options));
    if (!write_answers(globals, after, decision->answered, diagnostics)) return kFailed;
    print_out(text);
  } catch (const plan::NoCast& refused) {
    diagnostics.error(Code::cannot_plan, {}, refused.what()).hint =
        options.down ? "say it with `--using-down TABLE.COLUMN=EXPRESSION`"
                     : "say it with `--using TABLE.COLUMN=EXPRESSION`";
    return kFailed;
  } catch (const plan::CannotPlan& cannot) {
    diagnostics.error(Code::cannot_plan, {}, cannot.what());
    return kFailed;
  }
  return options.exit_code && !up.changes.empty() ? kStatesDiffer : kOk;
}

}  // namespace

void add_diff(CLI::App& app, Globals& globals, Run& run) {
  auto options = std::make_shared<DiffOptions>();
  CLI::App* const verb = app.add_subcommand("diff", "the SQL between any two states");
  verb->footer(
      "A STATE is `schema`, `snapshot`, `migrations`, `empty`, a postgres:// URL, an environment's name or a .sql "
      "file.\n"
      "Examples:\n"
      "  schemac diff                                     what generate would write\n"
      "  schemac diff --from production --to schema       what production lacks\n"
      "  schemac diff --from before.sql --to after.sql    needs no project\n"
      "  schemac diff --down                              the way back");
  verb->add_option("--from", options->from, "the state to start from")->type_name("STATE")->capture_default_str();
  verb->add_option("--to", options->to, "the state to reach")->type_name("STATE")->capture_default_str();
  verb->add_option("--format", options->format, "sql, json or tree")
      ->check(CLI::IsMember({"sql", "json", "tree"}))
      ->default_str("sql");
  verb->add_flag("--down", options->down, "print the way back");
  verb->add_flag("--exit-code", options->exit_code, "exit 4 when the states differ");
  verb->add_flag("--unmeasured", options->unmeasured, "say what is expected of each statement, and run none");
  add_form_option(*verb, options->offline);
  add_plan_options(*verb, options->renames, options->server_url);
  add_conversion_options(*verb, options->conversions);
  on_call(*verb, options, diff_states, globals, run);
}

}  // namespace schemac::cli

// `schemac explain [STEP]`: why a statement is in the plan, from the line of the source over the difference that
// PostgreSQL sees to the statement, what it takes, and what it may do to a database in use.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/diagnostic_json.hpp"
#include "cli/explanation.hpp"
#include "cli/form.hpp"
#include "cli/renames.hpp"
#include "cli/state.hpp"

namespace schemac::cli {
namespace {

struct ExplainOptions {
  std::string step;
  std::string from = "snapshot";
  std::string to = "schema";
  std::string server_url;
  bool offline = false;
  RenameOptions renames;
};

/// The steps that `wanted` means: a number, or words that stand in their line. All of them where it is empty.
std::vector<Explanation> chosen(std::vector<Explanation> all, const std::string& wanted) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  const bool is_number = error == std::errc() && end == wanted.data() + wanted.size();
  std::erase_if(all, [&](const Explanation& each) {
    return is_number ? each.number != number : each.step.find(wanted) == std::string::npos;
  });
  return all;
}

std::string json_of(const Globals& globals, const std::vector<Explanation>& steps) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Explanation& each : steps) {
    nlohmann::ordered_json hazards = nlohmann::ordered_json::array();
    for (const plan::Hazard& hazard : each.hazards)
      hazards.push_back({{"kind", plan::name_of(hazard.kind)}, {"detail", hazard.detail}});
    nlohmann::ordered_json json{{"step", each.number}, {"does", each.step}};
    if (each.source)
      json["source"] = {{"file", displayed(globals, each.source->file)},
                        {"line", each.source->line},
                        {"column", each.source->column}};
    json["difference"] = each.difference;
    json["because"] = each.because;
    json["sql"] = each.statements;
    json["takes"] = each.takes;
    json["hazards"] = std::move(hazards);
    list.push_back(std::move(json));
  }
  return dumped(list, 2);
}

int explain(const Globals& globals, const ExplainOptions& options, Diagnostics& diagnostics) {
  StateReader reader(globals, options.server_url);
  const auto states = reader.read(options.from, options.to, diagnostics);
  if (!states) return kFailed;
  const auto& [before, after] = *states;
  const std::optional<model::Renames> said = said_renames(before, after, diagnostics);
  if (!said) return kFailed;
  const std::optional<RenameDecision> decision =
      decide_renames(before.schema, after.schema, *said, options.renames, globals, diagnostics);
  if (!decision) return status_of_undecided(diagnostics);
  const Form form = reader.known_project() == nullptr ? Form{} : reader.known_project()->form;
  std::vector<Explanation> steps;
  try {
    steps = explanations(planned(decision->difference, form, options.offline), decision->difference, after);
  } catch (const plan::CannotPlan& cannot) {
    diagnostics.error(Code::cannot_plan, {}, cannot.what());
    return kFailed;
  }
  const std::size_t all = steps.size();
  steps = chosen(std::move(steps), options.step);
  if (steps.empty() && (all != 0 || !options.step.empty())) {
    diagnostics.error(Code::bad_usage, {}, fmt::format("the plan has no step `{}`", options.step)).hint =
        all == 0 ? "it is empty: the two states are the same" : "`schemac explain` lists them";
    return kBadCall;
  }
  if (globals.json) {
    print_out(json_of(globals, steps));
  } else if (options.step.empty()) {
    print_out(outline(steps));
  } else {
    for (const Explanation& each : steps) print_out(spelled(globals, each, all));
  }
  return kOk;
}

}  // namespace

void add_explain(CLI::App& app, Globals& globals, Run& run) {
  const auto options = std::make_shared<ExplainOptions>();
  CLI::App* const verb = app.add_subcommand("explain", "why a statement is in the plan");
  verb->footer(
      "Examples:\n"
      "  schemac explain                    the steps of what generate would write, numbered\n"
      "  schemac explain 3                  source, difference, statement, locks and hazards of one\n"
      "  schemac explain tasks.notes        of those that are about it\n"
      "  schemac explain 1 --from production");
  verb->add_option("STEP", options->step, "its number, or words of its line");
  verb->add_option("--from", options->from, "the state to start from")->type_name("STATE")->capture_default_str();
  verb->add_option("--to", options->to, "the state to reach")->type_name("STATE")->capture_default_str();
  add_form_option(*verb, options->offline);
  add_plan_options(*verb, options->renames, options->server_url);
  on_call(*verb, options, explain, globals, run);
}

}  // namespace schemac::cli

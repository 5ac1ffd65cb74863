// `schemac lint`: what a reviewer would say of the schema. Where the snapshot was written from these very sources it is
// what PostgreSQL makes of them, and no server is needed.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands.hpp"
#include "cli/evolve.hpp"
#include "cli/findings.hpp"
#include "cli/staleness.hpp"
#include "elaborate/elaborate.hpp"
#include "lint/lint.hpp"

namespace schemac::cli {
namespace {

struct LintOptions {
  std::string server_url;
  std::string format;
  bool warnings_as_errors = false;
};

std::optional<model::Schema> meaning_of(const Project& project, const model::Declared& declared,
                                        const std::string& server_url, Diagnostics& diagnostics) {
  if (is_current(project, declared, diagnostics)) {
    const std::optional<std::string> text = read_file(project.config.snapshot);
    std::optional<snapshot::Snapshot> snapshot =
        snapshot::read(text.value_or(""), project.config.snapshot.string(), diagnostics);
    return snapshot ? std::optional(std::move(snapshot->schema)) : std::nullopt;
  }
  const std::unique_ptr<elaborate::Scratch> scratch = start_scratch(project.config, server_url, diagnostics);
  std::optional<catalog::Reading> reading;
  if (scratch) reading = elaborate::elaborate(declared, *scratch, diagnostics);
  if (!reading) return std::nullopt;
  tell_unmodelled(project.globals, reading->unmodelled, "the schema", diagnostics);
  return std::move(reading->schema);
}

int lint_schema(const Globals& globals, const LintOptions& options, Diagnostics& diagnostics) {
  const std::optional<Project> project = open_project(globals, diagnostics);
  if (!project) return kFailed;
  const std::optional<model::Declared> declared = parse_schema(*project, diagnostics);
  if (!declared) return kFailed;
  const std::optional<model::Schema> schema = meaning_of(*project, *declared, options.server_url, diagnostics);
  if (!schema) return kFailed;
  lint::Options rules = project->config.lint;
  if (options.warnings_as_errors) rules.errors = lint::codes();
  lint::lint(*schema, *declared, rules, diagnostics);
  return diagnostics.has_errors() ? kFailed : kOk;
}

}  // namespace

void add_lint(CLI::App& app, Globals& globals, Run& run) {
  const auto options = std::make_shared<LintOptions>();
  CLI::App* const verb = app.add_subcommand("lint", "what a reviewer would say of the schema");
  std::vector<std::string_view> names;
  for (const Code code : lint::codes()) names.push_back(name_of(code));
  verb->footer(
      fmt::format("Examples:\n"
                  "  schemac lint\n"
                  "  schemac lint --warnings-as-errors      exit 1 on any finding\n"
                  "  schemac lint --format sarif > lint.sarif\n"
                  "`// schemac: allow CODE` at the place (`--` in a .sql file) silences a finding, `[lint] allow` in "
                  "schemac.toml all of a code; `schemac help CODE` explains one. The codes:\n  {}",
                  fmt::join(names, "\n  ")));
  verb->add_flag("--warnings-as-errors", options->warnings_as_errors, "any finding is an error");
  verb->add_option("--server", options->server_url, "a scratch server instead of a private one: a postgres:// URL");
  add_format_option(*verb, options->format);
  verb->callback([options, &globals, &run] {
    run = reporting(
        [options, &globals](const Diagnostics& found) { tell_findings(globals, options->format, "lint", found); },
        [options, &globals](Diagnostics& diagnostics) { return lint_schema(globals, *options, diagnostics); });
  });
}

}  // namespace schemac::cli

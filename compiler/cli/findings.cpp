#include "cli/findings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/diagnostic_json.hpp"

namespace schemac::cli {
namespace {

std::size_t count_errors(const Diagnostics& diagnostics) {
  return static_cast<std::size_t>(
      std::count_if(diagnostics.list().begin(), diagnostics.list().end(),
                    [](const Diagnostic& each) { return each.severity == Severity::error; }));
}

std::string summary(const Diagnostics& diagnostics) {
  const std::size_t errors = count_errors(diagnostics);
  return fmt::format("{}, {}", counted(errors, "error", "errors"),
                     counted(diagnostics.list().size() - errors, "warning", "warnings"));
}

}  // namespace

void add_format_option(CLI::App& verb, std::string& format) {
  verb.add_option("--format", format, "text, json, sarif, junit or github")
      ->check(CLI::IsMember({"text", "json", "sarif", "junit", "github"}))
      ->default_str("text");
}

void tell_findings(const Globals& globals, const std::string& format, const std::string& verb,
                   const Diagnostics& diagnostics) {
  const std::string chosen = format.empty() && globals.json ? "json" : format;
  if (chosen == "json") return print_out(findings_json(globals, diagnostics));
  if (chosen == "sarif") return print_out(findings_sarif(globals, diagnostics));
  if (chosen == "junit") return print_out(findings_junit(globals, verb, diagnostics));
  if (chosen == "github") return print_out(findings_github(globals, diagnostics));
  report(globals, diagnostics);
  say(globals, diagnostics.empty() ? "no finding" : summary(diagnostics));
}

std::string findings_json(const Globals& globals, const Diagnostics& diagnostics) {
  nlohmann::ordered_json findings = nlohmann::ordered_json::array();
  for (const Diagnostic& each : diagnostics.list()) findings.push_back(diagnostic_json(globals, each));
  const std::size_t errors = count_errors(diagnostics);
  return dumped(
      {{"findings", std::move(findings)}, {"errors", errors}, {"warnings", diagnostics.list().size() - errors}}, 2);
}

}  // namespace schemac::cli

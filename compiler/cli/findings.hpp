// What `check` and `lint` found, in the form that whoever reads it takes: a terminal, a program, a code host. Text goes
// to standard error like all messages; the others are what was asked for and go to standard output, also when there is
// nothing to tell.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "cli/globals.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

/// --format: it sets `format`.
void add_format_option(CLI::App& verb, std::string& format);

/// Tells all of them in that format; `--json` is `json` where none was chosen. `verb` is what JUnit calls the suite.
void tell_findings(const Globals& globals, const std::string& format, const std::string& verb,
                   const Diagnostics& diagnostics);

/// One object with all findings, and how many there are of each severity.
[[nodiscard]] std::string findings_json(const Globals& globals, const Diagnostics& diagnostics);
/// SARIF 2.1.0. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
[[nodiscard]] std::string findings_sarif(const Globals& globals, const Diagnostics& diagnostics);
/// JUnit's XML: a failed test for each error; warnings are tests that passed, with their text.
[[nodiscard]] std::string findings_junit(const Globals& globals, const std::string& verb,
                                         const Diagnostics& diagnostics);
/// Workflow commands that GitHub shows beside the line.
/// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
[[nodiscard]] std::string findings_github(const Globals& globals, const Diagnostics& diagnostics);

}  // namespace schemac::cli

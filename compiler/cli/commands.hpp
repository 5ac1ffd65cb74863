// The verbs. Each adds itself to the command line and says what is to run when it was called.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "cli/globals.hpp"
#include "cli/renames.hpp"

namespace schemac::cli {

void add_init(CLI::App& app, Globals& globals, Run& run);
void add_generate(CLI::App& app, Globals& globals, Run& run);
void add_diff(CLI::App& app, Globals& globals, Run& run);
void add_explain(CLI::App& app, Globals& globals, Run& run);
void add_check(CLI::App& app, Globals& globals, Run& run);
void add_lint(CLI::App& app, Globals& globals, Run& run);
void add_migrate(CLI::App& app, Globals& globals, Run& run);
void add_db(CLI::App& app, Globals& globals, Run& run);
void add_help(CLI::App& app, Globals& globals, Run& run);

/// --rename, --no-renames and --server, for the verbs that plan.
void add_plan_options(CLI::App& verb, RenameOptions& renames, std::string& server_url);

/// A command that collects diagnostics: they are reported when it ends, also by an exception.
[[nodiscard]] Run reporting(const Globals& globals, std::function<int(Diagnostics&)> command);

/// The same, with a word of its own in how they are told.
[[nodiscard]] Run reporting(std::function<void(const Diagnostics&)> tell, std::function<int(Diagnostics&)> command);

/// Makes the call of `verb` run `action(globals, *options, diagnostics)`; the options are filled in by then.
template <class Options>
void on_call(CLI::App& verb, std::shared_ptr<Options> options,
             int (*action)(const Globals&, const Options&, Diagnostics&), Globals& globals, Run& run) {
  verb.callback([options = std::move(options), action, &globals, &run] {
    run = reporting(globals, [options, action, &globals](Diagnostics& diagnostics) {
      return action(globals, *options, diagnostics);
    });
  });
}

/// Any exception as a diagnostic: what happened, its code, and what to do.
void explain_exception(Diagnostics& diagnostics);

}  // namespace schemac::cli

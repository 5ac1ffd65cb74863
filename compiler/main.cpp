// argv to exit status. What a verb does is in its own file; what goes wrong in the world is caught here, once.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string_view>

#include "cli/bad_call.hpp"
#include "cli/commands.hpp"
#include "cli/version.hpp"

namespace {

using namespace schemac::cli;

void add_globals(CLI::App& app, Globals& globals) {
  app.add_option("--config", globals.config_file, "schemac.toml; without it the one here or in a folder above");
  app.add_option("--env", globals.environment, "environment of schemac.toml; without it `development`");
  app.add_flag("--json", globals.json, "messages as JSON, one a line; results too");
  app.add_flag("-q,--quiet", globals.quiet, "errors only");
  app.add_flag("-v,--verbose", globals.verbose, "each statement as it runs");
  app.add_flag("--yes", globals.yes, "answer every question with yes");
  app.add_flag("--strict", globals.strict, "fail where an object is met that schemac does not manage");
  const auto set_color = [&globals](const std::string& when) {
    globals.color = when == "auto" ? ColorMode::automatic : when == "always" ? ColorMode::always : ColorMode::never;
  };
  app.add_option_function<std::string>("--color", set_color, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
  app.set_version_flag("--version", std::string("schemac ") + kVersion);
}

/// libpq lets these override what a URL says: our own servers would be missed for another.
void forget_overriding_variables() {
  for (const char* name : {"PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE"}) ::unsetenv(name);
}

int run(int argc, char** argv) {
  Globals globals;
  Run command;
  CLI::App app("Schema-as-code for C++ and PostgreSQL: headers in, migrations and typed repositories out.", "schemac");
  app.require_subcommand(0, 1);
  app.fallthrough();
  add_globals(app, globals);
  add_init(app, globals, command);
  add_generate(app, globals, command);
  add_diff(app, globals, command);
  add_explain(app, globals, command);
  add_check(app, globals, command);
  add_lint(app, globals, command);
  add_migrate(app, globals, command);
  add_db(app, globals, command);
  add_help(app, globals, command);
  globals.start_folder = std::filesystem::current_path();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error, std::cout, std::cerr);  // --help, --version
    // What was understood before the error may not have been stored.
    globals.json = std::find(argv, argv + argc, std::string_view("--json")) != argv + argc;
    report(globals, explain_bad_call(app, error));
    return kBadCall;
  }
  if (!command) {
    std::cerr << app.help();
    return kBadCall;
  }
  return command();
}

}  // namespace

int main(int argc, char** argv) {
  forget_overriding_variables();
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "schemac: error: " << error.what() << '\n';
    return kFailed;
  }
}

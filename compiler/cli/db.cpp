// `schemac db`: the project's database itself: the embedded server, create, drop, ping.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/diagnostic_json.hpp"
#include "cli/project.hpp"
#include "cli/pull.hpp"
#include "cli/push.hpp"
#include "cli/target.hpp"
#include "schemac/runtime/connection.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/url.hpp"
#include "server/development_server.hpp"
#include "sql/quote.hpp"

namespace schemac::cli {
namespace {

struct ServerOptions {
  bool stop = false;
  bool status = false;
};

/// The project and the database it works on.
struct Opened {
  Config config;
  Target target;
};

std::optional<Opened> open(const Globals& globals, Diagnostics& diagnostics) {
  std::optional<Config> config = load_config(globals, diagnostics);
  if (!config) return std::nullopt;
  std::optional<Target> target = find_target(*config, globals.environment, diagnostics);
  if (!target) return std::nullopt;
  return Opened{std::move(*config), std::move(*target)};
}

std::optional<std::string> database_name(const Target& target, Diagnostics& diagnostics) {
  std::string name = runtime::database_of(target.url);
  if (!name.empty()) return name;
  diagnostics.error(Code::config_unreadable, target.environment.place,
                    fmt::format("the URL of environment `{}` names no database", target.environment.name));
  return std::nullopt;
}

int create(const Globals& globals, Diagnostics& diagnostics) {
  const std::optional<Opened> opened = open(globals, diagnostics);
  const std::optional<std::string> name = opened ? database_name(opened->target, diagnostics) : std::nullopt;
  if (!name) return kFailed;
  runtime::Connection connection(runtime::with_database(opened->target.url, "postgres"));
  try {
    connection.execute_unchecked_sql(fmt::format("CREATE DATABASE {} TEMPLATE template0", sql::identifier(*name)));
  } catch (const runtime::DuplicateObject&) {
    say(globals, fmt::format("database `{}` exists already", *name));
    return kOk;
  }
  say(globals, fmt::format("created database `{}`", *name));
  return kOk;
}

int drop(const Globals& globals, Diagnostics& diagnostics) {
  const std::optional<Opened> opened = open(globals, diagnostics);
  const std::optional<std::string> name = opened ? database_name(opened->target, diagnostics) : std::nullopt;
  if (!name) return kFailed;
  const Environment& environment = opened->target.environment;
  if (environment.is_protected) {
    diagnostics.error(Code::protected_environment, environment.place,
                      fmt::format("environment `{}` is protected: its database is not dropped", environment.name));
    return kRefused;
  }
  if (!globals.yes && !can_ask()) {
    diagnostics.error(Code::bad_usage, {}, fmt::format("dropping database `{}` deletes all that is in it", *name))
        .hint = "`--yes` says that this is meant";
    return kDecisionNeeded;
  }
  if (!confirm(globals, fmt::format("drop database `{}` and all that is in it?", *name))) return kFailed;
  runtime::Connection connection(runtime::with_database(opened->target.url, "postgres"));
  connection.execute_unchecked_sql(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", sql::identifier(*name)));
  say(globals, fmt::format("dropped database `{}`", *name));
  return kOk;
}

int ping(const Globals& globals, Diagnostics& diagnostics) {
  const std::optional<Opened> opened = open(globals, diagnostics);
  if (!opened) return kFailed;
  const runtime::Connection connection(opened->target.url);
  const int version = connection.server_version();
  const std::string server = fmt::format("{}.{}", version / 10000, version % 10000);
  if (globals.json) {
    print_out(dumped({{"server", server}, {"database", connection.database()}, {"user", connection.user()}}, -1));
  } else {
    print_out(
        fmt::format("PostgreSQL {}, database `{}`, user `{}`\n", server, connection.database(), connection.user()));
  }
  return kOk;
}

void print_url(const Globals& globals, const std::string& url) {
  print_out(globals.json ? dumped({{"url", url}}, -1) : url + "\n");
}

int server_verb(const Globals& globals, const ServerOptions& options, Diagnostics& diagnostics) {
  const std::optional<Config> config = load_config(globals, diagnostics);
  if (!config) return kFailed;
  const std::filesystem::path folder = server_folder(*config);
  if (options.stop) {
    say(globals, server::stop_development_server(folder) ? "the server has stopped" : "no server was running");
    return kOk;
  }
  if (options.status) {
    const auto running = server::running_development_server(folder);
    if (running) print_url(globals, running->url(config->name));
    say(globals, running ? "running" : "not running");
    return running ? kOk : kFailed;
  }
  print_url(globals, server::start_development_server(folder, server_options(*config)).url(config->name));
  return kOk;
}

using Verb = int (*)(const Globals&, Diagnostics&);

void add_verb(CLI::App& db, const std::string& name, const std::string& what, Verb verb, Globals& globals, Run& run) {
  db.add_subcommand(name, what)->callback([verb, &globals, &run] {
    run = reporting(globals, [verb, &globals](Diagnostics& diagnostics) { return verb(globals, diagnostics); });
  });
}

}  // namespace

void add_db(CLI::App& app, Globals& globals, Run& run) {
  CLI::App* const db = app.add_subcommand("db", "a database: server, create, drop, ping, pull, push");
  db->require_subcommand(1);
  db->footer(
      "Examples:\n"
      "  schemac db server            start the project's own PostgreSQL and print its URL\n"
      "  schemac db server --stop\n"
      "  schemac db create\n"
      "  schemac --yes db drop");
  add_verb(*db, "create", "create the environment's database", create, globals, run);
  add_verb(*db, "drop", "drop it, with all that is in it", drop, globals, run);
  add_verb(*db, "ping", "reach it, and say what it is", ping, globals, run);
  add_pull(*db, globals, run);
  add_push(*db, globals, run);
  const auto options = std::make_shared<ServerOptions>();
  CLI::App* const verb =
      db->add_subcommand("server", "start the project's own PostgreSQL, which stays, and print its URL");
  CLI::Option* const stop = verb->add_flag("--stop", options->stop, "stop it; its data stays");
  verb->add_flag("--status", options->status, "print the URL when it runs, exit 1 when it does not")->excludes(stop);
  on_call(*verb, options, server_verb, globals, run);
}

}  // namespace schemac::cli

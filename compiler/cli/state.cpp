#include "cli/state.hpp"

#include <set>

#include <fmt/format.h>

#include "cli/evolve.hpp"
#include "cli/project.hpp"
#include "cli/target.hpp"
#include "elaborate/elaborate.hpp"
#include "frontend/parse.hpp"
#include "history/migration.hpp"
#include "prove/prove.hpp"
#include "schemac/runtime/connection.hpp"

namespace schemac::cli {
namespace {

bool is_url(const std::string& spec) { return spec.starts_with("postgres://") || spec.starts_with("postgresql://"); }
bool is_sql_file(const std::string& spec) { return spec.ends_with(".sql"); }
bool is_source(const std::string& spec) {
  return spec == "schema" || spec == "snapshot" || spec == "migrations" || spec == "empty" || is_sql_file(spec);
}

/// The namespaces that a source speaks of: those it makes, and those it puts something into.
std::vector<std::string> namespaces_of(const model::Schema& schema) {
  std::set<std::string> names;
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [id, object] : objects)
      if (!id.schema.empty()) names.insert(id.schema);
  });
  for (const auto& [id, object] : schema.namespaces)
    if (object.name != "public") names.insert(object.name);
  if (names.empty()) names.insert("public");
  return {names.begin(), names.end()};
}

/// What no source speaks of is no difference: extensions of the live side, and namespaces that only one side read.
void forget_undeclared(model::Schema& live, model::Schema& source) {
  const model::Schema read = live;
  for (const auto& [id, extension] : read.extensions) {
    if (source.extensions.find(id) == nullptr) live.extensions.erase(id);
  }
  for (const auto& [id, object] : read.namespaces)
    if (source.namespaces.find(id) == nullptr) live.namespaces.erase(id);
  const model::Schema declared = source;
  for (const auto& [id, object] : declared.namespaces)
    if (object.name == "public" && live.namespaces.find(id) == nullptr) source.namespaces.erase(id);
}

}  // namespace

const Config* StateReader::project(Diagnostics& diagnostics) {
  if (!config_) config_ = load_config(globals_, diagnostics);
  return config_ ? &*config_ : nullptr;
}

elaborate::Scratch* StateReader::scratch(Diagnostics& diagnostics) {
  if (!scratch_) scratch_ = start_scratch(config_.value_or(Config{}), server_url_, diagnostics);
  return scratch_.get();
}

std::optional<State> StateReader::read_schema(Diagnostics& diagnostics) {
  const Config* const config = project(diagnostics);
  if (config == nullptr) return std::nullopt;
  const std::optional<model::Declared> declared = parse_schema({globals_, *config}, diagnostics);
  elaborate::Scratch* const server = declared ? scratch(diagnostics) : nullptr;
  if (server == nullptr) return std::nullopt;
  std::optional<catalog::Reading> reading = elaborate::elaborate(*declared, *server, diagnostics);
  if (!reading) return std::nullopt;
  warn_unmodelled(reading->unmodelled, "the schema", diagnostics);
  return State{"schema", std::move(reading->schema), declared->renames, false};
}

std::optional<State> StateReader::read_snapshot_state(Diagnostics& diagnostics) {
  const Config* const config = project(diagnostics);
  if (config == nullptr) return std::nullopt;
  const std::optional<std::string> text = read_file(config->snapshot);
  if (!text) {
    diagnostics.error(Code::snapshot_missing, {config->snapshot.string(), 0, 0}, "there is no snapshot yet").hint =
        "`schemac generate` writes it together with the first migration; before it, `--from empty` is the state";
    return std::nullopt;
  }
  std::optional<snapshot::Snapshot> snapshot = snapshot::read(*text, config->snapshot.string(), diagnostics);
  if (!snapshot) return std::nullopt;
  return State{"snapshot", std::move(snapshot->schema), {}, false};
}

std::optional<State> StateReader::read_migrations(Diagnostics& diagnostics) {
  const Config* const config = project(diagnostics);
  if (config == nullptr) return std::nullopt;
  Diagnostics found;
  const history::History history = history::read(config->migrations, found);
  diagnostics.append(found);
  elaborate::Scratch* const server = found.has_errors() ? nullptr : scratch(diagnostics);
  if (server == nullptr) return std::nullopt;
  std::vector<const sql::Script*> scripts;
  for (const history::Migration& migration : history) scripts.push_back(&migration.up);
  std::optional<prove::Replayed> replayed = prove::replay(scripts, *server, diagnostics);
  if (!replayed) return std::nullopt;
  return State{"migrations", std::move(replayed->reading.schema), {}, false};
}

std::optional<State> StateReader::read_sql_file(const std::string& file, Diagnostics& diagnostics) {
  const std::filesystem::path path = globals_.start_folder / file;
  if (!std::filesystem::exists(path)) {
    diagnostics.error(Code::header_not_found, {file, 0, 0}, "the file does not exist");
    return std::nullopt;
  }
  frontend::Options options;
  options.sql_files.push_back(path.string());
  const std::optional<model::Declared> declared = frontend::parse(options, diagnostics);
  elaborate::Scratch* const server = declared ? scratch(diagnostics) : nullptr;
  if (server == nullptr) return std::nullopt;
  std::optional<catalog::Reading> reading = elaborate::elaborate(*declared, *server, diagnostics);
  if (!reading) return std::nullopt;
  warn_unmodelled(reading->unmodelled, fmt::format("`{}`", file), diagnostics);
  return State{file, std::move(reading->schema), declared->renames, false};
}

std::optional<State> StateReader::read_source(const std::string& spec, Diagnostics& diagnostics) {
  if (spec == "schema") return read_schema(diagnostics);
  if (spec == "snapshot") return read_snapshot_state(diagnostics);
  if (spec == "migrations") return read_migrations(diagnostics);
  if (is_sql_file(spec)) return read_sql_file(spec, diagnostics);
  State empty{spec, {}, {}, false};
  empty.schema.namespaces.put({"public", "standard public schema"});  // as every database is born
  return empty;
}

std::optional<std::string> StateReader::url_of(const std::string& spec, Diagnostics& diagnostics) {
  if (is_url(spec)) return spec;
  const Config* const config = project(diagnostics);
  if (config == nullptr) return std::nullopt;
  const std::optional<Environment> environment = find_environment(*config, spec, diagnostics);
  if (!environment) return std::nullopt;
  return url_of_environment(*config, *environment, diagnostics);
}

std::optional<State> StateReader::read_live(const std::string& spec, const State* source, Diagnostics& diagnostics) {
  const std::optional<std::string> url = url_of(spec, diagnostics);
  if (!url) return std::nullopt;
  runtime::Connection connection(*url);
  catalog::Scope scope;
  if (source != nullptr) scope.namespaces = namespaces_of(source->schema);
  catalog::Reading reading = catalog::read(connection, scope);
  warn_unmodelled(reading.unmodelled, fmt::format("`{}`", runtime::without_password(spec)), diagnostics);
  return State{spec, std::move(reading.schema), {}, true};
}

std::optional<std::pair<State, State>> StateReader::read(const std::string& from, const std::string& to,
                                                         Diagnostics& diagnostics) {
  std::optional<State> before, after;
  if (is_source(from)) before = read_source(from, diagnostics);
  if (is_source(to)) after = read_source(to, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  // `empty` is the same for everybody: against it a database is read whole.
  const auto counterpart = [](const std::optional<State>& other) {
    return other && other->spec != "empty" ? &*other : nullptr;
  };
  if (!is_source(from)) before = read_live(from, counterpart(after), diagnostics);
  if (!before) return std::nullopt;
  if (!is_source(to)) after = read_live(to, is_source(from) ? counterpart(before) : nullptr, diagnostics);
  if (!after) return std::nullopt;
  if (before->live && counterpart(after) != nullptr && !after->live) forget_undeclared(before->schema, after->schema);
  if (after->live && counterpart(before) != nullptr && !before->live) forget_undeclared(after->schema, before->schema);
  return std::pair{std::move(*before), std::move(*after)};
}

}  // namespace schemac::cli

#include "cli/state.hpp"

#include <fmt/format.h>

#include "cli/evolve.hpp"
#include "cli/history_proof.hpp"
#include "cli/project.hpp"
#include "cli/target.hpp"
#include "cli/undeclared.hpp"
#include "elaborate/bare_renames.hpp"
#include "elaborate/elaborate.hpp"
#include "elaborate/rename_marks.hpp"
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

}  // namespace

std::optional<model::Renames> said_renames(const State& before, const State& after, Diagnostics& diagnostics) {
  Diagnostics found;
  const auto said_by = [&](const State& state, const model::Schema& former) {
    if (!state.source) return state.renames;
    return elaborate::settled(state.renames, state.source->declared, former, state.schema, found);
  };
  model::Renames renames = said_by(after, before.schema);
  for (const model::Rename& rename : model::reversed(said_by(before, after.schema))) renames.push_back(rename);
  diagnostics.append(found);
  if (found.has_errors()) return std::nullopt;
  return renames;
}

const Config* StateReader::project(Diagnostics& diagnostics) {
  if (!config_) config_ = load_config(globals_, diagnostics);
  return config_ ? &*config_ : nullptr;
}

elaborate::Scratch* StateReader::scratch(Diagnostics& diagnostics) {
  if (!scratch_) scratch_ = start_scratch(config_.value_or(Config{}), server_url_, diagnostics);
  return scratch_.get();
}

/// What the server makes of files.
std::optional<State> StateReader::elaborated(std::string spec, Source source, Diagnostics& diagnostics) {
  elaborate::Scratch* const server = scratch(diagnostics);
  if (server == nullptr) return std::nullopt;
  std::optional<catalog::Reading> reading = elaborate::elaborate(source.declared, *server, diagnostics);
  if (!reading) return std::nullopt;
  tell_unmodelled(globals_, reading->unmodelled, spec == "schema" ? "the schema" : fmt::format("`{}`", spec),
                  diagnostics);
  model::Renames renames = elaborate::renames_of(source.declared, reading->schema, diagnostics);
  return State{std::move(spec), std::move(reading->schema), std::move(renames), false, std::move(source)};
}

std::optional<State> StateReader::read_schema(Diagnostics& diagnostics) {
  const Config* const config = project(diagnostics);
  if (config == nullptr) return std::nullopt;
  std::optional<frontend::Options> options = schema_options({globals_, *config}, diagnostics);
  if (!options) return std::nullopt;
  std::optional<model::Declared> declared = frontend::parse(*options, diagnostics);
  if (!declared) return std::nullopt;
  return elaborated("schema", {std::move(*options), std::move(*declared)}, diagnostics);
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
  return State{"snapshot", std::move(snapshot->schema), {}, false, {}};
}

std::optional<State> StateReader::read_migrations(Diagnostics& diagnostics) {
  const Config* const config = project(diagnostics);
  if (config == nullptr) return std::nullopt;
  Diagnostics found;
  const history::History history = history::read(config->migrations, found);
  diagnostics.append(found);
  elaborate::Scratch* const server = found.has_errors() ? nullptr : scratch(diagnostics);
  if (server == nullptr) return std::nullopt;
  std::optional<prove::Replayed> replayed = replay_history(history, *server, diagnostics);
  if (!replayed) return std::nullopt;
  tell_unmodelled(globals_, replayed->reading.unmodelled, "the migrations", diagnostics);
  return State{"migrations", std::move(replayed->reading.schema), {}, false, {}};
}

std::optional<State> StateReader::read_sql_file(const std::string& file, Diagnostics& diagnostics) {
  const std::filesystem::path path = globals_.start_folder / file;
  if (!std::filesystem::exists(path)) {
    diagnostics.error(Code::header_not_found, {file, 0, 0}, "the file does not exist");
    return std::nullopt;
  }
  frontend::Options options;
  options.sql_files.push_back(path.string());
  options.may_have_rows = true;
  std::optional<model::Declared> declared = frontend::parse(options, diagnostics);
  if (!declared) return std::nullopt;
  return elaborated(file, {std::move(options), std::move(*declared)}, diagnostics);
}

std::optional<State> StateReader::read_source(const std::string& spec, Diagnostics& diagnostics) {
  if (spec == "schema") return read_schema(diagnostics);
  if (spec == "snapshot") return read_snapshot_state(diagnostics);
  if (spec == "migrations") return read_migrations(diagnostics);
  if (is_sql_file(spec)) return read_sql_file(spec, diagnostics);
  State empty{spec, {}, {}, false, {}};
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
  tell_unmodelled(globals_, reading.unmodelled, fmt::format("`{}`", runtime::without_password(spec)), diagnostics);
  return State{spec, std::move(reading.schema), {}, true, {}};
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
  if (diagnostics.has_errors()) return std::nullopt;
  // Beside `empty` the owners and privileges of a database are said too.
  if (before->live && after->spec == "empty") after->schema.session_role = before->schema.session_role;
  if (after->live && before->spec == "empty") before->schema.session_role = after->schema.session_role;
  if (before->live && counterpart(after) != nullptr && !after->live) forget_undeclared(before->schema, after->schema);
  if (after->live && counterpart(before) != nullptr && !before->live) forget_undeclared(after->schema, before->schema);
  return std::pair{std::move(*before), std::move(*after)};
}

}  // namespace schemac::cli

#include "cli/migrate_drift.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>

#include <fmt/format.h>

#include "catalog/mark.hpp"
#include "catalog/read.hpp"
#include "cli/this_program.hpp"
#include "cli/undeclared.hpp"
#include "diff/compare.hpp"
#include "support/digest.hpp"

namespace schemac::cli {
namespace {

namespace fs = std::filesystem;

struct SumOfStates : Digest<SumOfStates> {
  using Digest::feed;
};

fs::path record_of(const fs::path& state) { return state / "drift.sum"; }

/// A folder that cannot be written to forgets, which costs time alone.
void remember(const Config& config, const std::string& sum) {
  try {
    StagedFiles record;
    record.write(record_of(state_folder(config)), sum);
    record.commit();
  } catch (const std::exception&) {
  }
}

bool has_all(const Deployment& deployment) {
  const std::vector<migration::StatusLine> lines = deployment.status();
  return !lines.empty() && std::all_of(lines.begin(), lines.end(), [](const migration::StatusLine& line) {
    return line.state == migration::State::applied;
  });
}

std::optional<model::Schema> recorded_state(const Deployment& deployment, Diagnostics& diagnostics) {
  std::optional<snapshot::Snapshot> snapshot =
      read_snapshot(deployment.project.config, deployment.history, diagnostics);
  if (!snapshot || snapshot->server_major != deployment.connection.server_version() / 10000) return std::nullopt;
  return std::move(snapshot->schema);
}

}  // namespace

std::vector<diff::Change> drift_from(model::Schema expected, runtime::Connection& connection) {
  model::Schema live = catalog::read(connection, {namespaces_of(expected)}).schema;
  forget_undeclared(live, expected);
  return diff::compare(std::move(live), std::move(expected)).changes;
}

void report_drift(const std::vector<diff::Change>& drift, const std::string& environment, Diagnostics& diagnostics,
                  const std::string& hint) {
  for (const diff::Change& change : drift) {
    Diagnostic& error = diagnostics.error(Code::drift, {},
                                          fmt::format("`{}` is not what its migrations give: what is missing is `{}`",
                                                      environment, diff::describe(change)));
    if (&change == &drift.back()) error.hint = hint;
  }
}

std::optional<std::vector<diff::Change>> drift_of(Deployment& deployment, Diagnostics& diagnostics) {
  const Config& config = deployment.project.config;
  if (!has_all(deployment)) return std::nullopt;
  const std::optional<std::string> snapshot = read_file(config.snapshot);
  const auto sum_with = [&](const std::string& mark) {
    SumOfStates sum;
    sum.all(this_program(), snapshot, mark);
    return sum.hexadecimal() + "\n";
  };
  const std::string mark = catalog::mark_of(deployment.connection);
  if (read_file(record_of(config.root / ".schemac")) == sum_with(mark)) return std::vector<diff::Change>{};
  std::optional<model::Schema> recorded = recorded_state(deployment, diagnostics);
  if (!recorded) return std::nullopt;
  std::vector<diff::Change> drift = drift_from(std::move(*recorded), deployment.connection);
  if (drift.empty() && catalog::mark_of(deployment.connection) == mark) remember(config, sum_with(mark));
  return drift;
}

}  // namespace schemac::cli

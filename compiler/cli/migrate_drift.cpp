#include "cli/migrate_drift.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "catalog/read.hpp"
#include "cli/undeclared.hpp"
#include "diff/compare.hpp"

namespace schemac::cli {

std::vector<diff::Change> drift_from(model::Schema expected, runtime::Connection& connection) {
  model::Schema live = catalog::read(connection, {namespaces_of(expected)}).schema;
  forget_undeclared(live, expected);
  return diff::compare(std::move(live), std::move(expected)).changes;
}

void report_drift(const std::vector<diff::Change>& drift, const std::string& environment, Diagnostics& diagnostics) {
  for (const diff::Change& change : drift)
    diagnostics.error(Code::drift, {},
                      fmt::format("`{}` is not what its migrations give: what is missing is `{}`", environment,
                                  diff::describe(change)));
}

std::optional<model::Schema> recorded_state(const Deployment& deployment, Diagnostics& diagnostics) {
  const std::vector<migration::StatusLine> lines = deployment.status();
  const bool all = !lines.empty() && std::all_of(lines.begin(), lines.end(), [](const migration::StatusLine& line) {
    return line.state == migration::State::applied;
  });
  if (!all) return std::nullopt;
  std::optional<snapshot::Snapshot> snapshot =
      read_snapshot(deployment.project.config, deployment.history, diagnostics);
  if (!snapshot || snapshot->server_major != deployment.connection.server_version() / 10000) return std::nullopt;
  return std::move(snapshot->schema);
}

}  // namespace schemac::cli

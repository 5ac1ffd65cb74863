#include "schemac/runtime/migration/at_start.hpp"

#include "schemac/runtime/migration/deploy_lock.hpp"
#include "schemac/runtime/migration/status.hpp"

namespace schemac::runtime::migration {
namespace {

void demand_no_conflict(const std::vector<StatusLine>& lines) {
  for (const StatusLine& line : lines) {
    const std::string folder = "migration `" + line.folder() + "` ";
    if (line.conflicts()) throw HistoryConflict(folder + "is " + std::string(name_of(line.state)));
    if (line.state == State::unfinished && line.applied->direction == Direction::down)
      throw HistoryConflict(folder + "was being taken back when a run ended");
  }
}

}  // namespace

int deploy(const std::string& url, const std::vector<Migration>& migrations, const Options& options,
           const OnEvent& on_event) {
  const OnEvent listener = on_event ? on_event : [](const Event&) {};
  Connection connection(url);
  demand_one_session(connection, url);
  const DeployLock lock(connection, options.patience, listener);
  ensure_journal(connection);
  record_replaced(connection, migrations);
  const std::vector<Applied> applied = read_journal(connection);
  const std::vector<StatusLine> lines = status(migrations, applied);
  demand_no_conflict(lines);
  int count = 0;
  for (const StatusLine& line : lines) {
    if (line.state == State::applied) continue;
    apply_up({connection, url, options, listener}, *line.migration, line.applied);
    ++count;
  }
  return count;
}

}  // namespace schemac::runtime::migration

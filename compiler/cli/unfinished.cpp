#include "cli/unfinished.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace schemac::cli {
namespace {

using migration::Applied;
using migration::Direction;

/// What the database has done of the script; nothing: it has done more than there is.
std::optional<sql::Script> done_part(const sql::Script& script, const Applied& line) {
  const auto batches = static_cast<std::size_t>(line.batches_done);
  if (script.batches.size() < batches) return std::nullopt;
  const auto end = script.batches.begin() + line.batches_done;
  sql::Script done{{script.batches.begin(), end}};
  const auto statements = static_cast<std::size_t>(line.statements_done);
  const bool walks = !line.walk_cursor.empty() || line.walk_rows > 0;
  if (statements == 0 && !walks) return done;
  if (end == script.batches.end() || end->statements.size() < statements) return std::nullopt;
  done.batches.push_back(*end);
  if (!walks) done.batches.back().statements.resize(statements);
  return done;
}

std::optional<std::string> sum_of_done(const sql::Script& script, const Applied& line) {
  const std::optional<sql::Script> done = done_part(script, line);
  return done ? std::optional(sql::checksum(*done)) : std::nullopt;
}

sql::Script kept(const std::string& text) {
  Diagnostics found;
  return sql::read(text, "", found);
}

}  // namespace

bool is_edited_ahead(const Deployment& deployment, const migration::StatusLine& line) {
  if (line.state != migration::State::edited || line.migration == nullptr || line.applied->complete()) return false;
  const Applied& applied = *line.applied;
  const history::Migration& now = *deployment.find(line.migration->number);
  const sql::Script up = kept(applied.up_text);
  if (applied.direction == Direction::up) {
    const auto before = sum_of_done(up, applied);
    return before && before == sum_of_done(now.up, applied);
  }
  const auto before = sum_of_done(kept(applied.down_text), applied);
  return sql::checksum(up) == sql::checksum(now.up) && before && before == sum_of_done(now.down, applied);
}

void take_edit_over(Deployment& deployment, const migration::StatusLine& line) {
  Applied now = *line.applied;
  const bool upwards = now.direction == Direction::up;
  now.checksum = line.migration->checksum;
  now.up_text = line.migration->up_text;
  now.down_text = line.migration->down_text;
  const history::Migration& files = *deployment.find(line.migration->number);
  now.batches_total = static_cast<int>((upwards ? files.up : files.down).batches.size());
  now.statement_begun = false;  // it may be another by now
  migration::record(deployment.connection, now);
  say(deployment.project.globals, fmt::format("{} goes on with what its files say now, behind {} of {} batches",
                                              now.folder(), now.batches_done, now.batches_total));
}

}  // namespace schemac::cli

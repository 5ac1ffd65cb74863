#include "schemac/runtime/migration/status.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace schemac::runtime::migration {
namespace {

State state_of(const Migration* migration, const Applied* applied) {
  if (applied == nullptr) return State::pending;
  if (migration == nullptr || migration->name != applied->name) return State::missing;
  if (migration->checksum != applied->checksum) return State::edited;
  return applied->complete() ? State::applied : State::unfinished;
}

/// Whether `lines` are all that `migration` replaces, applied whole and as they were.
bool are_replaced_by(const Migration& migration, const std::vector<Applied>& lines) {
  if (lines.empty() || lines.back().number != migration.number) return false;
  return std::all_of(lines.begin(), lines.end(), [&](const Applied& line) {
    return line.complete() &&
           std::any_of(migration.replaces.begin(), migration.replaces.end(), [&](const Replaced& each) {
             return each.number == line.number && each.name == line.name && each.checksum == line.checksum;
           });
  });
}

Applied line_of(const Migration& migration, const Applied& last) {
  Applied line;
  line.number = migration.number;
  line.name = migration.name;
  line.checksum = migration.checksum;
  line.up_text = migration.up_text;
  line.down_text = migration.down_text;
  line.batches_done = line.batches_total = static_cast<int>(migration.up.batches.size());
  line.applied_at = last.applied_at;
  return line;
}

}  // namespace

std::vector<Applied> with_replaced(const std::vector<Migration>& migrations, std::vector<Applied> applied) {
  for (const Migration& migration : migrations) {
    if (migration.replaces.empty()) continue;
    const auto in_range = [&](const Applied& line) {
      return line.number >= migration.replaces.front().number && line.number <= migration.number;
    };
    std::vector<Applied> lines;
    std::copy_if(applied.begin(), applied.end(), std::back_inserter(lines), in_range);
    if (!are_replaced_by(migration, lines)) continue;
    const auto place = std::find_if(applied.begin(), applied.end(), in_range);
    *place = line_of(migration, lines.back());
    applied.erase(place + 1, place + static_cast<std::ptrdiff_t>(lines.size()));
  }
  return applied;
}

std::string_view name_of(State state) {
  switch (state) {
    case State::applied:
      return "applied";
    case State::pending:
      return "pending";
    case State::unfinished:
      return "unfinished";
    case State::edited:
      return "edited";
    case State::missing:
      return "missing";
    case State::out_of_order:
      return "out-of-order";
  }
  return "unknown";
}

std::string StatusLine::folder() const { return applied != nullptr ? applied->folder() : migration->folder(); }

bool StatusLine::conflicts() const {
  return state == State::edited || state == State::missing || state == State::out_of_order;
}

std::vector<StatusLine> status(const std::vector<Migration>& migrations, const std::vector<Applied>& applied) {
  std::map<int, StatusLine> by_number;
  for (const Migration& migration : migrations) by_number[migration.number].migration = &migration;
  for (const Applied& line : applied) by_number[line.number].applied = &line;
  const int last_applied = applied.empty() ? 0 : applied.back().number;
  const auto not_applied = [&](int number) { return number < last_applied ? State::out_of_order : State::pending; };
  std::vector<StatusLine> lines;
  for (auto& [number, line] : by_number) {
    line.state = line.applied == nullptr ? not_applied(number) : state_of(line.migration, line.applied);
    const Migration* const other = line.migration;
    const bool other_name = line.state == State::missing && other != nullptr;
    if (other_name) line.migration = nullptr;
    lines.push_back(line);
    if (other_name) lines.push_back({not_applied(number), other, nullptr});
  }
  return lines;
}

}  // namespace schemac::runtime::migration

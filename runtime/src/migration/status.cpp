#include "schemac/runtime/migration/status.hpp"

#include <map>

namespace schemac::runtime::migration {
namespace {

State state_of(const Migration* migration, const Applied* applied) {
  if (applied == nullptr) return State::pending;
  if (migration == nullptr || migration->name != applied->name) return State::missing;
  if (migration->checksum != applied->checksum) return State::edited;
  return applied->complete() ? State::applied : State::unfinished;
}

}  // namespace

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

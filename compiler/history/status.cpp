#include "history/status.hpp"

#include <map>

#include <fmt/format.h>

namespace schemac::history {
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
  }
  return "unknown";
}

std::string StatusLine::folder() const { return applied != nullptr ? applied->folder() : migration->folder(); }

std::vector<StatusLine> status(const History& history, const std::vector<Applied>& applied) {
  std::map<int, StatusLine> by_number;
  for (const Migration& migration : history) by_number[migration.number].migration = &migration;
  for (const Applied& line : applied) by_number[line.number].applied = &line;
  std::vector<StatusLine> lines;
  for (auto& [number, line] : by_number) {
    line.state = state_of(line.migration, line.applied);
    const bool other_name = line.state == State::missing && line.migration != nullptr;
    const Migration* const pending = line.migration;
    if (other_name) line.migration = nullptr;
    lines.push_back(line);
    if (other_name) lines.push_back({State::pending, pending, nullptr});
  }
  return lines;
}

void demand_consistent(const std::vector<StatusLine>& lines, const std::filesystem::path& folder,
                       Diagnostics& diagnostics) {
  for (const StatusLine& line : lines) {
    const Place place{(folder / line.folder()).string(), 0, 0};
    switch (line.state) {
      case State::applied:
      case State::pending:
      case State::unfinished:
        break;
      case State::edited:
        diagnostics
            .error(Code::migration_edited, place,
                   fmt::format("migration `{}` was applied on {} UTC and has been edited since", line.folder(),
                               line.applied->applied_at))
            .hint = "undo the edit and put the change into a new migration";
        break;
      case State::missing:
        diagnostics
            .error(Code::migration_missing, place,
                   fmt::format("migration `{}` was applied on {} UTC and its files are missing", line.folder(),
                               line.applied->applied_at))
            .hint = "restore them from version control, or switch to the branch that has them";
        break;
    }
  }
}

}  // namespace schemac::history

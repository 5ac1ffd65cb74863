#include "cli/branches.hpp"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

namespace schemac::cli {
namespace {

using history::History;
using history::Migration;

bool is_named(const Migration& migration, const std::string& name) {
  return migration.folder() == name || migration.name == name;
}

/// The text under another number: its title says the folder.
std::string retitled(const std::string& text, const std::string& before, const std::string& after) {
  const std::string title = "-- " + before + ":";
  return text.starts_with(title) ? "-- " + after + ":" + text.substr(title.size()) : text;
}

Migration renumbered(Migration migration, int number) {
  const std::string before = migration.folder();
  migration.number = number;
  migration.up_text = retitled(migration.up_text, before, migration.folder());
  migration.down_text = retitled(migration.down_text, before, migration.folder());
  return migration;
}

bool demand_known(const History& history, const std::vector<std::string>& moved, Diagnostics& diagnostics) {
  bool all = true;
  for (const std::string& name : moved) {
    const auto fits =
        std::count_if(history.begin(), history.end(), [&](const Migration& each) { return is_named(each, name); });
    if (fits == 1) continue;
    diagnostics.error(Code::bad_usage, {},
                      fits == 0 ? fmt::format("there is no migration `{}`", name)
                                : fmt::format("`{}` is the name of several migrations: say the folder", name));
    all = false;
  }
  return all;
}

bool demand_numbered(const History& history, Diagnostics& diagnostics) {
  for (std::size_t i = 1; i < history.size(); ++i) {
    if (history[i].number != history[i - 1].number) continue;
    diagnostics
        .error(Code::bad_usage, {},
               fmt::format("`{}` and `{}` would still have one number", history[i - 1].folder(), history[i].folder()))
        .hint = fmt::format("`--move {}` too, or the other", history[i].folder());
    return false;
  }
  return true;
}

}  // namespace

Sides sides_of(std::string_view sum) {
  Sides sides;
  std::vector<std::string>* side = nullptr;
  std::istringstream lines{std::string(sum)};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("<<<<<<<")) {
      side = &sides.ours;
    } else if (line.starts_with("|||||||") || line.starts_with(">>>>>>>")) {
      side = nullptr;
    } else if (line.starts_with("=======")) {
      side = &sides.theirs;
    } else if (side != nullptr) {
      side->push_back(line.substr(0, line.find(' ')));
    }
  }
  return sides;
}

bool is_forked(const History& history) {
  return std::adjacent_find(history.begin(), history.end(), [](const Migration& one, const Migration& next) {
           return one.number == next.number;
         }) != history.end();
}

std::optional<Branches> put_behind(const History& history, const std::vector<std::string>& moved,
                                   Diagnostics& diagnostics) {
  if (!demand_known(history, moved, diagnostics)) return std::nullopt;
  Branches branches;
  History staying;
  for (const Migration& each : history) {
    const bool moves =
        std::any_of(moved.begin(), moved.end(), [&](const std::string& name) { return is_named(each, name); });
    (moves ? branches.moved : staying).push_back(each);
  }
  if (!demand_numbered(staying, diagnostics)) return std::nullopt;
  const int fork = branches.moved.empty() ? 0 : branches.moved.front().number;
  for (Migration& each : staying)
    (branches.moved.empty() || each.number < fork ? branches.base : branches.stay).push_back(std::move(each));
  const History& before = branches.stay.empty() ? branches.base : branches.stay;
  int number = before.empty() ? 0 : before.back().number;
  for (Migration& each : branches.moved) {
    branches.former.push_back(each.folder());
    each = renumbered(std::move(each), ++number);
  }
  return branches;
}

}  // namespace schemac::cli

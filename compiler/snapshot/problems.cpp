#include "snapshot/problems.hpp"

#include <algorithm>

namespace schemac::snapshot {
namespace {

Place place_at(std::string_view text, const std::string& file, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n'));
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  return {file, line + 1, before.size() - line_begin + 1};
}

}  // namespace

void Problems::at(std::size_t offset, std::string message, std::string hint) {
  any_ = true;
  auto place = place_at(text_, file_, std::min(offset, text_.size()));
  diagnostics_.error(Code::snapshot_unreadable, std::move(place), std::move(message)).hint = std::move(hint);
}

void Problems::here(const std::string& message) {
  any_ = true;
  diagnostics_.error(Code::snapshot_unreadable, {file_, 0, 0}, "`" + path_ + "` " + message);
}

Problems::Step::Step(Problems& problems, std::string_view key) : path_(problems.path_), length_(path_.size()) {
  if (!path_.empty()) path_ += '.';
  path_ += key;
}

Problems::Step::Step(Problems& problems, std::size_t index) : path_(problems.path_), length_(path_.size()) {
  path_ += '[' + std::to_string(index) + ']';
}

}  // namespace schemac::snapshot

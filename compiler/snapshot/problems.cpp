#include "snapshot/problems.hpp"

#include "support/text_place.hpp"

namespace schemac::snapshot {

void Problems::at(std::size_t offset, std::string message, std::string hint) {
  any_ = true;
  auto place = place_at(file_, text_, offset);
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

#include "schemac/runtime/query/key_index.hpp"

#include <algorithm>

#include "schemac/runtime/statement.hpp"

namespace schemac::runtime::detail {

std::size_t KeyIndex::add(std::string_view key) {
  if (2 * (size() + 1) > places_.size()) grow();
  const std::size_t place = place_of(key);
  if (places_[place] == 0) {
    bytes_.append(key);
    ends_.push_back(bytes_.size());
    places_[place] = size();
  }
  return places_[place] - 1;
}

std::size_t KeyIndex::find(std::string_view key) const noexcept {
  if (places_.empty()) return kNone;
  const std::size_t number = places_[place_of(key)];
  return number == 0 ? kNone : number - 1;
}

std::string_view KeyIndex::key(std::size_t number) const noexcept {
  const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(bytes_).substr(begin, ends_[number] - begin);
}

std::size_t KeyIndex::place_of(std::string_view wanted) const noexcept {
  const std::size_t mask = places_.size() - 1;
  std::size_t place = static_cast<std::size_t>(text_key(wanted)) & mask;
  while (places_[place] != 0 && key(places_[place] - 1) != wanted) place = (place + 1) & mask;
  return place;
}

void KeyIndex::grow() {
  places_.assign(std::max<std::size_t>(16, 2 * places_.size()), 0);
  for (std::size_t number = 0; number < size(); ++number) places_[place_of(key(number))] = number + 1;
}

}  // namespace schemac::runtime::detail

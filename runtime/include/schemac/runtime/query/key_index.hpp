// Different keys by their bytes, numbered as they come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::runtime::detail {

class KeyIndex {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  /// The number of this key, from 0: of the same bytes the same, else the next one.
  std::size_t add(std::string_view key);
  /// kNone: nobody added it.
  [[nodiscard]] std::size_t find(std::string_view key) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }

 private:
  [[nodiscard]] std::string_view key(std::size_t number) const noexcept;
  /// Where in `places_` the key is, or has to go.
  [[nodiscard]] std::size_t place_of(std::string_view key) const noexcept;
  void grow();

  std::string bytes_;  // of all keys
  std::vector<std::size_t> ends_;
  std::vector<std::size_t> places_;  // a power of two of them, half of which are free at least: a number + 1, or 0
};

}  // namespace schemac::runtime::detail

// Parameters by name: those of WITH (…), the options of a view or a column. PostgreSQL keeps and prints them in the
// order in which they were given, which means nothing: they are created in it, and compared without.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace schemac::model {

class Parameters {
 public:
  using value_type = std::pair<std::string, std::string>;
  using const_iterator = std::vector<value_type>::const_iterator;

  Parameters() = default;
  Parameters(std::initializer_list<value_type> entries) : entries_(entries) {}

  /// The value of `name`, which becomes the last parameter where there was none.
  std::string& operator[](std::string_view name) {
    for (auto& [other, value] : entries_)
      if (other == name) return value;
    return entries_.emplace_back(name, "").second;
  }

  [[nodiscard]] const_iterator begin() const { return entries_.begin(); }
  [[nodiscard]] const_iterator end() const { return entries_.end(); }
  [[nodiscard]] const_iterator find(std::string_view name) const {
    return std::find_if(begin(), end(), [&](const value_type& entry) { return entry.first == name; });
  }
  [[nodiscard]] bool contains(std::string_view name) const { return find(name) != end(); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] const std::string& at(std::string_view name) const {
    const auto found = find(name);
    if (found == end()) throw std::out_of_range(std::string(name));
    return found->second;
  }
  void clear() { entries_.clear(); }
  template <class Condition>
  void erase_if(Condition condition) {
    std::erase_if(entries_, condition);
  }

  friend bool operator==(const Parameters& left, const Parameters& right) {
    return std::is_permutation(left.begin(), left.end(), right.begin(), right.end());
  }

 private:
  std::vector<value_type> entries_;  ///< No name twice.
};

}  // namespace schemac::model

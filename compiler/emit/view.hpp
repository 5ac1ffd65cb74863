// What a template sees: names with texts, yes or no, and lists of further views. Ready spellings alone: a view decides,
// a template places. Knows neither the model nor mustache.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace schemac::emit {

class View {
 public:
  using Value = std::variant<std::string, bool, std::vector<View>>;

  View& text(std::string name, std::string value) { return put(std::move(name), std::move(value)); }
  View& flag(std::string name, bool value) { return put(std::move(name), value); }
  /// Each item also gets the flags `first` and `last`, for separators, and the list the flag `has_<name>`.
  View& list(const std::string& name, std::vector<View> items) {
    for (std::size_t i = 0; i < items.size(); ++i) items[i].flag("first", i == 0).flag("last", i + 1 == items.size());
    flag("has_" + name, !items.empty());
    return put(name, std::move(items));
  }

  /// In the order in which they were put; of two with one name the later counts.
  [[nodiscard]] std::vector<std::pair<std::string, Value>>& values() { return values_; }

 private:
  View& put(std::string name, Value value) {
    values_.emplace_back(std::move(name), std::move(value));
    return *this;
  }

  std::vector<std::pair<std::string, Value>> values_;
};

}  // namespace schemac::emit

// A sorted map that copies share until one of them changes: a difference holds three states, its inverse three more,
// and a thousand tables are some thirty megabytes. Copies that share belong to one thread.
#pragma once

#include <map>
#include <memory>
#include <utility>

namespace schemac::model {

template <class Key, class Value>
class SharedMap {
 public:
  using Map = std::map<Key, Value>;
  using key_type = Key;
  using mapped_type = Value;
  using value_type = typename Map::value_type;
  using const_iterator = typename Map::const_iterator;
  using iterator = const_iterator;

  SharedMap() = default;
  SharedMap(Map entries) : map_(std::make_shared<Map>(std::move(entries))) {}

  [[nodiscard]] const Map& entries() const {
    static const Map kNone;
    return map_ ? *map_ : kNone;
  }
  /// The entries to be changed, of this copy alone. Iterators and pointers into what was shared stay with the others.
  [[nodiscard]] Map& edit() {
    if (!map_) {
      map_ = std::make_shared<Map>();
    } else if (map_.use_count() > 1) {
      map_ = std::make_shared<Map>(*map_);
    }
    return *map_;
  }
  Value& operator[](const Key& key) { return edit()[key]; }

  [[nodiscard]] const_iterator begin() const { return entries().begin(); }
  [[nodiscard]] const_iterator end() const { return entries().end(); }
  [[nodiscard]] const_iterator find(const Key& key) const { return entries().find(key); }
  [[nodiscard]] const_iterator lower_bound(const Key& key) const { return entries().lower_bound(key); }
  [[nodiscard]] const Value& at(const Key& key) const { return entries().at(key); }
  [[nodiscard]] std::size_t count(const Key& key) const { return entries().count(key); }
  [[nodiscard]] bool contains(const Key& key) const { return entries().contains(key); }
  [[nodiscard]] std::size_t size() const { return entries().size(); }
  [[nodiscard]] bool empty() const { return entries().empty(); }

  friend bool operator==(const SharedMap& left, const SharedMap& right) {
    return left.map_ == right.map_ || left.entries() == right.entries();
  }

 private:
  std::shared_ptr<Map> map_;  ///< Null: no entries.
};

}  // namespace schemac::model

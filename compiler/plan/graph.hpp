// A graph of things to do, known by their numbers, and its one order.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

namespace schemac::plan {

class Graph {
 public:
  explicit Graph(std::size_t size) : size_(size), followers_(size) {}

  /// A number of its own between things of which all of some go before all of others. It is passed at once, and no
  /// order or circle shows it.
  [[nodiscard]] std::size_t add_barrier() {
    followers_.emplace_back();
    return followers_.size() - 1;
  }

  /// `first` goes before `second`. Of a thing and itself, nothing is said.
  void add_edge(std::size_t first, std::size_t second) {
    if (first != second) followers_[first].insert(second);
  }

  /// Whether `first` goes before `second`, at once or by others between them.
  [[nodiscard]] bool leads(std::size_t first, std::size_t second) const;

  /// All numbers, each after what goes before it; among those that could be next, the smallest. Where a circle bars the
  /// way, what is in it or waits for it is missing.
  [[nodiscard]] std::vector<std::size_t> sorted() const;

  /// One circle, from its smallest number: each before the next and the last before the first. Empty: there is none.
  [[nodiscard]] std::vector<std::size_t> circle() const;

 private:
  /// As sorted(), barriers among the numbers.
  [[nodiscard]] std::vector<std::size_t> passed() const;

  std::size_t size_;
  std::vector<std::set<std::size_t>> followers_;
};

}  // namespace schemac::plan

#include "plan/graph.hpp"

#include <algorithm>
#include <functional>
#include <queue>

namespace schemac::plan {

bool Graph::leads(std::size_t first, std::size_t second) const {
  std::vector<bool> met(followers_.size(), false);
  std::vector<std::size_t> waiting{first};
  while (!waiting.empty()) {
    const std::size_t next = waiting.back();
    waiting.pop_back();
    if (next == second) return true;
    for (const std::size_t follower : followers_[next]) {
      if (!met[follower]) waiting.push_back(follower);
      met[follower] = true;
    }
  }
  return false;
}

std::vector<std::size_t> Graph::passed() const {
  std::vector<std::size_t> waits_for(followers_.size(), 0);
  for (const auto& followers : followers_) {
    for (const std::size_t follower : followers) ++waits_for[follower];
  }
  const auto later = [this](std::size_t a, std::size_t b) {
    return (a < size_) == (b < size_) ? a > b : a < size_;  // barriers first
  };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> ready(later);
  for (std::size_t i = 0; i < waits_for.size(); ++i) {
    if (waits_for[i] == 0) ready.push(i);
  }
  std::vector<std::size_t> order;
  while (!ready.empty()) {
    const std::size_t next = ready.top();
    ready.pop();
    order.push_back(next);
    for (const std::size_t follower : followers_[next]) {
      if (--waits_for[follower] == 0) ready.push(follower);
    }
  }
  return order;
}

std::vector<std::size_t> Graph::sorted() const {
  std::vector<std::size_t> order = passed();
  std::erase_if(order, [this](std::size_t number) { return number >= size_; });
  return order;
}

std::vector<std::size_t> Graph::circle() const {
  std::vector<bool> waiting(followers_.size(), true);
  for (const std::size_t done : passed()) waiting[done] = false;
  std::vector<std::size_t> leader(followers_.size(), followers_.size());
  for (std::size_t i = 0; i < followers_.size(); ++i) {
    for (const std::size_t follower : followers_[i]) {
      if (waiting[i]) leader[follower] = i;
    }
  }
  const auto first = std::find(waiting.begin(), waiting.end(), true);
  if (first == waiting.end()) return {};
  // Everything that waits has a leader that waits: whoever walks back along them comes round.
  std::vector<std::size_t> path{static_cast<std::size_t>(first - waiting.begin())};
  for (;;) {
    const std::size_t next = leader[path.back()];
    const auto met = std::find(path.begin(), path.end(), next);
    if (met != path.end()) {
      std::vector<std::size_t> circle(met, path.end());
      std::reverse(circle.begin(), circle.end());
      std::erase_if(circle, [this](std::size_t number) { return number >= size_; });
      std::rotate(circle.begin(), std::min_element(circle.begin(), circle.end()), circle.end());
      return circle;
    }
    path.push_back(next);
  }
}

}  // namespace schemac::plan

#include "support/nearest.hpp"

#include <algorithm>
#include <numeric>

namespace schemac {
namespace {

/// How many characters are put in, left out or changed.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

std::optional<std::string> nearest(const std::string& name, const std::vector<std::string>& known) {
  std::optional<std::string> best;
  std::size_t least = name.size() / 3 + 1;  // as far as clang goes
  for (const std::string& candidate : known) {
    const std::size_t away = distance(name, candidate);
    if (away >= least + (best ? 0U : 1U)) continue;
    least = away;
    best = candidate;
  }
  return best;
}

}  // namespace schemac

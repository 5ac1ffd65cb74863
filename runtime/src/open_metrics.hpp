// Writes OpenMetrics text, family by family, and holds the histograms that go into it.
// https://github.com/OpenObservability/OpenMetrics/blob/main/specification/OpenMetrics.md#text-format
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace schemac::runtime::detail {

class Histogram {
 public:
  explicit Histogram(std::size_t buckets) : counts_(buckets + 1) {}
  /// @param bounds of the buckets, in seconds
  void add(const std::vector<double>& bounds, std::chrono::nanoseconds time);

 private:
  friend class OpenMetrics;
  std::vector<std::uint64_t> counts_;  // of each bucket alone; the last has no bound
  std::uint64_t nanoseconds_ = 0;
};

class OpenMetrics {
 public:
  using Labels = std::vector<std::pair<std::string_view, std::string>>;

  /// Begins a family; a unit is the end of its name. @param help without line ends and quotes
  void family(std::string_view name, std::string_view type, std::string_view help);
  void sample(std::string_view suffix, const Labels& labels, std::uint64_t value);
  void seconds(std::string_view suffix, const Labels& labels, std::chrono::nanoseconds value);
  void histogram(const Labels& labels, const std::vector<double>& bounds, const Histogram& histogram);
  std::string finish();

 private:
  void begin_sample(std::string_view suffix, const Labels& labels);

  std::string text_;
  std::string name_;
};

}  // namespace schemac::runtime::detail

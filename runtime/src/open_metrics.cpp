#include "open_metrics.hpp"

#include <algorithm>
#include <charconv>

namespace schemac::runtime::detail {
namespace {

void append_label(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append("=\"");
  for (const char character : value) {
    if (character == '\n') {
      text.append("\\n");
      continue;
    }
    if (character == '\\' || character == '"') text.push_back('\\');
    text.push_back(character);
  }
  text.push_back('"');
}

/// As the specification wants the bound of a bucket: with a point, whatever the locale.
std::string spelled(double bound) {
  char digits[400];  // the largest number has 309 before the point, the smallest 324 behind it
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, bound, std::chars_format::fixed);
  if (error != std::errc()) return "+Inf";  // no finite number
  std::string text(digits, end);
  if (text.find('.') == std::string::npos) text.append(".0");
  return text;
}

std::string in_seconds(std::uint64_t nanoseconds) {
  std::string digits = std::to_string(nanoseconds);
  if (digits.size() < 10) digits.insert(0, 10 - digits.size(), '0');
  return digits.insert(digits.size() - 9, 1, '.');
}

}  // namespace

void Histogram::add(const std::vector<double>& bounds, std::chrono::nanoseconds time) {
  const double value = std::chrono::duration<double>(time).count();
  const auto bucket = std::lower_bound(bounds.begin(), bounds.end(), value) - bounds.begin();
  ++counts_[static_cast<std::size_t>(bucket)];
  nanoseconds_ += static_cast<std::uint64_t>(std::max<std::chrono::nanoseconds::rep>(time.count(), 0));
}

void OpenMetrics::family(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  text_.append("# TYPE ").append(name).append(" ").append(type).append("\n");
  if (name.ends_with("_seconds")) text_.append("# UNIT ").append(name).append(" seconds\n");
  text_.append("# HELP ").append(name).append(" ").append(help).append("\n");
}

void OpenMetrics::begin_sample(std::string_view suffix, const Labels& labels) {
  text_.append(name_).append(suffix).append("{");
  for (std::size_t label = 0; label < labels.size(); ++label) {
    if (label != 0) text_.push_back(',');
    append_label(text_, labels[label].first, labels[label].second);
  }
  text_.append("} ");
}

void OpenMetrics::sample(std::string_view suffix, const Labels& labels, std::uint64_t value) {
  begin_sample(suffix, labels);
  text_.append(std::to_string(value)).append("\n");
}

void OpenMetrics::seconds(std::string_view suffix, const Labels& labels, std::chrono::nanoseconds value) {
  begin_sample(suffix, labels);
  text_.append(in_seconds(static_cast<std::uint64_t>(value.count()))).append("\n");
}

void OpenMetrics::histogram(const Labels& labels, const std::vector<double>& bounds, const Histogram& histogram) {
  std::uint64_t count = 0;
  for (std::size_t bucket = 0; bucket < histogram.counts_.size(); ++bucket) {
    count += histogram.counts_[bucket];  // a bucket has those below as well
    Labels all = labels;
    all.emplace_back("le", bucket < bounds.size() ? spelled(bounds[bucket]) : "+Inf");
    sample("_bucket", all, count);
  }
  sample("_count", labels, count);
  begin_sample("_sum", labels);
  text_.append(in_seconds(histogram.nanoseconds_)).append("\n");
}

std::string OpenMetrics::finish() { return std::move(text_.append("# EOF\n")); }

}  // namespace schemac::runtime::detail

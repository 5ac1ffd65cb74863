// The options of sequences, for sequences and identity columns alike.
// https://www.postgresql.org/docs/15/sql-createsequence.html
#include <algorithm>
#include <cstdint>
#include <limits>

#include "sql/clauses.hpp"

namespace schemac::sql {
namespace {

struct Bounds {
  std::int64_t lowest;
  std::int64_t highest;
};

Bounds bounds_of(const std::string& type) {
  if (type == "smallint") return {std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()};
  if (type == "integer") return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
  return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
}

// What CREATE SEQUENCE takes when nothing but the increment is said.
model::SequenceOptions defaults(const std::string& type, std::int64_t increment) {
  const auto [lowest, highest] = bounds_of(type);
  model::SequenceOptions options;
  options.increment = increment;
  options.minimum = increment > 0 ? 1 : lowest;
  options.maximum = increment > 0 ? highest : -1;
  options.start = increment > 0 ? options.minimum : options.maximum;
  return options;
}

model::SequenceOptions within_type(model::SequenceOptions options, const std::string& type) {
  const auto [lowest, highest] = bounds_of(type);
  options.minimum = std::max(options.minimum, lowest);
  options.maximum = std::min(options.maximum, highest);
  return options;
}

std::vector<std::string> differences(const model::SequenceOptions& before, const model::SequenceOptions& after) {
  std::vector<std::string> words;
  const auto differ = [&](std::string_view word, std::int64_t former, std::int64_t value) {
    if (former != value) words.push_back(std::string(word) + " " + std::to_string(value));
  };
  differ("INCREMENT BY", before.increment, after.increment);
  differ("MINVALUE", before.minimum, after.minimum);
  differ("MAXVALUE", before.maximum, after.maximum);
  differ("START WITH", before.start, after.start);
  differ("CACHE", before.cache, after.cache);
  if (before.cycle != after.cycle) words.emplace_back(after.cycle ? "CYCLE" : "NO CYCLE");
  return words;
}

}  // namespace

std::vector<std::string> sequence_options(const model::SequenceOptions& options, const std::string& type) {
  auto unsaid = defaults(type, options.increment);
  const auto wanted = within_type(options, type);
  if (options.increment > 0) unsaid.start = wanted.minimum;
  if (options.increment < 0) unsaid.start = wanted.maximum;
  unsaid.increment = 1;
  return differences(unsaid, wanted);
}

std::vector<std::string> sequence_changes(const model::SequenceOptions& before, const std::string& type_before,
                                          const model::SequenceOptions& after, const std::string& type_after) {
  const model::SequenceOptions former = within_type(before, type_before);
  const model::SequenceOptions now = within_type(after, type_after);
  std::vector<std::string> words = differences(former, now);
  // Wherever it stands, PostgreSQL refuses to leave it there.
  const bool has_nothing_in_common = former.maximum < now.minimum || now.maximum < former.minimum;
  if (has_nothing_in_common) words.emplace_back("RESTART");
  return words;
}

}  // namespace schemac::sql

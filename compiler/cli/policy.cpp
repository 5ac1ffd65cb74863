#include "cli/policy.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "diff/subject.hpp"
#include "sql/safe_way.hpp"

namespace schemac::cli {
namespace {

using plan::HazardKind;

bool takes_time(HazardKind kind) { return kind == HazardKind::rewrites_table || kind == HazardKind::blocks_writes; }

bool is_small(const plan::Step& step, const Policy& policy, const SizeOf& size_of) {
  if (policy.safe_below == 0 || !size_of) return false;
  const std::optional<std::uint64_t> size = size_of(diff::relation_of(step.change));
  return size && *size < policy.safe_below;
}

void refuse(const plan::Step& step, const plan::Hazard& hazard, const diff::Difference& difference,
            Diagnostics& diagnostics) {
  Diagnostic& diagnostic =
      diagnostics.error(Code::hazard_refused, {},
                        fmt::format("`{}`: {} ({})", plan::describe(step), hazard.detail, plan::name_of(hazard.kind)));
  if (std::string sql = sql::safe_way(step, hazard.kind, difference); !sql.empty()) {
    sql.erase(sql.find_last_not_of('\n') + 1);
    diagnostic.notes.push_back({{}, fmt::format("a safe way is\n{}", sql)});
  }
  diagnostic.hint = fmt::format("`--allow={}` goes on", plan::name_of(hazard.kind));
}

}  // namespace

std::optional<std::uint64_t> read_size(std::string_view text) {
  constexpr std::array<std::string_view, 4> kUnits = {"kB", "MB", "GB", "TB"};
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  const auto found = std::find(kUnits.begin(), kUnits.end(), unit);
  constexpr std::uint64_t kMost = 1U << 20U;  // of the largest unit, more than a database holds
  if (error != std::errc{} || found == kUnits.end() || number > kMost) return std::nullopt;
  return number << (10U * static_cast<unsigned>(found - kUnits.begin() + 1));
}

bool demand_allowed(const plan::Plan& plan, const diff::Difference& difference, const Policy& policy,
                    const SizeOf& size_of, Diagnostics& diagnostics) {
  bool all = true;
  for (const plan::Batch& batch : plan.batches) {
    for (const plan::Step& step : batch.steps) {
      for (const plan::Hazard& hazard : step.hazards) {
        if (policy.allowed.contains(hazard.kind)) continue;
        if (takes_time(hazard.kind) && is_small(step, policy, size_of)) continue;
        refuse(step, hazard, difference, diagnostics);
        all = false;
      }
    }
  }
  return all;
}

}  // namespace schemac::cli

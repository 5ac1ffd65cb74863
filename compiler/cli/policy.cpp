#include "cli/policy.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "diff/subject.hpp"
#include "sql/quote.hpp"
#include "sql/safe_way.hpp"

namespace schemac::cli {
namespace {

using plan::HazardKind;

bool takes_time(HazardKind kind) { return kind == HazardKind::rewrites_table || kind == HazardKind::blocks_writes; }

void refuse(const plan::Step& step, const plan::Hazard& hazard, const diff::Difference& difference,
            const std::string& sizes, Diagnostics& diagnostics) {
  Diagnostic& diagnostic =
      diagnostics.error(Code::hazard_refused, {},
                        fmt::format("`{}`: {} ({})", plan::describe(step), hazard.detail, plan::name_of(hazard.kind)));
  if (std::string sql = sql::safe_way(step, hazard.kind, difference); !sql.empty()) {
    sql.erase(sql.find_last_not_of('\n') + 1);
    diagnostic.notes.push_back({{}, fmt::format("a safe way is\n{}", sql)});
  }
  diagnostic.hint = fmt::format("`--allow={}` goes on{}", plan::name_of(hazard.kind), sizes);
}

/// What to do where the policy has a size and nobody said whose tables it is about.
std::string hint_for_sizes(HazardKind kind, const Policy& policy, const SizeOf& size_of) {
  if (!takes_time(kind) || policy.safe_below == 0 || size_of) return "";
  return "; `--env NAME` asks that environment whether its table is smaller than `safe_below`";
}

}  // namespace

std::optional<std::string> why_small(HazardKind kind, const std::vector<std::string>& relations, const Policy& policy,
                                     const SizeOf& size_of) {
  if (!takes_time(kind) || policy.safe_below == 0 || !size_of || relations.empty()) return std::nullopt;
  std::string sizes;
  for (const std::string& relation : relations) {
    const std::optional<std::uint64_t> size = size_of(relation);
    if (!size || *size >= policy.safe_below) return std::nullopt;
    sizes += fmt::format("{}`{}` has {}", sizes.empty() ? "" : ", ", relation, size_text(*size));
  }
  return fmt::format("{} is allowed: {}, less than `safe_below`, {}", plan::name_of(kind), sizes,
                     size_text(policy.safe_below));
}

std::optional<std::string> why_small(HazardKind kind, const plan::Step& step, const Policy& policy,
                                     const SizeOf& size_of) {
  return why_small(kind, {sql::qualified(diff::relation_of(step.change))}, policy, size_of);
}

bool demand_allowed(const plan::Plan& plan, const diff::Difference& difference, const Policy& policy,
                    const SizeOf& size_of, Spared& spared, Diagnostics& diagnostics) {
  bool all = true;
  for (const plan::Batch& batch : plan.batches) {
    for (const plan::Step& step : batch.steps) {
      for (const plan::Hazard& hazard : step.hazards) {
        if (policy.allowed.contains(hazard.kind)) continue;
        if (const auto why = why_small(hazard.kind, step, policy, size_of)) {
          spared.push_back(fmt::format("`{}`: {}", plan::describe(step), *why));
          continue;
        }
        refuse(step, hazard, difference, hint_for_sizes(hazard.kind, policy, size_of), diagnostics);
        all = false;
      }
    }
  }
  return all;
}

}  // namespace schemac::cli

#include "effect_lines.hpp"

#include "catalog/read.hpp"
#include "diff/compare.hpp"
#include "model/relations.hpp"
#include "plan/online.hpp"
#include "prove/measure.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

/// Each step is measured by itself, so that what an earlier one has made seems to have been there.
void leave_out_what_is_new(plan::Effect& effect, const diff::Difference& difference) {
  const auto is_new = [&](const model::QualifiedName& name) {
    return !model::find_relation(difference.renamed, name).has_value();
  };
  std::erase_if(effect.locks, [&](const auto& each) { return is_new(each.first); });
  std::erase_if(effect.rewrites, is_new);
  std::erase_if(effect.scans, is_new);
}

plan::Effect together(const prove::Measured& measured) {
  plan::Effect effect;
  for (const auto& statements : measured) {
    for (const auto& receipt : statements) {
      if (!receipt) continue;
      for (const auto& [table, lock] : receipt->effect.locks) effect.lock(table, lock);
      effect.rewrites.insert(receipt->effect.rewrites.begin(), receipt->effect.rewrites.end());
      effect.scans.insert(receipt->effect.scans.begin(), receipt->effect.scans.end());
    }
  }
  return effect;
}

}  // namespace

State::State(const std::string& sql) : url(fresh_database("measured")), connection(url), observer(url) {
  connection.execute_unchecked_sql(sql);
}

model::Schema State::read() { return catalog::read(connection, {}).schema; }

std::vector<EffectLine> effect_lines(const std::string& before, const std::string& after, bool online,
                                     const model::Renames& renames) {
  State state(before);
  const diff::Difference difference = diff::compare(state.read(), State(after).read(), renames);
  plan::Plan plan = plan::make(difference);
  if (online) plan = plan::online(std::move(plan), difference, "");
  const plan::Expected expected(difference);
  std::vector<EffectLine> lines;
  for (const plan::Batch& batch : plan.batches) {
    for (const plan::Step& step : batch.steps) {
      EffectLine line{
          plan::describe(step), expected.of(step),
          together(prove::measure(state.connection, state.observer, sql::script({{{batch.transaction, {step}, {}}}})))};
      leave_out_what_is_new(line.measured, difference);
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

std::string said(const plan::Effect& effect) { return effect.empty() ? "nothing" : plan::describe(effect); }

}  // namespace schemac::tests

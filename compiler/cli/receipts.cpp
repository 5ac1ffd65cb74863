#include "cli/receipts.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "diff/compare.hpp"
#include "elaborate/run.hpp"
#include "plan/effects.hpp"
#include "plan/surroundings.hpp"
#include "sql/render.hpp"

namespace schemac::cli {
namespace {

using Watched = std::vector<std::optional<prove::Receipt>>;

void note(sql::Statement& statement, std::string_view how, const prove::Receipt& receipt) {
  if (const std::string text = line_of(receipt); !text.empty())
    statement.comments.push_back(std::string(how) + ": " + text);
}

bool is_setting(const std::string& text) { return text.starts_with("SET LOCAL "); }

std::size_t count_statements(const plan::Batch& batch) {
  std::size_t count = 0;
  for (const plan::Step& step : batch.steps) count += sql::statements(step).size();
  return count;
}

/// The settings that a batch begins with are of no step.
std::size_t first_of_steps(const sql::ScriptBatch& batch) {
  const auto found = std::find_if(batch.statements.begin(), batch.statements.end(),
                                  [](const sql::Statement& each) { return !is_setting(each.text); });
  return static_cast<std::size_t>(found - batch.statements.begin());
}

void merge(const prove::Receipt& more, prove::Receipt& all) {
  for (const auto& [table, lock] : more.effect.locks) all.effect.lock(table, lock);
  all.effect.rewrites.insert(more.effect.rewrites.begin(), more.effect.rewrites.end());
  all.effect.scans.insert(more.effect.scans.begin(), more.effect.scans.end());
  all.losses.insert(all.losses.end(), more.losses.begin(), more.losses.end());
  if (all.refused.empty()) all.refused = more.refused;
}

/// Of the statements from `begin` to `end`.
StepReceipt receipt_of(const plan::Step& step, const plan::Expected& expected, const Watched* watched,
                       std::size_t begin, std::size_t end) {
  StepReceipt found;
  if (watched == nullptr) {
    found.receipt.effect = expected.of(step);
    return found;
  }
  found.measured = true;
  for (std::size_t at = begin; at < end; ++at)
    if (watched->at(at)) merge(*watched->at(at), found.receipt);
  return found;
}

/// Each statement is watched by what it leaves of all relations, so statements times relations is what it costs: about
/// four seconds at this many. Beyond it lie ways that make or drop whole schemas.
bool is_too_much(const sql::Script& script, const model::Schema& state) {
  constexpr std::size_t kMost = 200'000;
  std::size_t statements = 0;
  for (const sql::ScriptBatch& batch : script.batches) statements += batch.statements.size();
  const std::size_t relations = state.tables.size() + state.indexes.size() + state.primary_keys.size() +
                                state.uniques.size() + state.materialized_views.size();
  return statements * relations > kMost;
}

}  // namespace

std::string line_of(const prove::Receipt& receipt) {
  std::string text = plan::describe(receipt.effect);
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  for (const prove::RowLoss& loss : receipt.losses) add(prove::describe(loss));
  if (!receipt.refused.empty()) add("met rows that it fails on: " + receipt.refused);
  return text;
}

Receipts receipts_of(const plan::Plan& plan, const diff::Difference& difference, const prove::Measured* measured) {
  Receipts receipts;
  const plan::Expected expected(difference);
  std::size_t number = 0;
  for (const plan::Batch& batch : plan.batches) {
    auto& steps = receipts.emplace_back();
    const std::size_t count = count_statements(batch);
    const Watched* watched = measured == nullptr || count == 0 ? nullptr : &measured->at(number++);
    std::size_t next = watched == nullptr ? 0 : watched->size() - count;  // behind the settings
    for (const plan::Step& step : batch.steps) {
      const std::size_t end = next + sql::statements(step).size();
      steps.push_back(receipt_of(step, expected, watched, next, end));
      next = end;
    }
  }
  return receipts;
}

void note_receipts(sql::Script& script, const plan::Plan& plan, const diff::Difference& difference,
                   const prove::Measured* measured) {
  const plan::Expected expected(difference);
  std::size_t number = 0;
  for (const plan::Batch& batch : plan.batches) {
    if (count_statements(batch) == 0) continue;
    sql::ScriptBatch& written = script.batches.at(number);
    std::size_t next = first_of_steps(written);
    for (const plan::Step& step : batch.steps) {
      const std::size_t end = next + sql::statements(step).size();
      if (measured == nullptr && end > next) {  // a concurrent build begins by clearing its place
        const bool clears = end > next + 1 && step.way == plan::Way::concurrently;
        note(written.statements[next + static_cast<std::size_t>(clears)], "expected", {expected.of(step), {}, {}});
      }
      for (; next < end; ++next)
        if (measured != nullptr && measured->at(number).at(next))
          note(written.statements[next], "measured", *measured->at(number).at(next));
    }
    ++number;
  }
}

std::optional<prove::Measured> measure_from_nothing(elaborate::Scratch& scratch, const diff::Difference& difference,
                                                    const sql::Script& script, std::vector<prove::Unseeded>& unseeded) {
  if (difference.before.tables.empty() && difference.before.materialized_views.empty()) return std::nullopt;
  model::Schema nothing;
  nothing.namespaces.put({"public", "standard public schema"});  // as every database is born
  try {
    const model::Schema state = plan::surroundings(difference);
    if (is_too_much(script, state)) return std::nullopt;
    scratch.ensure_roles(difference.before);
    scratch.ensure_roles(difference.after);
    runtime::Connection database = scratch.create_database("measured");
    elaborate::run(database, sql::script(plan::make(diff::compare(nothing, state))), elaborate::Sending::joined);
    std::vector<prove::Unseeded> empty = prove::seed(database, state);
    unseeded.insert(unseeded.end(), empty.begin(), empty.end());
    runtime::Connection observer = scratch.another_session(database);
    return prove::measure(database, observer, script);
  } catch (const elaborate::StatementFailed&) {  // it was proved as it will be run
    return std::nullopt;
  } catch (const plan::CannotPlan&) {
    return std::nullopt;
  }
}

void tell_unseeded(const Globals& globals, const std::vector<prove::Unseeded>& unseeded) {
  for (const prove::Unseeded& each : unseeded)
    say(globals, fmt::format("no row could be made up for `{}.{}`, so what is done to its rows was not seen: {}",
                             each.table.schema, each.table.name, each.why));
}

}  // namespace schemac::cli

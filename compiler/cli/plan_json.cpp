#include "cli/plan_json.hpp"

#include <optional>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "diff/subject.hpp"
#include "plan/effects.hpp"
#include "plan/inverse.hpp"
#include "sql/render.hpp"
#include "sql/row_checks.hpp"

namespace schemac::cli {
namespace {

using Json = nlohmann::ordered_json;

Json names(const std::set<model::QualifiedName>& tables) {
  Json list = Json::array();
  for (const model::QualifiedName& table : tables) list.push_back(table.schema + "." + table.name);
  return list;
}

Json losses_json(const std::vector<prove::RowLoss>& losses) {
  Json list = Json::array();
  for (const prove::RowLoss& loss : losses) list.push_back(prove::describe(loss));
  return list;
}

Json receipt_json(const StepReceipt& found) {
  const plan::Effect& effect = found.receipt.effect;
  Json locks = Json::object();
  for (const auto& [table, lock] : effect.locks) locks[table.schema + "." + table.name] = plan::name_of(lock);
  return {{"measured", found.measured},
          {"locks", std::move(locks)},
          {"rewrites", names(effect.rewrites)},
          {"scans", names(effect.scans)},
          {"losses", found.measured ? losses_json(found.receipt.losses) : Json(nullptr)},
          {"fails_on_rows", found.receipt.refused.empty() ? Json(nullptr) : Json(found.receipt.refused)}};
}

/// The statements that take the step back, where it can be said of it alone: none if one of its changes has no way
/// back.
sql::Statements statements_back(const plan::Step& step) {
  if (step.way == plan::Way::by_blocks) return {};
  sql::Statements statements;
  const auto take_back = [&](const diff::Change& change) {
    const std::optional<diff::Change> back = plan::inverse(change);
    if (!back) return false;
    for (std::string& statement : sql::statements(*back)) statements.push_back(std::move(statement));
    return true;
  };
  bool all = take_back(step.change);
  for (const plan::Step::Also& also : step.also) all = all && take_back(also.change);
  return all ? statements : sql::Statements{};
}

Json step_json(const plan::Step& step, const diff::Difference& difference, const StepReceipt& receipt) {
  const model::ObjectId object = diff::subject(step.change);
  Json hazards = Json::array();
  for (const plan::Hazard& hazard : step.hazards)
    hazards.push_back({{"kind", plan::name_of(hazard.kind)}, {"detail", hazard.detail}});
  Json also = Json::array();
  for (const plan::Step::Also& each : step.also) also.push_back(model::describe(diff::subject(each.change)));
  const std::optional<sql::RowCheck> check = sql::row_check(step, difference);
  return {{"kind", model::word_for(object.kind)},
          {"object", model::describe(object)},
          {"also", std::move(also)},
          {"change", plan::describe(step)},
          {"sql", sql::statements(step)},
          {"inverse", statements_back(step)},
          {"because", step.because},
          {"hazards", std::move(hazards)},
          {"check", check ? Json(check->query) : Json(nullptr)},
          {"receipt", receipt_json(receipt)}};
}

}  // namespace

std::string plan_json(const plan::Plan& plan, const diff::Difference& difference, const Receipts& receipts) {
  Json batches = Json::array();
  for (const plan::Batch& batch : plan.batches) {
    Json steps = Json::array();
    for (const plan::Step& step : batch.steps)
      steps.push_back(step_json(step, difference, receipts.at(batches.size()).at(steps.size())));
    batches.push_back({{"transaction", batch.transaction == plan::Transaction::one},
                       {"lock_timeout", batch.lock_timeout.empty() ? Json(nullptr) : Json(batch.lock_timeout)},
                       {"steps", std::move(steps)}});
  }
  return batches.dump(2) + "\n";
}

}  // namespace schemac::cli

#include "cli/plan_json.hpp"

#include <nlohmann/json.hpp>

#include "diff/compare.hpp"
#include "diff/subject.hpp"
#include "sql/render.hpp"

namespace schemac::cli {
namespace {

using Json = nlohmann::ordered_json;

Json step_json(const plan::Step& step) {
  const model::ObjectId object = diff::subject(step.change);
  Json hazards = Json::array();
  for (const plan::Hazard& hazard : step.hazards)
    hazards.push_back({{"kind", plan::name_of(hazard.kind)}, {"detail", hazard.detail}});
  return {{"kind", model::word_for(object.kind)}, {"object", model::describe(object)}, {"change", plan::describe(step)},
          {"sql", sql::statements(step)},         {"because", step.because},           {"hazards", std::move(hazards)}};
}

}  // namespace

std::string plan_json(const plan::Plan& plan) {
  Json batches = Json::array();
  for (const plan::Batch& batch : plan.batches) {
    Json steps = Json::array();
    for (const plan::Step& step : batch.steps) steps.push_back(step_json(step));
    batches.push_back({{"transaction", batch.transaction == plan::Transaction::one}, {"steps", std::move(steps)}});
  }
  return batches.dump(2) + "\n";
}

}  // namespace schemac::cli

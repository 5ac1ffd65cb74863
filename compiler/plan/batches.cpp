#include "plan/batches.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "diff/tokens.hpp"
#include "plan/footprint.hpp"
#include "plan/texts.hpp"

namespace schemac::plan {
namespace {

/// Whether a string in `text` says `label`: as itself, in an array ('{a,b}'), in the body of a function.
bool says(const std::string& text, const std::string& label) {
  const auto tokens = diff::tokenize(text);
  return std::any_of(tokens.begin(), tokens.end(), [&](const diff::Token& token) {
    if (token.kind != diff::Token::Kind::string) return false;
    const auto constant = diff::constant_in(token);
    return (constant ? *constant : std::string(token.text)).find(label) != std::string::npos;
  });
}

bool is_said(const std::vector<Step>& steps, const std::string& label) {
  return std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
    const auto texts = texts_of(step.change);
    return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return says(text, label); });
  });
}

/// The enums whose new labels have to be there before the other steps run.
std::set<model::QualifiedName> enums_in_use(const std::vector<Step>& steps) {
  std::set<model::QualifiedName> types;
  for (const Step& step : steps) {
    const auto* add = std::get_if<diff::AddEnumValue>(&step.change);
    if (add != nullptr && is_said(steps, add->label)) types.insert(add->type);
  }
  return types;
}

bool makes_room(const Step& step) {
  return footprint(step.change).phase == Phase::make_room ||
         std::holds_alternative<diff::Create<model::Namespace>>(step.change);
}

}  // namespace

std::vector<Batch> in_batches(std::vector<Step> steps) {
  const auto types = enums_in_use(steps);
  Batch first;
  Batch rest;
  const bool renames = std::any_of(steps.begin(), steps.end(),
                                   [](const Step& step) { return footprint(step.change).phase == Phase::make_room; });
  for (Step& step : steps) {
    const auto* add = std::get_if<diff::AddEnumValue>(&step.change);
    const bool now = add != nullptr && types.count(add->type) != 0;
    if (now) step.because = "a new label cannot be used in the transaction that adds it";
    // Labels are added to enums under their new names, so what renames them comes along.
    const bool before_all = !types.empty() && renames && makes_room(step);
    (now || before_all ? first : rest).steps.push_back(std::move(step));
  }
  std::vector<Batch> batches;
  for (Batch* batch : {&first, &rest}) {
    if (!batch->steps.empty()) batches.push_back(std::move(*batch));
  }
  return batches;
}

}  // namespace schemac::plan

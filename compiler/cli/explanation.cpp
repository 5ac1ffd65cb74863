#include "cli/explanation.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/hazards.hpp"
#include "diff/compare.hpp"
#include "diff/subject.hpp"
#include "plan/effects.hpp"
#include "sql/declared_places.hpp"
#include "sql/render.hpp"
#include "support/files.hpp"

namespace schemac::cli {
namespace {

/// The differences in words, to be found by the steps that carry them out.
class Differences {
 public:
  explicit Differences(const diff::Difference& difference) {
    for (const diff::Change& change : difference.changes) {
      std::string described = diff::describe(change);
      about_.emplace(diff::subject(change), described);  // the first one stays
      all_.insert(std::move(described));
    }
  }

  /// Those that a step carries out, a line each.
  [[nodiscard]] std::string behind(const plan::Step& step) const {
    std::string lines = behind(step.change);
    for (const plan::Step::Also& also : step.also) {
      const std::string line = behind(also.change);
      if (!lines.empty() && !line.empty()) lines += '\n';
      lines += line;
    }
    return lines;
  }

 private:
  /// The one that a change carries out, or one about the same object, of which it is a part; empty: there is none.
  [[nodiscard]] std::string behind(const diff::Change& change) const {
    std::string same = diff::describe(change);
    if (all_.contains(same)) return same;
    const auto about = about_.find(diff::subject(change));
    return about == about_.end() ? "" : about->second;
  }

  std::set<std::string> all_;
  std::map<model::ObjectId, std::string> about_;
};

/// What is behind `label`, several lines in line.
std::string paragraph(std::string_view label, const std::string& text) {
  if (text.empty()) return {};
  std::string result;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line); label = {}) {
    result += fmt::format("  {:<12}{}", label, line);
    result.erase(result.find_last_not_of(' ') + 1);
    result += '\n';
  }
  return result;
}

std::string source_text(const Globals& globals, const std::optional<Place>& place) {
  if (!place) return "not declared, or no longer";
  std::string text = fmt::format("{}:{}:{}", displayed(globals, place->file), place->line, place->column);
  std::istringstream lines(read_text(place->file).value_or(""));
  std::string line;
  for (std::size_t number = 0; number < place->line; ++number)
    if (!std::getline(lines, line)) return text;
  line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
  return text + "\n" + line;
}

}  // namespace

std::vector<Explanation> explanations(const plan::Plan& plan, const diff::Difference& difference, const State& after) {
  model::SourceMap places;
  if (after.source) places = sql::declared_places(after.source->declared, after.schema);
  const Differences differences(difference);
  const plan::Expected expected(difference);
  std::vector<Explanation> found;
  for (const plan::Batch& batch : plan.batches) {
    for (const plan::Step& step : batch.steps) {
      const model::ObjectId object = diff::subject(step.change);
      std::optional<Place> place = sql::declared_place(places, after.schema, object);
      if (!place) place = sql::place_around(places, object);
      found.push_back({found.size() + 1, plan::describe(step), std::move(place), differences.behind(step), step.because,
                       sql::statements(step), describe(expected.of(step)), step.hazards});
    }
  }
  return found;
}

std::string outline(const std::vector<Explanation>& steps) {
  std::string text;
  for (const Explanation& each : steps) {
    std::vector<std::string_view> hazards;
    for (const plan::Hazard& hazard : each.hazards) hazards.push_back(plan::name_of(hazard.kind));
    text += fmt::format("{:>3}  {}{}\n", each.number, each.step,
                        hazards.empty() ? "" : fmt::format("  [{}]", fmt::join(hazards, ", ")));
  }
  return text;
}

std::string spelled(const Globals& globals, const Explanation& step, std::size_t all) {
  std::string text = fmt::format("step {} of {}: {}\n", step.number, all, step.step);
  text += paragraph("source", source_text(globals, step.source));
  text += paragraph("difference", step.difference);
  text += paragraph("because", step.because);
  for (const std::string& statement : step.statements) text += paragraph("statement", statement + ";");
  text += paragraph("takes", step.takes);
  for (const plan::Hazard& hazard : step.hazards)
    text += paragraph(
        "hazard", fmt::format("{}: {}\n{}", plan::name_of(hazard.kind), hazard.detail, explanation_of(hazard.kind)));
  return text;
}

}  // namespace schemac::cli

// What stands on a table or view goes with it, and comes back with it.
#include <algorithm>
#include <set>
#include <type_traits>

#include "diff/subject.hpp"
#include "model/relations.hpp"
#include "plan/footprint.hpp"
#include "plan/needs.hpp"
#include "plan/obstacles.hpp"

namespace schemac::plan {
namespace {

using model::ObjectId;

std::set<ObjectId> parts_that_go(const diff::Difference& difference, const std::vector<DraftStep>& steps) {
  std::set<ObjectId> parts;
  for (const DraftStep& step : steps) {
    for (const ObjectId& id : footprint(step.step.change).removes) {
      if (!model::is_relation(id.kind)) continue;
      for (ObjectId& part : parts_of(difference.renamed, id)) {
        if (!part.table.empty()) parts.insert(std::move(part));  // an owned sequence may find another owner
      }
    }
  }
  return parts;
}

/// Whether nothing is left of a change whose object goes with its relation: the comment comes with what creates it.
bool is_void(const diff::Change& change) {
  // The sequence of an identity column gives up its name before the table goes.
  const auto* alter = std::get_if<diff::AlterColumn>(&change);
  if (alter != nullptr && alter->before.identity && !alter->after.identity) return false;
  const Footprint print = footprint(change);
  return print.alters || !print.removes.empty() || std::holds_alternative<diff::SetComment>(change);
}

/// The reason for which the relation under `part` is made anew; empty where the states themselves ask for it.
std::string reason_of(const ObjectId& part, const std::vector<DraftStep>& steps) {
  for (const DraftStep& step : steps) {
    for (const ObjectId& id : footprint(step.step.change).makes) {
      if (model::is_relation(id.kind) && id.schema == part.schema && id.name == part.table) return step.step.because;
    }
  }
  return {};
}

void add_create(const diff::Difference& difference, const ObjectId& part, std::vector<DraftStep>& steps) {
  model::for_each_kind(difference.after, [&](const auto& objects) {
    using K = typename std::decay_t<decltype(objects)>::value_type;
    const K* object = objects.find(part);
    if (object == nullptr) return;
    steps.push_back({Step{diff::Create<K>{*object}, {}, reason_of(part, steps)}, {}});
  });
}

}  // namespace

void bring_parts_along(const diff::Difference& difference, std::vector<DraftStep>& steps) {
  const std::set<ObjectId> parts = parts_that_go(difference, steps);
  if (parts.empty()) return;
  std::erase_if(steps, [&](const DraftStep& step) {
    return parts.count(diff::subject(step.step.change)) != 0 && is_void(step.step.change);
  });
  std::set<ObjectId> created;
  for (const DraftStep& step : steps) {
    for (ObjectId& id : footprint(step.step.change).makes) created.insert(std::move(id));
  }
  for (const ObjectId& part : parts) {
    if (created.count(part) == 0) add_create(difference, part, steps);
  }
}

}  // namespace schemac::plan

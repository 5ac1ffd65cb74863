#include "plan/online_site.hpp"

#include <algorithm>

#include "diff/descent.hpp"
#include "diff/rename.hpp"
#include "diff/subject.hpp"
#include "model/relations.hpp"
#include "plan/footprint.hpp"
#include "plan/needs.hpp"

namespace schemac::plan {
namespace {

using model::Kind;
using model::ObjectId;
using model::QualifiedName;

// What PostgreSQL keeps of a name. https://www.postgresql.org/docs/15/sql-syntax-lexical.html
constexpr std::size_t kLongestName = 63;

/// Cut where a character ends.
std::string shortened(std::string name, std::size_t bytes) {
  if (name.size() <= bytes) return name;
  while (bytes > 0 && (static_cast<unsigned char>(name[bytes]) & 0xC0U) == 0x80U) --bytes;
  name.resize(bytes);
  return name;
}

void take_names(const model::Schema& schema, std::set<std::pair<std::string, std::string>>& taken) {
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [id, object] : objects) {
      if (!names_taken(id).empty()) taken.emplace(id.schema, id.name);
    }
  });
}

bool fires_on_update(const model::Schema& schema, const QualifiedName& table) {
  const bool triggers = std::any_of(schema.triggers.begin(), schema.triggers.end(), [&](const auto& entry) {
    return entry.second.table == table && entry.second.on_update &&
           entry.second.enabled != model::Trigger::Enabled::disabled;
  });
  const bool rules = std::any_of(schema.scripted.begin(), schema.scripted.end(), [&](const auto& entry) {
    return entry.first.kind == Kind::rule && QualifiedName{entry.first.schema, entry.first.table} == table;
  });
  const model::Table* found = diff::find_table(schema, table);
  return triggers || rules || (found != nullptr && found->force_row_security);
}

}  // namespace

Site::Site(const Plan& plan, const diff::Difference& difference)
    : difference_(difference), needs_before_(needs_of(difference.renamed)), needs_after_(needs_of(difference.after)) {
  for (const Batch& batch : plan.batches) {
    for (const Step& step : batch.steps) {
      for (const ObjectId& id : footprint(step.change).makes) {
        if (model::is_relation(id.kind)) made_.insert({id.schema, id.name});
      }
    }
  }
  for (const model::Schema* schema : {&difference.before, &difference.renamed, &difference.after})
    take_names(*schema, taken_);
}

bool Site::is_live(const QualifiedName& relation) const {
  if (made_.count(relation) != 0) return false;
  const auto found = model::find_relation(difference_.renamed, relation);
  return found && (found->kind == Kind::table || found->kind == Kind::materialized_view);
}

bool Site::meets_others(const Step& step) const {
  if (const auto* create = std::get_if<diff::Create<model::Table>>(&step.change)) {
    const auto parents = diff::parents_of(create->object);
    return std::any_of(parents.begin(), parents.end(), [&](const QualifiedName& each) { return is_live(each); });
  }
  if (const auto* create = std::get_if<diff::Create<model::ForeignKey>>(&step.change)) {
    if (is_live(create->object.references)) return true;
  }
  const ObjectId id = diff::subject(step.change);
  if (!id.table.empty()) return is_live({id.schema, id.table}) || diff::has(difference_.before, id);
  return diff::has(difference_.renamed, id) || diff::has(difference_.before, id);
}

bool Site::is_partitioned(const QualifiedName& table) const {
  for (const model::Schema* schema : {&difference_.after, &difference_.renamed}) {
    const model::Table* found = diff::find_table(*schema, table);
    if (found != nullptr && found->partition_by) return true;
  }
  return false;
}

bool Site::updates_have_effects(const QualifiedName& table) const {
  const model::Schema& schema = difference_.renamed;
  std::vector<QualifiedName> tables = diff::Descent(schema, schema).descendants(table);
  tables.push_back(table);
  return std::any_of(tables.begin(), tables.end(),
                     [&](const QualifiedName& each) { return fires_on_update(schema, each); });
}

std::string Site::free_name(const std::string& wish, const std::string& schema) const {
  std::string name = shortened(wish, kLongestName);
  for (int number = 2; taken_.count({schema, name}) != 0; ++number) {
    const std::string tail = "_" + std::to_string(number);
    name = shortened(wish, kLongestName - tail.size()) + tail;
  }
  return name;
}

std::vector<Hazard> without(const Step& step, std::initializer_list<HazardKind> kinds) {
  std::vector<Hazard> left;
  std::copy_if(step.hazards.begin(), step.hazards.end(), std::back_inserter(left),
               [&](const Hazard& hazard) { return std::find(kinds.begin(), kinds.end(), hazard.kind) == kinds.end(); });
  return left;
}

std::vector<Hazard> only(const Step& step, HazardKind kind) {
  std::vector<Hazard> left;
  std::copy_if(step.hazards.begin(), step.hazards.end(), std::back_inserter(left),
               [&](const Hazard& hazard) { return hazard.kind == kind; });
  return left;
}

}  // namespace schemac::plan

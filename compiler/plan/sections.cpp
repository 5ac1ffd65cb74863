#include "plan/sections.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "diff/subject.hpp"
#include "model/relations.hpp"
#include "plan/footprint.hpp"

namespace schemac::plan {
namespace {

using model::Kind;
using model::ObjectId;
using model::QualifiedName;

struct Gone {
  std::size_t step;
  std::optional<QualifiedName> former;  ///< The name that a relation has meanwhile.
};

/// The names before and after of what a step renames as a whole.
std::optional<std::pair<ObjectId, ObjectId>> renamed(const diff::Change& change) {
  return std::visit(
      [](const auto& each) -> std::optional<std::pair<ObjectId, ObjectId>> {
        if constexpr (requires {
                        each.before.kind;
                        each.after.kind;
                      })
          return std::pair(each.before, each.after);
        return std::nullopt;
      },
      change);
}

bool is_plain_index(const diff::Change& change) {
  const auto* drop = std::get_if<diff::Drop<model::Index>>(&change);
  return drop != nullptr && !drop->object.unique;
}

std::vector<Section> merged(std::vector<Section> sections) {
  std::sort(sections.begin(), sections.end(), [](const Section& a, const Section& b) { return a.first < b.first; });
  std::vector<Section> all;
  for (Section& each : sections) {
    if (all.empty() || each.first > all.back().last) {
      all.push_back(std::move(each));
      continue;
    }
    all.back().last = std::max(all.back().last, each.last);
    all.back().restored.merge(each.restored);
  }
  return all;
}

}  // namespace

std::vector<Section> sections_of(const std::vector<Step>& steps, const std::set<ObjectId>& left_out) {
  std::map<ObjectId, Gone> gone;
  std::map<ObjectId, Section> found;
  std::map<QualifiedName, std::size_t> detached;
  std::vector<Section> moved;                 // rows that no parent shows meanwhile
  std::map<QualifiedName, ObjectId> rebuilt;  // by either name the relation
  for (std::size_t number = 0; number < steps.size(); ++number) {
    const diff::Change& change = steps[number].change;
    const Footprint print = footprint(change);
    for (const ObjectId& id : print.makes) {
      const auto before = gone.find(id);
      if (before == gone.end() || found.contains(id)) continue;
      found.emplace(id, Section{before->second.step, number, {id}});
      if (!before->second.former) continue;
      rebuilt.emplace(QualifiedName{id.schema, id.name}, id);
      rebuilt.emplace(*before->second.former, id);
    }
    if (const auto part = rebuilt.find(diff::relation_of(change)); part != rebuilt.end())
      found.at(part->second).last = number;
    if (const auto own = found.find(print.subject); own != found.end()) own->second.last = number;
    if (const auto names = renamed(change)) {
      const bool relation = model::is_relation(names->first.kind);
      const QualifiedName former{names->second.schema, names->second.name};
      gone.emplace(names->first, Gone{number, relation ? std::optional(former) : std::nullopt});
    }
    if (const auto* detach = std::get_if<diff::Detach>(&change)) detached.emplace(detach->tie.table, number);
    if (const auto* move = std::get_if<diff::MoveRows>(&change))
      if (const auto from = detached.find(move->before.name); from != detached.end())
        moved.push_back({from->second, number, {}});
    if (is_plain_index(change)) continue;
    for (const ObjectId& id : print.removes)
      if (!left_out.contains(id)) gone.emplace(id, Gone{number, std::nullopt});
  }
  std::vector<Section> sections = std::move(moved);
  for (auto& [id, section] : found) sections.push_back(std::move(section));
  return merged(std::move(sections));
}

}  // namespace schemac::plan

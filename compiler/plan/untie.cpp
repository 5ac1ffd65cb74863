// Tables that are dropped together and hold on to each other.
#include <map>
#include <set>
#include <type_traits>

#include "plan/footprint.hpp"
#include "plan/needs.hpp"
#include "plan/obstacles.hpp"

namespace schemac::plan {
namespace {

using model::Kind;
using model::ObjectId;

/// One part of a dropped table that needs another dropped table (or a part of it).
struct Tie {
  ObjectId part;
  ObjectId table;
  ObjectId other;
};

std::vector<Tie> ties_between(const std::map<ObjectId, ObjectId>& table_of_part,
                              const std::set<ObjectId>& dropped_alone, const model::Dependencies& needs) {
  std::vector<Tie> ties;
  for (const auto& [part, table] : table_of_part) {
    const auto needed = needs.find(part);
    if (needed == needs.end() || dropped_alone.count(part) != 0) continue;
    for (const ObjectId& need : needed->second) {
      const auto other = table_of_part.find(need);
      if (other != table_of_part.end() && other->second != table) ties.push_back({part, table, other->second});
    }
  }
  return ties;
}

/// Leaves the ties of tables that wait for each other: those that nobody (left) holds on to, and those that hold on to
/// nobody, can go one after the other.
void keep_circles(std::vector<Tie>& ties) {
  for (std::size_t size = ties.size() + 1; size != ties.size();) {
    size = ties.size();
    std::set<ObjectId> holding;
    std::set<ObjectId> held;
    for (const Tie& tie : ties) {
      holding.insert(tie.table);
      held.insert(tie.other);
    }
    std::erase_if(ties, [&](const Tie& tie) { return held.count(tie.table) == 0 || holding.count(tie.other) == 0; });
  }
}

void add_drop(const model::Schema& schema, const ObjectId& part, const char* because, std::vector<DraftStep>& steps) {
  model::for_each_kind(schema, [&](const auto& objects) {
    using K = typename std::decay_t<decltype(objects)>::value_type;
    const K* object = objects.find(part);
    if (object != nullptr) steps.push_back({Step{diff::Drop<K>{*object}, {}, because}, {}});
  });
}

/// Whether `id` needs the table, or a part of it, at once or by others.
bool leads_to(const ObjectId& id, const ObjectId& table, const std::map<ObjectId, ObjectId>& table_of_part,
              const model::Dependencies& needs) {
  std::vector<ObjectId> waiting{id};
  std::set<ObjectId> met{id};
  while (!waiting.empty()) {
    const ObjectId next = waiting.back();
    waiting.pop_back();
    const auto part = table_of_part.find(next);
    if (part != table_of_part.end() && part->second == table) return true;
    const auto needed = needs.find(next);
    if (needed == needs.end()) continue;
    for (const ObjectId& need : needed->second)
      if (met.insert(need).second) waiting.push_back(need);
  }
  return false;
}

/// The parts of dropped tables that need something else that goes and itself needs their table: a policy that looks
/// through a view of the very table.
std::set<ObjectId> parts_in_circles(const std::map<ObjectId, ObjectId>& table_of_part, const std::set<ObjectId>& gone,
                                    const model::Dependencies& needs) {
  std::set<ObjectId> found;
  for (const auto& [part, table] : table_of_part) {
    const auto needed = needs.find(part);
    if (part == table || needed == needs.end() || gone.contains(part)) continue;
    for (const ObjectId& need : needed->second) {
      const auto other = table_of_part.find(need);
      const bool of_the_table = other != table_of_part.end() && other->second == table;
      if (!of_the_table && gone.contains(need) && leads_to(need, table, table_of_part, needs)) found.insert(part);
    }
  }
  return found;
}

}  // namespace

void untie_dropped_tables(const diff::Difference& difference, const model::Dependencies& needs_before,
                          std::vector<DraftStep>& steps) {
  std::map<ObjectId, ObjectId> table_of_part;
  std::set<ObjectId> dropped_alone;
  for (const DraftStep& step : steps) {
    if (const auto* drop = std::get_if<diff::Drop<model::Table>>(&step.step.change)) {
      const ObjectId table = drop->object.id();
      table_of_part.emplace(table, table);
      for (const ObjectId& part : parts_of(difference.renamed, table)) table_of_part.emplace(part, table);
    } else {
      for (const ObjectId& id : footprint(step.step.change).removes) dropped_alone.insert(id);
    }
  }
  std::vector<Tie> ties = ties_between(table_of_part, dropped_alone, needs_before);
  keep_circles(ties);
  std::set<ObjectId> cut;
  for (const Tie& tie : ties) {
    if (cut.insert(tie.part).second)
      add_drop(difference.renamed, tie.part, "ties tables that are dropped together in a circle", steps);
  }
  for (const ObjectId& part : parts_in_circles(table_of_part, dropped_alone, needs_before)) {
    if (cut.insert(part).second)
      add_drop(difference.renamed, part, "needs what goes, which needs the table that goes", steps);
  }
}

}  // namespace schemac::plan

#include "plan/surroundings.hpp"

#include <set>
#include <type_traits>
#include <vector>

#include "diff/rename.hpp"
#include "diff/subject.hpp"
#include "model/relations.hpp"
#include "plan/needs.hpp"

namespace schemac::plan {
namespace {

using model::Dependencies;
using model::ObjectId;
using model::Schema;
using Ids = std::set<ObjectId>;

/// Columns come with their table.
ObjectId whole(const Schema& schema, const ObjectId& id) {
  if (id.kind != model::Kind::column) return id;
  return model::relation_under(schema, id).value_or(id);
}

/// Who needs whom, by whole objects; what stands on a relation needs it.
Dependencies whole_needs(const Schema& schema) {
  Dependencies needs;
  for (const auto& [id, needed] : needs_of(schema)) {
    Ids& all = needs[whole(schema, id)];
    for (const ObjectId& need : needed) all.insert(whole(schema, need));
  }
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [id, object] : objects)
      if (const auto relation = model::relation_under(schema, id)) needs[id].insert(*relation);
  });
  for (const auto& [id, sequence] : schema.sequences)
    if (sequence.owned_by)
      needs[id].insert(whole(schema, model::column_id(sequence.owned_by->table, sequence.owned_by->column)));
  return needs;
}

Dependencies turned(const Dependencies& needs) {
  Dependencies dependents;
  for (const auto& [id, needed] : needs)
    for (const ObjectId& need : needed) dependents[need].insert(id);
  return dependents;
}

/// `found` and all that can be reached from it.
void close(Ids& found, const Dependencies& edges) {
  std::vector<ObjectId> open(found.begin(), found.end());
  while (!open.empty()) {
    const auto next = edges.find(open.back());
    open.pop_back();
    if (next == edges.end()) continue;
    for (const ObjectId& id : next->second)
      if (found.insert(id).second) open.push_back(id);
  }
}

/// The name that it had before the renames.
ObjectId former(ObjectId id, const model::Renames& renames) {
  for (const model::Rename& back : model::reversed(renames)) id = diff::renamed_id(id, back);
  return id;
}

/// The default partitions beside this table, if it is a partition: they change with it.
void add_rest(const ObjectId& subject, const diff::Difference& difference, Ids& found) {
  for (const Schema* state : {&difference.renamed, &difference.after}) {
    const model::Table* table = state->tables.find(subject);
    if (table == nullptr || !table->partition_of) continue;
    for (const auto& [id, other] : difference.renamed.tables)
      if (other.partition_of == model::PartitionOf{table->partition_of->parent, "DEFAULT"})
        found.insert(former(id, difference.renames));
  }
}

}  // namespace

Schema surroundings(const diff::Difference& difference) {
  const Schema& before = difference.before;
  const Dependencies needs = whole_needs(before);
  const Dependencies needs_after = whole_needs(difference.after);
  Ids found;
  Ids needed;
  for (const diff::Change& change : difference.changes) {
    const ObjectId subject = diff::subject(change);
    for (const ObjectId& id : {subject, former(subject, difference.renames)}) {
      found.insert(whole(before, id));
      if (const auto relation = model::relation_under(before, id)) found.insert(*relation);
    }
    add_rest(subject, difference, found);
    const auto then = needs_after.find(whole(difference.after, subject));
    if (then == needs_after.end()) continue;
    for (const ObjectId& need : then->second) needed.insert(whole(before, former(need, difference.renames)));
  }
  close(found, turned(needs));
  found.merge(needed);
  close(found, needs);
  Schema result = before;
  model::for_each_kind(result, [&](auto& objects) {
    using Objects = std::remove_reference_t<decltype(objects)>;
    if constexpr (std::is_same_v<typename Objects::value_type, model::Namespace>) return;
    const Objects all = objects;
    for (const auto& [id, object] : all)
      if (!found.contains(id)) objects.erase(id);
  });
  const auto is_gone = [&](const auto& entry) { return !found.contains(whole(before, entry.first)); };
  std::erase_if(result.owners, is_gone);
  std::erase_if(result.grants, is_gone);
  return result;
}

}  // namespace schemac::plan

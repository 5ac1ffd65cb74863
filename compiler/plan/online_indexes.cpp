// Indexes, and the keys that have one. Built concurrently they let others write; what replaces one is there before that
// one goes. https://www.postgresql.org/docs/15/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
#include <optional>

#include "diff/subject.hpp"
#include "plan/online_site.hpp"

namespace schemac::plan {
namespace {

using model::ObjectId;
using model::QualifiedName;

constexpr const char* kReplaces = "takes the place of the former one, which serves until then";
constexpr const char* kForConstraint = "for the constraint, which then need not build it under a lock";

Step made(diff::Change change, std::string because, std::vector<Hazard> hazards = {}, Way way = Way::at_once) {
  return {std::move(change), std::move(hazards), std::move(because), way, {}};
}

Piece build(model::Index index, const Step& step, std::string because) {
  if (because.empty()) because = step.because;
  return {made(diff::Create<model::Index>{std::move(index)}, std::move(because), only(step, HazardKind::may_fail),
               Way::concurrently),
          Place::alone};
}

/// The indexes of partitions that are to be part of this one: they are there before it.
void attach_parts(const model::Index& index, const model::Schema& after, std::vector<Piece>& pieces) {
  for (const auto& [id, part] : after.indexes) {
    if (part.partition_of != QualifiedName{index.table.schema, index.name}) continue;
    pieces.push_back({made(diff::AttachIndex{id, *part.partition_of}, ""), Place::together});
  }
}

/// PostgreSQL builds no index of a partitioned table concurrently. Those of the partitions are built so, then the
/// parent's is made without them, and whole by attaching them.
/// https://www.postgresql.org/docs/15/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
Pieces of_partitioned(const model::Index& index, const Step& step, const Site& site) {
  model::Index bare = index;
  bare.invalid = true;
  Pieces pieces{{}, {}, {index.id()}, index.table};
  pieces.later.push_back(
      {made(diff::Create<model::Index>{bare}, step.because, without(step, {HazardKind::blocks_writes})), Place::apart});
  attach_parts(index, site.difference().after, pieces.later);
  return pieces;
}

template <class Key>
model::Index index_of(const Key& key, std::string name) {
  model::Index index;
  index.table = key.table;
  index.name = std::move(name);
  index.unique = true;
  index.include = key.include;
  index.storage_parameters = key.storage_parameters;
  for (const std::string& column : key.columns) {
    model::IndexKey each;
    each.column = column;
    index.keys.push_back(std::move(each));
  }
  return index;
}

/// A key takes over an index that is there. ALTER TABLE renames the index as the constraint.
template <class Key>
std::optional<Pieces> form_of_key(const Key& key, model::Index index, const Step& step, const Site& site,
                                  Former former) {
  if (!site.is_live(key.table) || site.is_partitioned(key.table)) return std::nullopt;
  if (former != nullptr) index.name = site.free_name("next_" + key.name, key.table.schema);
  Pieces pieces{{}, {}, {key.id()}, key.table};
  pieces.later.push_back(build(index, step, former == nullptr ? kForConstraint : kReplaces));
  Step take_over{step.change, without(step, {HazardKind::blocks_writes, HazardKind::may_fail}), step.because,
                 Way::from_index, index.name};
  if (former != nullptr) {
    Piece gone = removal(*former, site);
    if (gone.place == Place::together) gone.place = Place::apart;
    pieces.later.push_back(std::move(gone));
  }
  const bool joins = former != nullptr && pieces.later.back().place == Place::apart;
  pieces.later.push_back({std::move(take_over), joins ? Place::together : Place::apart});
  return pieces;
}

}  // namespace

Piece removal(const Step& drop, const Site& site) {
  const auto* index = std::get_if<diff::Drop<model::Index>>(&drop.change);
  if (index == nullptr || site.is_partitioned(index->object.table)) return {drop, Place::together};
  Step concurrent = drop;
  concurrent.way = Way::concurrently;
  return {std::move(concurrent), Place::alone};
}

std::optional<Pieces> online_form(const diff::Create<model::Index>& change, const Step& step, const Site& site,
                                  Former former) {
  const model::Index& index = change.object;
  if (!site.is_live(index.table) || index.invalid) return std::nullopt;
  if (site.is_partitioned(index.table)) return of_partitioned(index, step, site);
  Pieces pieces{{}, {}, {index.id()}, index.table};
  if (former == nullptr) {
    pieces.later.push_back(build(index, step, ""));
    return pieces;
  }
  model::Index next = index;
  next.name = site.free_name("next_" + index.name, index.table.schema);
  pieces.later.push_back(build(next, step, kReplaces));
  Piece gone = removal(*former, site);
  const bool in_transaction = gone.place == Place::together;
  if (in_transaction) gone.place = Place::apart;
  pieces.later.push_back(std::move(gone));
  pieces.later.push_back({made(diff::Rename<model::Index>{next.id(), index.id()}, step.because),
                          in_transaction ? Place::together : Place::apart});
  return pieces;
}

std::optional<Pieces> online_form(const diff::Create<model::Unique>& change, const Step& step, const Site& site,
                                  Former former) {
  model::Index index = index_of(change.object, change.object.name);
  index.nulls_not_distinct = change.object.nulls_not_distinct;
  return form_of_key(change.object, std::move(index), step, site, former);
}

std::optional<Pieces> online_form(const diff::Create<model::PrimaryKey>& change, const Step& step, const Site& site,
                                  Former former) {
  return form_of_key(change.object, index_of(change.object, change.object.name), step, site, former);
}

}  // namespace schemac::plan

// Indexes that are missing, and those that are there twice.
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lint/indexes.hpp"
#include "lint/rules.hpp"
#include "sql/quote.hpp"

namespace schemac::lint {
namespace {

using model::IndexKey;

/// Whether the index finds the rows whose `columns` have given values. A predicate that leaves out NULLs alone is
/// implied by `column = value`. https://www.postgresql.org/docs/15/indexes-partial.html
bool serves(const AnyIndex& index, const std::set<std::string>& columns) {
  const bool ordered = index.method == "btree";
  if (index.keys.size() < columns.size() || (!ordered && (index.method != "hash" || index.keys.size() != 1)))
    return false;
  const bool partial = index.predicate && std::none_of(columns.begin(), columns.end(), [&](const std::string& column) {
                         return *index.predicate == fmt::format("({} IS NOT NULL)", sql::identifier(column));
                       });
  if (partial) return false;
  std::set<std::string> leading;
  for (std::size_t i = 0; i < columns.size(); ++i) leading.insert(index.keys[i].column);
  return leading == columns;
}

bool begins_with(const std::vector<IndexKey>& keys, const std::vector<IndexKey>& prefix) {
  return prefix.size() <= keys.size() && std::equal(prefix.begin(), prefix.end(), keys.begin());
}

bool has_all(const AnyIndex& index, const std::vector<std::string>& columns) {
  return std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
    const auto is_it = [&](const IndexKey& key) { return key.column == column; };
    return std::any_of(index.keys.begin(), index.keys.end(), is_it) ||
           std::find(index.include.begin(), index.include.end(), column) != index.include.end();
  });
}

/// Whether `other` does all that `index` does. Only of btree is the beginning of the keys an order of its own; a unique
/// one is replaced only by one that refuses the same rows at the same moment.
bool does_all_of(const AnyIndex& other, const AnyIndex& index) {
  if (other.method != index.method || other.predicate != index.predicate) return false;
  if (!begins_with(other.keys, index.keys) || !has_all(other, index.include)) return false;
  const bool same_keys = other.keys.size() == index.keys.size();
  if (!same_keys && index.method != "btree") return false;
  if (!index.unique) return true;
  return same_keys && other.unique && other.immediate && other.nulls_not_distinct == index.nulls_not_distinct;
}

/// Of two that do the same, the one that comes first in the order of indexes_of() stays.
bool is_redundant(const AnyIndex& index, const AnyIndex& other, bool other_is_first) {
  return does_all_of(other, index) && (other_is_first || !does_all_of(index, other));
}

bool is_needed_by_name(const model::Schema& schema, const AnyIndex& index) {
  const model::Table* const table = schema.tables.find({model::Kind::table, index.table.schema, {}, index.table.name});
  if (table == nullptr) return false;
  return table->cluster_on == index.id.name || table->replica_identity == "USING INDEX " + index.id.name;
}

}  // namespace

void unindexed_foreign_keys(const Subject& subject, Findings& findings) {
  const std::vector<AnyIndex> indexes = indexes_of(subject.schema);
  for (const auto& [id, key] : subject.schema.foreign_keys) {
    if (key.inherited) continue;
    const std::set<std::string> columns(key.columns.begin(), key.columns.end());
    const std::span<const AnyIndex> there = on_table(indexes, key.table);
    if (std::any_of(there.begin(), there.end(), [&](const AnyIndex& index) { return serves(index, columns); }))
      continue;
    findings.push_back(
        {Code::unindexed_foreign_key, id,
         fmt::format("no index begins with the columns of {}: each row that goes from `{}` reads all of `{}`",
                     describe(id), sql::qualified(key.references), sql::qualified(key.table)),
         fmt::format("CREATE INDEX ON {} ({})", sql::qualified(key.table), sql::identifiers(key.columns))});
  }
}

void redundant_indexes(const Subject& subject, Findings& findings) {
  const std::vector<AnyIndex> indexes = indexes_of(subject.schema);
  for (const AnyIndex& index : indexes) {
    if (index.id.kind == model::Kind::primary_key || index.attached || is_needed_by_name(subject.schema, index))
      continue;
    for (const AnyIndex& other : on_table(indexes, index.table)) {
      if (&other == &index || !is_redundant(index, other, &other < &index)) continue;
      findings.push_back({Code::redundant_index, index.id,
                          fmt::format("{} does nothing that {} does not do", describe(index.id), describe(other.id)),
                          "drop it: each write keeps both up to date"});
      break;
    }
  }
}

}  // namespace schemac::lint

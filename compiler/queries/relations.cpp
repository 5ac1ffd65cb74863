#include "queries/relations.hpp"

#include "sql/quote.hpp"

namespace schemac::queries {
namespace {

// What a rule makes of a statement may return anything.
constexpr const char* kRelation = R"sql(
SELECT c.relkind IN ('r', 'p') AND NOT c.relhasrules AS is_table,
       CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) ELSE '' END AS definition
FROM pg_class c
WHERE c.oid = to_regclass($1)
)sql";

// NOT NULL is kept by tables alone: a foreign table's word is not checked, and what inherits may have dropped it before
// PostgreSQL 18, which in turn has constraints that were never held against the rows.
// https://www.postgresql.org/docs/18/catalog-pg-constraint.html
constexpr const char* kColumns = R"sql(
WITH RECURSIVE heirs AS (
  SELECT to_regclass($1)::oid AS oid
  UNION
  SELECT i.inhrelid FROM heirs h JOIN pg_inherits i ON i.inhparent = h.oid
)
SELECT a.attname,
       (SELECT bool_and(b.attnotnull AND c.relkind IN ('r', 'p')
                        AND NOT EXISTS (SELECT FROM pg_constraint k
                                        WHERE k.conrelid = c.oid AND k.contype = 'n' AND NOT k.convalidated
                                              AND k.conkey = ARRAY[b.attnum]))
        FROM heirs h
        JOIN pg_class c ON c.oid = h.oid
        JOIN pg_attribute b ON b.attrelid = h.oid AND b.attname = a.attname) AS not_null
FROM pg_attribute a
WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
)sql";

// Objects of PostgreSQL itself have numbers below 16384.
// https://www.postgresql.org/docs/15/system-catalog-initial-data.html
constexpr const char* kHasBuiltInCasts = R"sql(
WITH RECURSIVE parts AS (
  SELECT oid, typbasetype, typelem, typarray FROM pg_type WHERE oid = to_regtype($1)
  UNION
  SELECT t.oid, t.typbasetype, t.typelem, t.typarray
  FROM parts p JOIN pg_type t ON t.oid IN (p.typbasetype, p.typelem, p.typarray)
)
SELECT EXISTS (SELECT FROM parts)
       AND NOT EXISTS (SELECT FROM parts p JOIN pg_cast c ON c.casttarget = p.oid WHERE c.oid >= 16384)
)sql";

}  // namespace

Relation* Relations::find(const model::QualifiedName& name) {
  const auto [entry, is_new] = known_.try_emplace(name);
  if (is_new) entry->second = read(name);
  return entry->second ? &*entry->second : nullptr;
}

bool Relations::is_built_in(const std::string& function) {
  if (!others_) {
    others_.emplace();
    constexpr const char* kOthers = "SELECT proname FROM pg_proc WHERE pronamespace <> 'pg_catalog'::regnamespace";
    const auto rows = database_.query_unchecked_sql(kOthers);
    for (const auto row : rows) others_->emplace(row.text(0));
  }
  return !others_->contains(function);
}

bool Relations::is_built_in_cast(const std::vector<std::string>& type) {
  const auto [entry, is_new] = casts_.try_emplace(type, false);
  if (!is_new || type.empty() || type.size() > 2) return entry->second;
  const std::string spelled = sql::qualified({type.size() == 2 ? type.front() : std::string(), type.back()});
  entry->second = database_.query_unchecked_sql(kHasBuiltInCasts, {spelled})[0].text(0) == "t";
  return entry->second;
}

std::optional<Relation> Relations::read(const model::QualifiedName& name) {
  const std::string spelled = name.schema.empty() ? sql::identifier(name.name) : sql::qualified(name);
  Relation relation;
  const auto found = database_.query_unchecked_sql(kRelation, {spelled});
  if (found.empty()) return std::nullopt;
  relation.is_table = found[0].text(0) == "t";
  relation.definition = found[0].text(1);
  const auto columns = database_.query_unchecked_sql(kColumns, {spelled});
  for (const auto row : columns) relation.columns.push_back({std::string(row.text(0)), row.text(1) == "t"});
  return relation;
}

}  // namespace schemac::queries

#include "queries/type_names.hpp"

#include <string>

namespace schemac::queries {
namespace {

// The type of an array is told by its element, which knows it: some that are subscripted alike are none (point, name).
// https://www.postgresql.org/docs/15/catalog-pg-type.html
constexpr const char* kType = R"sql(
WITH RECURSIVE bases AS (
  SELECT oid, typname, typnamespace, typtype, typbasetype, typelem, false AS of_array, NULL::oid AS domain
  FROM pg_type WHERE oid = $1::oid
  UNION ALL
  SELECT t.oid, t.typname, t.typnamespace, t.typtype, t.typbasetype, t.typelem,
         b.of_array OR b.typtype <> 'd', coalesce(b.domain, CASE WHEN b.of_array AND b.typtype = 'd' THEN b.oid END)
  FROM bases b
  JOIN pg_type t ON CASE WHEN b.typtype = 'd' THEN t.oid = b.typbasetype
                         ELSE t.oid = b.typelem AND t.typarray = b.oid END
)
SELECT n.nspname, b.typname, b.of_array, b.domain IS NOT NULL AS of_domain,
       coalesce(m.nspname, '') AS domain_schema, coalesce(d.typname, '') AS domain
FROM bases b
JOIN pg_namespace n ON n.oid = b.typnamespace
LEFT JOIN pg_type d ON d.oid = b.domain
LEFT JOIN pg_namespace m ON m.oid = d.typnamespace
WHERE b.typtype <> 'd' AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = b.oid)
)sql";

}  // namespace

const model::QueryType& TypeNames::of(std::uint32_t number) {
  const auto [entry, is_new] = known_.try_emplace(number);
  if (!is_new) return entry->second;
  const auto rows = database_.query_unchecked_sql(kType, {std::to_string(number)});
  for (const auto row : rows)
    entry->second = {{std::string(row.text(0)), std::string(row.text(1))},
                     row.text(2) == "t",
                     row.text(3) == "t",
                     {std::string(row.text(4)), std::string(row.text(5))}};
  return entry->second;
}

}  // namespace schemac::queries

#include "schemac/runtime/violated.hpp"

#include "schemac/runtime/codec/scalar.hpp"
#include "schemac/runtime/codec/text.hpp"
#include "schemac/runtime/query.hpp"

namespace schemac::runtime::detail {
namespace {

struct Named {
  std::string schema;
  std::string table;
  std::string constraint;
};
using NamedShape = Shape<Named, std::string, std::string, std::string>;

// Keys and exclusions are indexes, which inherit as tables do; a foreign key knows its parent; a check has the name of
// its parent's, in a table that inherits.
constexpr Statement kAbove{R"sql(WITH RECURSIVE place AS (
  SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1::text AND c.relname = $2::text
), indexes (oid) AS (
  SELECT c.oid FROM place JOIN pg_catalog.pg_index i ON i.indrelid = place.oid
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE c.relname = $3::text
  UNION SELECT h.inhparent FROM indexes JOIN pg_catalog.pg_inherits h ON h.inhrelid = indexes.oid
), foreign_keys (oid) AS (
  SELECT k.oid FROM place JOIN pg_catalog.pg_constraint k ON k.conrelid = place.oid
  WHERE k.contype = 'f' AND k.conname = $3::text
  UNION SELECT k.conparentid FROM foreign_keys JOIN pg_catalog.pg_constraint k ON k.oid = foreign_keys.oid
), tables (oid) AS (
  SELECT oid FROM place
  UNION SELECT h.inhparent FROM tables JOIN pg_catalog.pg_inherits h ON h.inhrelid = tables.oid
), above (table_oid, name) AS (
  SELECT i.indrelid, c.relname FROM indexes JOIN pg_catalog.pg_index i ON i.indexrelid = indexes.oid
  JOIN pg_catalog.pg_class c ON c.oid = indexes.oid
  UNION ALL
  SELECT k.conrelid, k.conname FROM foreign_keys JOIN pg_catalog.pg_constraint k ON k.oid = foreign_keys.oid
  UNION ALL
  SELECT k.conrelid, k.conname FROM tables JOIN pg_catalog.pg_constraint k ON k.conrelid = tables.oid
  WHERE k.contype = 'c' AND k.conname = $3::text AND NOT k.connoinherit AND EXISTS (
    SELECT FROM place JOIN pg_catalog.pg_constraint own ON own.conrelid = place.oid
    WHERE own.contype = 'c' AND own.conname = $3::text AND own.coninhcount > 0)
)
SELECT n.nspname::text, c.relname::text, above.name::text FROM above
JOIN pg_catalog.pg_class c ON c.oid = above.table_oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace)sql"};

std::optional<std::size_t> place_of(const TableConstraints& constraints, std::string_view schema,
                                    std::string_view table, std::string_view constraint) {
  if (schema != constraints.schema || table != constraints.table) return std::nullopt;
  for (std::size_t place = 0; place < constraints.count; ++place)
    if (constraint == constraints.names[place]) return place;
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> violated(const TableConstraints& constraints, const ConstraintViolation& violation) {
  return place_of(constraints, violation.schema(), violation.table(), violation.constraint());
}

std::optional<std::size_t> violated(const TableConstraints& constraints, const ConstraintViolation& violation,
                                    Executor& executor) {
  if (const auto named = violated(constraints, violation)) return named;
  if (violation.constraint().empty()) return std::nullopt;  // a NOT NULL has no name
  const auto found_above =
      rows<NamedShape>(executor, kAbove, values(violation.schema(), violation.table(), violation.constraint()));
  for (const Named& above : found_above)
    if (const auto found = place_of(constraints, above.schema, above.table, above.constraint)) return found;
  return std::nullopt;
}

}  // namespace schemac::runtime::detail

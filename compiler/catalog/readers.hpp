// One reader a kind of object: each runs its query and adds what it finds to the draft. Those further down need what
// the ones above them have added, so that they run in this order.
#pragma once

#include <vector>

#include "catalog/draft.hpp"
#include "catalog/read.hpp"
#include "catalog/source.hpp"

namespace schemac::catalog {

void read_namespaces(Source& source, const Scope& scope, Draft& draft);
void read_extensions(Source& source, Draft& draft);
void read_enum_types(Source& source, Draft& draft);
void read_composite_types(Source& source, Draft& draft);
void read_domains(Source& source, Draft& draft);
void read_range_types(Source& source, Draft& draft);
void read_functions(Source& source, Draft& draft);
void read_aggregates(Source& source, Draft& draft);
void read_tables(Source& source, Draft& draft);  ///< With their columns.
void read_views(Source& source, Draft& draft);   ///< With materialized views and their columns.
/// Everything that its query spells: languages, foreign data with its tables, collations, operators and their classes,
/// casts, transforms, conversions, text search, event triggers, publications.
void read_scripted(Source& source, Draft& draft);
void read_sequences(Source& source, Draft& draft);
void read_indexes(Source& source, Draft& draft);  ///< With primary keys, unique and exclusion constraints.
void read_checks(Source& source, Draft& draft);
void read_foreign_keys(Source& source, Draft& draft);
void read_rules(Source& source, Draft& draft);
void read_statistics(Source& source, Draft& draft);  ///< Extended ones.
void read_triggers(Source& source, Draft& draft);
void read_policies(Source& source, Draft& draft);

/// Owners and privileges of all objects, which have been read, and default privileges.
void read_rights(Source& source, Draft& draft);

/// Fills in schema.dependencies, from pg_depend. All objects have been read.
void read_dependencies(Source& source, Draft& draft);

/// What is there and cannot be part of the schema, sorted.
[[nodiscard]] std::vector<Unmodelled> read_unmodelled(Source& source, const Draft& draft);

}  // namespace schemac::catalog

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
void read_functions(Source& source, Draft& draft);
void read_tables(Source& source, Draft& draft);  ///< With their columns.
void read_sequences(Source& source, Draft& draft);
void read_indexes(Source& source, Draft& draft);  ///< With primary keys, unique and exclusion constraints.
void read_checks(Source& source, Draft& draft);
void read_foreign_keys(Source& source, Draft& draft);
void read_triggers(Source& source, Draft& draft);
void read_policies(Source& source, Draft& draft);

/// Fills in schema.dependencies, from pg_depend. All objects have been read.
void read_dependencies(Source& source, Draft& draft);

/// What is there and cannot be part of the schema, sorted.
[[nodiscard]] std::vector<Unmodelled> read_unmodelled(Source& source, const Draft& draft);

}  // namespace schemac::catalog

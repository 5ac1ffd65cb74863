// The passes over a draft, in the order in which they run. Each needs what those above it have made.
#pragma once

#include "frontend/draft.hpp"

namespace schemac::frontend {

/// Entities as tables: names, schemas, storage, comments; fields of mixins and own fields in the order of columns.
void lay_out_tables(Draft& draft);
/// Columns with their types, defaults and names, but for references.
void declare_columns(Draft& draft);
/// Primary keys; an integer alone counts by itself.
void declare_keys(Draft& draft);
/// References get the type of the key that they point to.
void resolve_references(Draft& draft);
/// From here on tables are complete: they enter the schema, with their primary keys.
void put_tables(Draft& draft);
/// Unique constraints of columns and tables.
void declare_uniques(Draft& draft);
/// Checks, and validations that are checks.
void declare_checks(Draft& draft);
void declare_exclusions(Draft& draft);
void declare_indexes(Draft& draft);
/// Foreign keys of references and of tables, and an index for each reference that no other index serves.
void declare_foreign_keys(Draft& draft);
/// Triggers that keep `touch_on_update`, and their functions.
void declare_touches(Draft& draft);
void declare_policies(Draft& draft);
/// References, and the other sides of them: HasMany, HasOne, ManyToMany.
void declare_relations(Draft& draft);
void declare_renames(Draft& draft);
/// Hands the entities over: nothing of a table changes any more.
void finish_entities(Draft& draft);

}  // namespace schemac::frontend

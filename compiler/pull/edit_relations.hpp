// Relations that have no column of their own: `RefersTo`, `HasMany`, `HasOne`, `ManyToMany`. No object of the database
// says them, so that a pull only keeps them true.
#pragma once

#include "pull/edit_entity.hpp"
#include "pull/names.hpp"
#include "pull/pull.hpp"
#include "pull/references.hpp"
#include "pull/source_index.hpp"

namespace schemac::pull {

struct RelationScope {
  const model::Declared& before;  ///< What the headers declare.
  const model::Schema& live;
  const Forms& forms;
  const References& references;  ///< Of `live`.
  const Names& names;
  const SourceIndex& index;
  const Progress& progress;
};

/// Takes out the relations whose reference is gone, and those of which an earlier round has found that the headers
/// cannot say them any more. To one that would now fit several references it adds which is meant.
void edit_relations(const model::Entity& entity, const RelationScope& scope, Edits& edits);

}  // namespace schemac::pull

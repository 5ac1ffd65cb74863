// Relations that have no column of their own: `RefersTo`, `HasMany`, `HasOne`, `ManyToMany`. No object of the database
// says them, so that a pull only keeps them true, and adds those of references that are new.
#pragma once

#include "pull/edit_entity.hpp"
#include "pull/source_index.hpp"
#include "pull/ways.hpp"

namespace schemac::pull {

struct RelationScope {
  const Wording& wording;  ///< Of what the database has.
  const Former& former;
  const std::vector<Way>& ways;  ///< From now on.
  const SourceIndex& index;
};

/// Takes out the relations whose reference is gone, and those of which an earlier round has found that the headers
/// cannot say them any more. To one that would now fit several references it adds which is meant.
void edit_relations(const model::Entity& entity, const RelationScope& scope, Edits& edits);

/// Puts in relations that the entity has not, behind those that it has.
void insert_relations(const model::Entity& entity, const std::vector<FieldText>& relations, const SourceIndex& index,
                      Edits& edits);

}  // namespace schemac::pull

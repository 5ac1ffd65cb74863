// The relations of references that are new: a foreign key is one from both of its ends, and an entity between two
// others one from each of these to the other.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "pull/ways.hpp"

namespace schemac::pull {

/// Gives the entities their `RefersTo`, `HasMany`, `HasOne` and `ManyToMany`, as far as each has a name that is free:
/// one that no header has yet all of them, another those along ways that are new.
/// @param entities those of `wording`, without relations
/// @param words by table, what the structs of headers have names for already
/// @return the ways there are from now on
std::vector<Way> add_relations(std::vector<EntityText>& entities, const Wording& wording, const Former& former,
                               const std::map<model::QualifiedName, std::set<std::string>>& words);

}  // namespace schemac::pull

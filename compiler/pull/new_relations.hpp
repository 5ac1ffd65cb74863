// The relations of entities that no header has yet: a foreign key is one from both of its ends, and an entity between
// two others one from each of these to the other.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pull/entity_text.hpp"

namespace schemac::pull {

/// Gives the entities their `RefersTo`, `HasMany`, `HasOne` and `ManyToMany`, as far as each has a name that is free.
/// @param fresh those that no header has yet
/// @param wording of what they were made of
/// @param namespaces where they will stand
/// @param gone by the names of struct and member, those that an earlier attempt has found cannot be said
void add_relations(std::vector<EntityText>& fresh, const Wording& wording, const Namespaces& namespaces,
                   const std::set<std::pair<std::string, std::string>>& gone);

}  // namespace schemac::pull

// Mixins: those that the project has, and those that a first pull makes. One is recognised only where its columns stand
// together at the mixin's place, so that nothing moves.
#pragma once

#include <string>
#include <vector>

#include "pull/entity_text.hpp"
#include "pull/sources.hpp"

namespace schemac::pull {

struct Mixin {
  CppName name;
  std::vector<FieldText> fields;  ///< With everything but comments and SQL names as headers say it.
};

/// The mixins that stand in the headers: structs without bases, templates or anything else than fields, which no entity
/// is.
[[nodiscard]] std::vector<Mixin> find_mixins(const Sources& sources);

/// `Timestamps` and `SoftDelete`, as far as several entities have their columns and the names are free.
[[nodiscard]] std::vector<Mixin> make_mixins(const std::vector<EntityText>& entities, const Namespaces& namespaces);

/// Takes the fields at the end of the entity that mixins say, and gives the mixins in the order of bases.
std::vector<const Mixin*> take_mixins(EntityText& entity, const std::vector<Mixin>& mixins);

}  // namespace schemac::pull

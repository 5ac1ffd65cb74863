// Entities that no header has yet: a header for each, with the enumerations that it alone uses, or all in the one
// header that the project has.
#pragma once

#include <vector>

#include "pull/entity_text.hpp"
#include "pull/mixins.hpp"
#include "pull/sources.hpp"

namespace schemac::pull {

/// Writes the entities and the enumerations of `types` that have no header, whose headers enter `names`. `types` are
/// those that stand in the database.
void write_new_entities(std::vector<EntityText> entities, const model::Objects<model::EnumType>& types,
                        const Layout& layout, Names& names, Sources& sources);

/// Takes out of what headers say the foreign keys for which two headers would have to include each other, and says
/// whether there were any. `entities` are all of them, with the header of each that has one in `names`.
bool untie_includes(const std::vector<EntityText>& entities, const Wording& wording, Forms& forms);

}  // namespace schemac::pull

// Owners, privileges and default privileges in the .sql files: what the database has and the sources do not say is said
// at the end of `rights.sql`; what they say and the database has not is taken out where it stands.
#pragma once

#include <string>

#include "model/schema.hpp"
#include "pull/sources.hpp"

namespace schemac::pull {

/// One round: takes out what `said` has and `live` has not; where nothing of that stands in a statement of its own,
/// says all that differs. Both are schemas of sources (see model::forget_session_role) with the same objects. False:
/// they have the same rights.
[[nodiscard]] bool edit_rights(const model::Schema& said, const model::Schema& live, const Layout& layout,
                               const std::string& default_schema, Sources& sources);

}  // namespace schemac::pull

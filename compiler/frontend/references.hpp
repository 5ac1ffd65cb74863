// What is said of references wherever they stand.
#pragma once

#include "frontend/draft.hpp"

namespace schemac::frontend {

/// `BelongsTo<X>`, `HasMany<X>` … where X is no entity of the schema headers.
void report_not_an_entity(Draft& draft, RecordId id, const Place& place, const std::string& word);

}  // namespace schemac::frontend

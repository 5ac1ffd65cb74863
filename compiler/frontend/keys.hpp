// The primary key of a table that is complete.
#pragma once

#include "frontend/draft.hpp"

namespace schemac::frontend {

/// Fills in TableDraft::key and adds the constraint.
void put_key(Draft& draft, TableDraft& table);

}  // namespace schemac::frontend

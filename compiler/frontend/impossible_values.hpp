// Constants that a column can never hold: a default beside its type, its range or its length; a length that its type
// has no room for. PostgreSQL takes them, and refuses each row that leaves the column out.
#pragma once

#include "frontend/draft.hpp"

namespace schemac::frontend {

/// Reports them, once the column has its type.
void check_constants(Draft& draft, const ColumnDraft& column);

}  // namespace schemac::frontend

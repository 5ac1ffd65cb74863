// The words of the vocabulary as types of SQL, spelled as format_type() spells them.
#pragma once

#include <optional>

#include "frontend/draft.hpp"

namespace schemac::frontend {

/// The type of a column that is no reference, with the options that belong to it (`precision`). Sizes that PostgreSQL
/// does not take and types that it cannot parse are reported. An enumeration that is met becomes an enum type; an
/// extension that the type needs is declared.
[[nodiscard]] model::ColumnType spell_type(Draft& draft, const SourceField& field);

}  // namespace schemac::frontend

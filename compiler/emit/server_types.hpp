// From the types of a server, by their names in its catalog, to the words of the vocabulary: what a query takes and
// gives in C++.
#pragma once

#include "emit/types.hpp"
#include "model/query.hpp"

namespace schemac::emit {

/// The word for it; an enum that no header declares, a composite and whatever else there is are `custom`.
[[nodiscard]] model::ColumnType column_type(const model::QueryType& type, const EnumNames& enums);

/// Whether a column of it can be read as it comes: its binary form is a contract, and the type is known by number or
/// name.
[[nodiscard]] bool is_readable(const model::QueryType& type, const EnumNames& enums);

}  // namespace schemac::emit

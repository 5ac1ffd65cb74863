// What a foreign key stands on: the primary key, a unique constraint, or a whole unique index of the other table.
#pragma once

#include "frontend/draft.hpp"

namespace schemac::frontend {

/// The object that makes these columns identify one row, in any order; nothing: none does.
[[nodiscard]] std::optional<model::ObjectId> referenced_key(const Draft& draft, const model::QualifiedName& table,
                                                            std::vector<std::string> columns);

}  // namespace schemac::frontend

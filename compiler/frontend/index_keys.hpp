// Keys of indexes and exclusions: a column or an expression, its order, operator class and collation.
#pragma once

#include "frontend/draft.hpp"
#include "model/index.hpp"

namespace schemac::frontend {

/// The key that an argument says: `&A::b`, `desc(&A::b)`, `expression("…")`. Nothing where it was reported. The
/// columns that it needs are added to `columns`.
[[nodiscard]] std::optional<model::IndexKey> read_key(Draft& draft, TableDraft& table, const Argument& argument,
                                                      std::vector<std::string>& columns);

/// What a name is made of: the column, or `expr` as PostgreSQL says it.
[[nodiscard]] std::string name_of_key(const model::IndexKey& key);

/// The access method that `gin`, `using_method("bloom")` … say.
[[nodiscard]] std::string method_of(const Argument& argument);

}  // namespace schemac::frontend

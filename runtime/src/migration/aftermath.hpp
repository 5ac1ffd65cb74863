// What is left of a statement that commits by itself when the run that sent it has died: what there is to see of it in
// the catalog, and how it is put right. For the manners of a statement that are neither `plain` nor `session`.
#pragma once

#include <functional>
#include <string>

#include "schemac/runtime/connection.hpp"
#include "schemac/runtime/migration/migration.hpp"

namespace schemac::runtime::migration {

/// Told what is put right.
using OnRepair = std::function<void(const std::string& what)>;

/// Whether what `statement` would make or remove is so already. Where a run has sent it before, it is done.
[[nodiscard]] bool is_done(Connection& connection, const Statement& statement);

/// Makes way for `statement` to be run, again or for the first time: drops an invalid index of its name, and copies
/// that a REINDEX left. https://www.postgresql.org/docs/15/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
void clear_the_way(Connection& connection, const Statement& statement, const OnRepair& on_repair);

/// The statement that ends what `statement` has begun and is to be run instead of it; empty: itself.
[[nodiscard]] std::string ending_of(Connection& connection, const Statement& statement);

}  // namespace schemac::runtime::migration

// Declared schema → what PostgreSQL makes of it: everything that headers and .sql files declare is created in an empty
// database, and the catalog is read back. The one way to know what a schema means.
#pragma once

#include <optional>

#include "catalog/read.hpp"
#include "elaborate/scratch.hpp"
#include "model/declared.hpp"
#include "sql/script.hpp"
#include "support/diagnostics.hpp"

namespace schemac::elaborate {

/// Makes the roles that the declaration names, where `scratch` may: before anything that shares the server begins.
void ensure_roles(const model::Declared& declared, Scratch& scratch);

/// Creates what is declared in a new database. Headers and .sql files are one work list: the planner orders what is
/// known, and what fails for want of something undefined is tried again until nothing moves. What the server refuses
/// for good becomes a diagnostic at the place of its declaration, and the result is empty. Throws runtime::Error when
/// the server is lost.
[[nodiscard]] std::optional<runtime::Connection> create(const model::Declared& declared, Scratch& scratch,
                                                        Diagnostics& diagnostics);

/// Reads back what `create` has made.
[[nodiscard]] catalog::Reading read_back(runtime::Connection& database, const model::Declared& declared);

/// Both, for who does not need the database any more.
[[nodiscard]] std::optional<catalog::Reading> elaborate(const model::Declared& declared, Scratch& scratch,
                                                        Diagnostics& diagnostics);

}  // namespace schemac::elaborate

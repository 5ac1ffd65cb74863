// What the tests of the catalog share: a fresh database, some SQL, a reading of it.
#pragma once

#include <schemac/runtime/connection.hpp>
#include <string>
#include <string_view>

#include "catalog/read.hpp"

namespace schemac::tests {

/// A new database with nothing in it but `public`, and a session of it.
runtime::Connection empty_database();

/// Makes a new database, runs `sql` there and reads it.
catalog::Reading reading_of(std::string_view sql, const catalog::Scope& scope = {});

}  // namespace schemac::tests

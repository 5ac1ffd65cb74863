// A database of a Scratch, read as what sources say: its own superuser is nobody whom they name.
#pragma once

#include "catalog/read.hpp"
#include "schemac/runtime/connection.hpp"

namespace schemac::elaborate {

/// Reads all of the database. What belongs to the role of the connection has no owner, and default privileges of that
/// role are those of whoever runs the script. Ends what SET ROLE or SET SESSION AUTHORIZATION began. Throws what
/// catalog::read throws.
[[nodiscard]] catalog::Reading read_scratch(runtime::Connection& database);

}  // namespace schemac::elaborate

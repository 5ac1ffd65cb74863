// Whether a database may have changed since it was read, without reading it again (docs/decisions/0025).
#pragma once

#include <string>

namespace schemac::runtime {
class Connection;
}

namespace schemac::catalog {

/// A text that differs as soon as somebody makes, changes or drops an object of the database, its comment or its
/// rights; that a table gets other rows changes nothing. It differs, too, without cause: after the server was started
/// again. Only ever compared with another of the same database.
/// @throws ServerTooOld before PostgreSQL 13, and what the runtime throws
[[nodiscard]] std::string mark_of(runtime::Connection& connection);

}  // namespace schemac::catalog

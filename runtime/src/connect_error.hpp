// Why no host could be connected to. libpq tries one after the other, and keeps what it says of each in one message, of
// which a server's answer tells more than a host that is not there: that one is what the failure is typed by.
// https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS
#pragma once

#include <string>

#include "libpq.hpp"

namespace schemac::runtime::detail {

/// @param said of hosts that were tried before with other connections, as libpq words it
/// @throws InvalidUrl, AuthenticationFailure, UndefinedDatabase, TooManyConnections, ConnectionFailure
[[noreturn]] void throw_connect_error(PGconn* connection, const std::string& said);

/// The hosts were silent, at least the last of them. @param said as above, of all
/// @throws as above
[[noreturn]] void throw_silence(PGconn* connection, const std::string& said);

}  // namespace schemac::runtime::detail

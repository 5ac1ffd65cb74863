// How a session is reached: libpqxx keeps the connection, and this policy of it does the connecting, so that a failure
// arrives as a typed error with its SQLSTATE and so that the timeout covers the log-in as well.
#pragma once

#include <memory>
#include <pqxx/connection_base>
#include <string>
#include <vector>

#include "libpq.hpp"
#include "patience.hpp"
#include "schemac/runtime/connection.hpp"

namespace schemac::runtime::detail {

/// Reads a URL or `key=value …` and gives it back as `key='value' …` with the session's needs in it, but for a password
/// that is asked for.
/// @throws InvalidUrl, which never quotes the password
std::string connection_text(const std::string& url, const ConnectionOptions& options);
/// The password that is asked for, as a further option; empty where none is.
std::string password_text(const ConnectionOptions& options);

/// Blots out (`***`) every quoted piece of libpq's message that is neither the name of an option nor has one of
/// `harmless` in it: libpq quotes whatever it stumbles on, and that may be a part of the password.
std::string without_quotations(std::string message, const std::vector<std::string>& harmless);

/// Shared so that it remembers its true type: libpqxx's base has no virtual destructor, and deleted through it a
/// connection stays open.
/// @param text from `connection_text`
/// @param patience for all hosts together; the resolver, which looks up their names, is not cut short by it
/// @throws AuthenticationFailure, UndefinedDatabase, TooManyConnections, ConnectionFailure, PatienceLost
std::shared_ptr<pqxx::connection_base> connect(const std::string& text, const Patience& patience);

/// The libpq connection under a libpqxx one, without asking the server anything.
PGconn* raw_connection(pqxx::connection_base& connection);

}  // namespace schemac::runtime::detail

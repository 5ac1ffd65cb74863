// Addresses of databases that differ in the database alone. Reads what libpq reads: URLs and `key=value …` text.
// https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING
#pragma once

#include <string>
#include <string_view>

namespace schemac::runtime {

/// `url` with another database, as `key=value …` text.
/// @throws InvalidUrl
std::string with_database(const std::string& url, std::string_view database);

/// The database that `url` names; empty where it names none.
/// @throws InvalidUrl
std::string database_of(const std::string& url);

}  // namespace schemac::runtime

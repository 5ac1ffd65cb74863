// The PostgreSQL that tests run against: a private server, one a test program, started when it is first asked for and
// gone when the program ends, however it ends. SCHEMAC_TEST_URL names another server to use instead (a superuser's
// URL); what tests create there is dropped at the end. The PG* variables are taken out of the environment before main,
// so that no test ever meets a server of this machine.
#pragma once

#include <string>
#include <string_view>

#include "server/binaries.hpp"

namespace schemac::tests {

/// The URL of the server's database `postgres`, as a superuser. Thread-safe.
std::string server_url();

/// The binaries of that server's version or, with SCHEMAC_TEST_URL, the newest here: for psql and pg_dump.
const server::Binaries& server_binaries();

/// The URL of a new, empty database, made from template0; `hint` is part of its name, so that a log can be read. It is
/// dropped soon after the test case ends, of one with generators this run of it.
std::string fresh_database(std::string_view hint = "test");

/// The same for all test cases of the program.
std::string lasting_database(std::string_view hint);

/// As fresh_database, a copy of one that nobody is connected to.
/// @param url of that one
std::string copied_database(const std::string& url);

/// For a test case that makes hundreds: those that it has made so far are dropped soon, too.
void drop_fresh_databases();

/// The same URL with another database.
std::string with_database(const std::string& url, std::string_view database);

/// Runs SQL with psql, stops at the first error; what it prints, unaligned, without headings. Throws
/// std::runtime_error with psql's message. For a statement or two: a session of the runtime is quicker for many.
std::string run_sql(const std::string& url, const std::string& sql);

}  // namespace schemac::tests

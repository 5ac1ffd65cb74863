// Runs a script's statements one by one, as a deploy does and with the same executor, so that whatever fails is known
// by its place. Nothing is written about it.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "schemac/runtime/connection.hpp"
#include "schemac/runtime/error.hpp"
#include "sql/script.hpp"

namespace schemac::elaborate {

/// The settings of a new session: what a file sets ends with the file.
inline constexpr std::string_view kFreshSession =
    "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; SET check_function_bodies = off; "
    "SET client_min_messages = warning";

/// A statement that the server refused.
class StatementFailed : public std::runtime_error {
 public:
  StatementFailed(const sql::Statement& statement, const runtime::Error& error);
  [[nodiscard]] const sql::Statement& statement() const { return statement_; }
  [[nodiscard]] const runtime::Error& error() const { return error_; }

 private:
  sql::Statement statement_;
  runtime::Error error_;
};

/// Whether a transaction's statements are sent one by one or many at a time, see
/// runtime::migration::Options::joins_statements.
enum class Sending { single, joined };

/// Runs every batch: in a transaction, each statement by itself, or as a walk. Each begins with the settings that the
/// session was born with. Throws StatementFailed; the batch it was in is rolled back, those before it stand.
void run(runtime::Connection& connection, const sql::Script& script, Sending sending = Sending::single);

/// Where in its file a server's error is: the statement's place, moved on by `position` characters (from 1; 0: the
/// statement).
[[nodiscard]] Place place_of(const sql::Statement& statement, int position);

}  // namespace schemac::elaborate

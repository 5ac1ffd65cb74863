// Statements as messages may show them.
#pragma once

#include <string>

namespace schemac::sql {

/// The statement with `***` in the place of each string that follows the word `password`, as in the options of a user
/// mapping. For messages alone: what is run and what is written says what it says.
/// https://www.postgresql.org/docs/15/sql-createusermapping.html
[[nodiscard]] std::string without_secrets(const std::string& statement);

}  // namespace schemac::sql

// What PostgreSQL says of a statement without running it: for tools that write code for statements, and for programs
// that hold theirs against a database.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace schemac::runtime {

struct StatementDescription {
  struct Column {
    std::string name;
    std::uint32_t type = 0;   ///< Its number in pg_type; of a domain that of its base type.
    std::uint32_t table = 0;  ///< Its number in pg_class; 0: the column is no plain column of a table.
    int number = 0;           ///< In that table, from 1.
  };
  std::vector<std::uint32_t> parameters;  ///< The types of `$1`, `$2` …
  std::vector<Column> columns;            ///< Empty: the statement gives no rows.
};

}  // namespace schemac::runtime

// What a violation is one of, for generated sources. PostgreSQL names the table that has the row, and the constraint as
// that table has it: of a row in a partition, which has copies of its parent's constraints under names of its own
// (`bookings_2026_reference_key`). Only the catalog knows what they are copies of.
// https://www.postgresql.org/docs/15/protocol-error-fields.html,
// https://www.postgresql.org/docs/15/catalog-pg-inherits.html
#pragma once

#include <cstddef>
#include <optional>
#include <schemac/runtime/error.hpp>
#include <string_view>

namespace schemac::runtime {

class Executor;

namespace detail {

/// The constraints of a table, by their names in the database, unquoted.
struct TableConstraints {
  std::string_view schema;
  std::string_view table;
  const std::string_view* names;
  std::size_t count;
};

/// Which of them a violation names by itself; nothing where it names another.
std::optional<std::size_t> violated(const TableConstraints& constraints, const ConstraintViolation& violation);

/// The same; what it does not name by itself is looked up in the catalog, in one statement: a copy that a partition or
/// another child of the table has, and the row that a foreign key has for each partition of the table it refers to.
/// @param executor not in a transaction that has failed
/// @throws TransactionAborted in one that has, Error as PostgreSQL answers
std::optional<std::size_t> violated(const TableConstraints& constraints, const ConstraintViolation& violation,
                                    Executor& executor);

}  // namespace detail
}  // namespace schemac::runtime

// Rows for a proof: a few in every table, within all that its constraints demand, so that what a migration does to rows
// can be seen. They are made up from the schema alone; PostgreSQL says which of them it takes.
#pragma once

#include <string>
#include <vector>

#include "model/schema.hpp"
#include "schemac/runtime/connection.hpp"

namespace schemac::prove {

/// A table that got no rows.
struct Unseeded {
  model::QualifiedName table;
  std::string why;  ///< What PostgreSQL said of the last try.

  bool operator==(const Unseeded&) const = default;
};

/// Puts up to `rows` rows into each table of a database that has this schema (of a partitioned one into each
/// partition), tables that are referred to before those that refer, and fills materialized views from them. Triggers
/// and rules of users do not run where the role of the connection may say so. Whatever it tries and is refused leaves
/// nothing behind. Throws runtime::ConnectionFailure.
/// @returns the tables that are still empty, by name
[[nodiscard]] std::vector<Unseeded> seed(runtime::Connection& database, const model::Schema& schema, int rows = 3);

}  // namespace schemac::prove

// Queries as PostgreSQL describes them, over a small schema that has every kind of column that matters for NULL.
#pragma once

#include <string>

#include "model/query.hpp"
#include "schemac/runtime/connection.hpp"
#include "support/diagnostics.hpp"

namespace schemac::tests {

/// A new database with people, tasks, views of them and types of its own. Rows of either side miss their other.
std::string people_database();

/// The one query of this text.
struct Described {
  model::Query query;
  Diagnostics diagnostics;
};
Described describe(runtime::Connection& database, const std::string& text);

/// `SELECT …` as a query `q` of all rows; fails the test where it is refused.
model::Query query_of(runtime::Connection& database, const std::string& sql);

/// Its columns: `id email?`, with a mark behind those that may be NULL.
std::string columns_of(const model::Query& query);

}  // namespace schemac::tests

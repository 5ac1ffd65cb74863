// Migrations of many kinds, and a database with rows for them to change: what the tests carry out, and kill.
#pragma once

#include <string>
#include <vector>

#include "schemac/runtime/migration/migration.hpp"

namespace schemac::tests {

struct Plan {
  std::string name;
  std::string up;    ///< As up.sql has it.
  std::string down;  ///< As down.sql has it; empty where a test does not go back.
};

/// Every kind of batch, and of statement, that the executor treats in a way of its own.
const std::vector<Plan>& plans();

/// The migration that a plan is, with this number.
runtime::migration::Migration migration_of(const Plan& plan, int number = 1);

/// A new database with tables and some hundred rows, before any migration.
std::string seeded_database();

/// All that matters of a database, a line each: columns, constraints, indexes, rows, and the journal without its times.
std::string state_of(const std::string& url);

}  // namespace schemac::tests

// What mutation_test.cpp runs: one change after another that a person could make in the database of that
// test. Nothing is said of how the reading changes: the test finds out.
#pragma once

#include <string>
#include <vector>

namespace schemac::tests {

/// Types, sequences, functions, tables and what stands on tables. Each runs after those before it; `;` joins what only
/// together is one change.
const std::vector<std::string>& table_mutations();

/// All others, to be run after those: views, rights, and the kinds that are kept as scripts.
const std::vector<std::string>& other_mutations();

}  // namespace schemac::tests

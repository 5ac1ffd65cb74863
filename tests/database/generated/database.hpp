// A database with one of the two schemas in it, for a test of generated repositories.
#pragma once

#include <string>

namespace schemac::tests {

/// The URL of a new database with Eventide in it.
std::string eventide_database();
/// The same with the second schema.
std::string second_database();

}  // namespace schemac::tests

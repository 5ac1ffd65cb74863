// Visitors of the second schema, of whom a test makes as many as it wants.
#pragma once

#include <optional>
#include <schemac/runtime/connection.hpp>
#include <string>

#include "database/generated/database.hpp"
#include "parts/oddities.hpp"

namespace schemac::tests {

struct Visitors {
  runtime::Connection database{second_database()};
  museum::VisitorRepository visitors{database};

  Visitors() { museum::catalogue::WordRepository(database).insert({.text = "Carpe"}); }
  /// With a motto that PostgreSQL alone finds equal to the word.
  museum::Visitor visitor(const std::string& name, std::optional<runtime::Uuid> guardian = std::nullopt) {
    return visitors.insert({.name = name,
                            .secret = runtime::PasswordHash{"$"},
                            .card = runtime::Ciphertext{{}},
                            .guardian_id = guardian,
                            .motto_id = "CARPE"});
  }
};

}  // namespace schemac::tests

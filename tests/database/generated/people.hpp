// People of Eventide with bookings, of whom a test makes as many as it wants.
#pragma once

#include <optional>
#include <schemac/runtime/connection.hpp>
#include <string>

#include "booking.hpp"
#include "database/generated/database.hpp"
#include "user.hpp"

namespace schemac::tests {

/// One of two hundred, each behind the other.
inline runtime::Range<runtime::TimestampTz> hour(int number) {
  const auto at = [number](int later) {
    const std::string day = std::to_string(10 + number / 10), hour = std::to_string(10 + number % 10 + later);
    return runtime::TimestampTz::parse("2026-06-" + day + " " + hour + ":00:00Z").value();
  };
  return {at(0), at(1)};
}

struct People {
  runtime::Connection database{eventide_database()};
  eventide::UserRepository users{database};
  eventide::BookingRepository bookings{database};

  eventide::User person(const std::string& name) {
    return users.insert({.email = name + "@example.org",
                         .first_name = name,
                         .family_name = "Person",
                         .password = runtime::PasswordHash{"$"}});
  }
  /// In the hour of that number, for ten times as much.
  void book(const eventide::User& of, const std::string& reference, int number,
            const std::optional<std::string>& notes = std::nullopt) {
    bookings.insert({.user_id = of.id,
                     .reference = reference,
                     .during = hour(number),
                     .price = runtime::Numeric(number * 10),
                     .notes = notes});
  }
};

/// Ada has the bookings A1 and A2, Bob B1, Cora none.
struct ThreePeople : People {
  eventide::User ada = person("Ada"), bob = person("Bob"), cora = person("Cora");

  ThreePeople() {
    book(ada, "A1", 1);
    book(ada, "A2", 2, "quiet");
    book(bob, "B1", 3, "Projector");
  }
};

}  // namespace schemac::tests

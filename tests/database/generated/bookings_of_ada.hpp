// A database of Eventide with a user, Ada, and bookings of hers: for tests of what is written and what would be.
#pragma once

#include <schemac/runtime/connection.hpp>
#include <string>
#include <vector>

#include "booking.hpp"
#include "database/generated/database.hpp"
#include "database/generated/people.hpp"
#include "user.hpp"

namespace schemac::tests {

struct BookingsOfAda {
  std::string url = eventide_database();
  runtime::Connection database{url};
  eventide::UserRepository users{database};
  eventide::BookingRepository bookings{database};
  eventide::User ada = users.insert(new_user("ada@example.org"));

  static eventide::NewUser new_user(const std::string& email) {
    return {.email = email, .first_name = "Ada", .family_name = "Lovelace", .password = runtime::PasswordHash{"$"}};
  }
  eventide::NewBooking new_booking(int number) const {
    return {.user_id = ada.id,
            .reference = "R" + std::to_string(number),
            .during = hour(number),
            .price = runtime::Numeric(number * 10),
            .notes = "note " + std::to_string(number)};
  }
  std::vector<eventide::Booking> five() {
    std::vector<eventide::NewBooking> rows;
    for (int i = 1; i <= 5; ++i) rows.push_back(new_booking(i));
    return bookings.insert_many(rows);
  }
};

}  // namespace schemac::tests

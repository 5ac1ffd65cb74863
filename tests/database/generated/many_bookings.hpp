// A person with as many bookings as a test wants, whose prices and notes repeat so that an order has ties and NULL.
#pragma once

#include <schemac/runtime/connection.hpp>
#include <string>

#include "booking.hpp"
#include "database/generated/database.hpp"
#include "user.hpp"

namespace schemac::tests {

struct ManyBookings {
  std::string url = eventide_database();
  runtime::Connection database{url};
  eventide::UserRepository users{database};
  eventide::BookingRepository bookings{database};
  eventide::User ada = users.insert({.email = "ada@example.org",
                                     .first_name = "Ada",
                                     .family_name = "Lovelace",
                                     .password = runtime::PasswordHash{"$"}});

  /// Booking `n` lasts the hour `n` of the year; the price is one of five, the notes one of three or none.
  explicit ManyBookings(int count) {
    // The index behind the exclusion takes longer than the rows themselves.
    database.execute_unchecked_sql(
        "ALTER TABLE bookings DROP CONSTRAINT excl_bookings_user_id_during; "
        "INSERT INTO bookings (user_id, reference, during, price, notes) "
        "SELECT u.id, 'R' || lpad(n::text, 6, '0'), tstzrange('2026-01-01Z'::timestamptz + n * interval '1 hour', "
        "'2026-01-01Z'::timestamptz + (n + 1) * interval '1 hour'), n % 5, "
        "CASE n % 4 WHEN 0 THEN NULL ELSE 'note ' || n % 4 END FROM users u, generate_series(1, " +
        std::to_string(count) + ") n");
  }
};

}  // namespace schemac::tests

#pragma once

#include "mixins.hpp"
#include "user.hpp"

namespace eventide::schema {

/// Lifecycle of a booking.
enum class BookingStatus { pending, confirmed, cancelled };

/// One person's claim on a stretch of time.
struct Booking : Entity, Timestamps {
  Uuid id{primary_key, default_random};
  BelongsTo<User> user{on_delete(cascade)};
  Varchar<12> reference{unique};
  Enum<BookingStatus> status{default_to(BookingStatus::pending)};
  TsTzRange during;
  Numeric<10, 2> price{check("not_negative", "price >= 0")};
  Nullable<Text> notes;

  static constexpr Table table{
      index(&Booking::user, desc(&Booking::created_at)),
      index(expression("to_tsvector('english', coalesce(notes, ''))")).using_method(gin).named("idx_bookings_search"),
      exclude(gist, with(&Booking::user, "="), with(&Booking::during, "&&")),
      policy("own_bookings").using_("user_id = current_setting('app.user_id')::uuid"),
  };
};

}  // namespace eventide::schema

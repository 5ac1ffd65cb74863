#pragma once

#include "mixins.hpp"

namespace eventide::schema {

/// What a person may do.
enum class Role { admin, member, guest };

struct Booking;

/// A person who can sign in and make bookings.
struct User : Entity, Timestamps, SoftDelete {
  Uuid id{primary_key, default_random};
  Varchar<254> email{email_format};
  Varchar<50> first_name{length(2, 50)};
  Varchar<50> family_name{length(2, 50), renamed_from("last_name")};
  Nullable<Varchar<15>> phone_number{length(10, 15)};  ///< E.164, without the leading plus.
  Text password{hashed};
  Enum<Role> role{default_to(Role::member)};
  HasMany<Booking> bookings;

  static constexpr Table table{
      unique_index(&User::email).where("deleted_at IS NULL"),
  };
};

}  // namespace eventide::schema

#pragma once

#include "user.hpp"

namespace eventide::schema {

/// A signed-in device.
struct Session : Entity {
  Uuid id{primary_key, default_random};
  BelongsTo<User> user{on_delete(cascade)};
  Text token{encrypted, encrypted_lookup};
  Nullable<Inet> address;
  TimestampTz expires_at;

  static constexpr Table table{
      index(&Session::expires_at),
  };
};

}  // namespace eventide::schema

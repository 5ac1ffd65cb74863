#pragma once

#include "mixins.hpp"
#include "user.hpp"

namespace eventide::schema {

/// When somebody can be booked.
struct Availability : Entity, Timestamps {
  BigInt id{primary_key};
  BelongsTo<User> user{on_delete(cascade)};
  TsTzRange slot;
  Integer capacity{default_to(1)};

  static constexpr Table table{
      table_name("availability"),
      exclude(gist, with(&Availability::user, "="), with(&Availability::slot, "&&")),
  };
};

}  // namespace eventide::schema

#pragma once

#include "user.hpp"

namespace eventide::schema {

/// Who did what, kept for good.
struct AuditLog : Entity {
  BigInt id{primary_key};
  Nullable<BelongsTo<User>> actor{on_delete(set_null)};
  Text action;
  Jsonb details{default_sql("'{}'")};
  TimestampTz happened_at{default_now};

  static constexpr Table table{
      index(&AuditLog::happened_at).using_method(brin),
  };
};

}  // namespace eventide::schema

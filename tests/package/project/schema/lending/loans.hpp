// Who has which tool.
#pragma once
#include <schemac/schema.hpp>

#include "../tools.hpp"

namespace workshop::schema {

/// A tool that left the wall.
struct Loan : Entity {
  BigInt id{primary_key};
  BelongsTo<Tool> tool{on_delete(cascade)};
  Text borrower;
  Nullable<TimestampTz> returned_at;
};

}  // namespace workshop::schema

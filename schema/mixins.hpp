// What several entities have in common. A base that is not `Entity` is a mixin: it hands its columns on.
#pragma once

#include <schemac/schema.hpp>

namespace eventide::schema {
using namespace schemac;

struct Timestamps {
  TimestampTz created_at{default_now};
  TimestampTz updated_at{default_now, touch_on_update};
};

struct SoftDelete {
  Nullable<TimestampTz> deleted_at;
};

}  // namespace eventide::schema

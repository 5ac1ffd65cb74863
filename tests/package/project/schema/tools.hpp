// What the workshop lends.
#pragma once
#include <schemac/schema.hpp>

namespace workshop::schema {
using namespace schemac;

enum class Condition { as_new, worn, broken };

/// A tool on the wall.
struct Tool : Entity {
  BigInt id{primary_key};
  Text name{unique};
  Enum<Condition> condition{default_to(Condition::as_new)};
};

}  // namespace workshop::schema

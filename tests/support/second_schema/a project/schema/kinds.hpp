// Enumerations alone: a header without an entity, and enumerators that C++ cannot spell as the database does.
#pragma once

#include <schemac/schema.hpp>

namespace museum::catalogue::schema {

/// How well a thing is kept. Several of these are keywords somewhere.
enum class Condition { new_, default_, select, Broken, lost_at_sea };

}  // namespace museum::catalogue::schema

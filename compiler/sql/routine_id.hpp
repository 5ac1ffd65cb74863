// The id of a function is its name with its arguments in one string; statements need them apart.
#pragma once

#include <string>

#include "model/object_id.hpp"

namespace schemac::sql {

struct RoutineId {
  model::QualifiedName name;
  std::string arguments;  ///< With their parentheses.
};

/// Takes `touch(text)` apart. Both parts may have parentheses in quoted names.
[[nodiscard]] RoutineId routine_id(const model::ObjectId& id);

}  // namespace schemac::sql

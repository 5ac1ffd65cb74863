// Objects of a database drawn by lot get former names, so that a difference has renames among its changes.
#pragma once

#include <string>

#include "laws/world.hpp"
#include "model/renames.hpp"
#include "model/schema.hpp"

namespace schemac::laws {

struct Renaming {
  std::string sql;         ///< Gives the objects their former names.
  model::Renames renames;  ///< From these to those that they have now.
};

/// Former names for some of what `before` and `after` both have, with what kind of object each is drawn by lot: tables
/// with their columns, constraints, indexes, triggers and policies, views, types, sequences, functions.
[[nodiscard]] Renaming random_renaming(const model::Schema& before, const model::Schema& after, Random& random);

}  // namespace schemac::laws

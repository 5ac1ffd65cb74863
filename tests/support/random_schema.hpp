// Small schemas drawn by lot, from so few names that two of them always have much in common.
#pragma once

#include <random>

#include "model/renames.hpp"
#include "model/schema.hpp"

namespace schemac::test {

using Random = std::mt19937;

/// A schema that PostgreSQL would take, with the dependencies that it would note.
model::Schema random_schema(Random& random);

/// Some renames from `before` to `after`: of what is only in the one to what is only in the other, kind by kind.
model::Renames random_renames(const model::Schema& before, const model::Schema& after, Random& random);

}  // namespace schemac::test

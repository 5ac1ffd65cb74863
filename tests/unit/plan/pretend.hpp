// A PostgreSQL of a page: carries a step out on a schema in memory and refuses what the real one would, so that an
// order that is wrong is found without a server, whichever rule it breaks.
#pragma once

#include <stdexcept>

#include "diff/changes.hpp"

namespace schemac::test {

class Refused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// `schema` once `change` is done. Throws Refused where something is missing, is there already, or is still needed.
void pretend(model::Schema& schema, const diff::Change& change);

}  // namespace schemac::test

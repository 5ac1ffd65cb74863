// The factory of an entity as templates see it: what a test may give, the parents that a row needs, and how the rest is
// filled.
#pragma once

#include <map>
#include <vector>

#include "emit/spelling.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

/// Every entity by its table.
using EntitySpellings = std::map<model::QualifiedName, const EntitySpelling*>;

/// A parent is made by its own factory, unless that would, through parents that must be there, need a row of this
/// entity first: then its columns are the test's to give.
[[nodiscard]] View factory_view(const EntitySpelling& entity, const EntitySpellings& entities,
                                const model::Schema& schema);

}  // namespace schemac::emit

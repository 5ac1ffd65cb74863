// Whether an expression is never NULL: of the few forms that never are, whatever they are made of, and of those that
// are as their parts are. Operators and functions are not looked into.
#pragma once

#include <cstddef>
#include <functional>
#include <set>

#include "queries/relations.hpp"
#include "queries/scope.hpp"
#include "queries/tree.hpp"

namespace schemac::queries {

/// What an expression is judged by.
struct Surroundings {
  const Scope& scope;
  const std::set<std::size_t>& nullable_parameters;
  Relations& relations;
  /// The scope of a subquery's FROM, for expressions in its select list.
  std::function<Scope(const Json& select)> open;
};

[[nodiscard]] bool is_not_null(const Json& expression, const Surroundings& around);

}  // namespace schemac::queries

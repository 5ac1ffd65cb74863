// What a table's rows can violate: every constraint and unique index of it, and the fields that each is about.
#pragma once

#include <string>
#include <vector>

#include "model/schema.hpp"
#include "schemac/runtime/contract.hpp"

namespace schemac::emit {

struct ConstraintSpelling {
  runtime::ConstraintKind kind{};
  std::string name;                  ///< In the database.
  std::string enumerator;            ///< In C++; different for each.
  std::vector<std::string> columns;  ///< SQL names: those it names; of an expression those that stand in it.
};

/// In the order of their kinds: primary key, unique, exclusion, foreign key, check; within one by name.
[[nodiscard]] std::vector<ConstraintSpelling> spell_constraints(const model::QualifiedName& table,
                                                                const model::Schema& schema);

}  // namespace schemac::emit

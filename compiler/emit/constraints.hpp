// What a table's rows can violate: every constraint and unique index of it, and the fields that each is about.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/schema.hpp"
#include "schemac/runtime/contract.hpp"

namespace schemac::emit {

/// As generated code and manifests call them.
inline constexpr std::array kConstraintKinds = std::to_array<std::pair<std::string_view, runtime::ConstraintKind>>({
    {"primary_key", runtime::ConstraintKind::primary_key},
    {"unique", runtime::ConstraintKind::unique},
    {"unique_index", runtime::ConstraintKind::unique_index},
    {"exclusion", runtime::ConstraintKind::exclusion},
    {"foreign_key", runtime::ConstraintKind::foreign_key},
    {"check", runtime::ConstraintKind::check},
});

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

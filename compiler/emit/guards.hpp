// What may refuse rows or hide them, as the sources name it: keys, constraints, policies, row-level security and
// triggers of the entities' tables. A manifest keeps them, so that a later schema is known by what came to it: what
// `.sql` files add to a table is in no contract.
#pragma once

#include <string>
#include <vector>

#include "model/declared.hpp"

namespace schemac::emit {

struct Guard {
  std::string kind;    ///< `check constraint`, `policy` …; `row-level security`; `statement`, which names nothing.
  std::string schema;  ///< Empty where search_path decides.
  std::string table;   ///< Empty of a statement.
  std::string name;    ///< Empty where it has none.
  std::string digest;  ///< Of what it says, as written; where the sources are headers, without its name and comment.

  auto operator<=>(const Guard&) const = default;
};

inline constexpr const char* kRowSecurity = "row-level security";
inline constexpr const char* kStatement = "statement";

/// Sorted. A statement is one that may give a table something without naming it: `ALTER TABLE … ADD CHECK (…)`.
[[nodiscard]] std::vector<Guard> guards(const model::Declared& declared);

}  // namespace schemac::emit

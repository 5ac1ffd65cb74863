// Check constraints of tables.
#pragma once

#include <optional>
#include <string>

#include "model/object_id.hpp"

namespace schemac::model {

struct Check {
  static constexpr Kind kKind = Kind::check;

  QualifiedName table;
  std::string name;
  std::string expression;  ///< As pg_get_expr writes it (declared: as the user did).
  bool no_inherit = false;
  bool not_valid = false;
  bool inherited = false;  ///< There only because a parent has it.
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, table.schema, table.name, name}; }
  bool operator==(const Check&) const = default;
};

}  // namespace schemac::model

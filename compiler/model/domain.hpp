// Domains: a type with constraints. https://www.postgresql.org/docs/15/sql-createdomain.html
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/object_id.hpp"

namespace schemac::model {

struct DomainCheck {
  std::string name;
  std::string expression;  ///< As pg_get_expr writes it.
  bool not_valid = false;
  std::optional<std::string> comment;

  bool operator==(const DomainCheck&) const = default;
};

struct Domain {
  static constexpr Kind kKind = Kind::domain;

  QualifiedName name;
  std::string type;                      ///< What it is a domain over, as format_type spells it.
  std::optional<std::string> collation;  ///< Qualified SQL; only where it is not the type's own.
  std::optional<std::string> default_expression;
  bool not_null = false;
  std::vector<DomainCheck> checks;  ///< Sorted by name: PostgreSQL checks them in that order.
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, name.schema, {}, name.name}; }
  bool operator==(const Domain&) const = default;
};

}  // namespace schemac::model

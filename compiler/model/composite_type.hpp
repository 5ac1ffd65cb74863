// Composite types: CREATE TYPE … AS (…). The row types of tables are none of these.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/object_id.hpp"

namespace schemac::model {

struct Attribute {
  std::string name;
  std::string type;                      ///< As format_type spells it.
  std::optional<std::string> collation;  ///< Qualified SQL; only where it is not the type's own.
  std::optional<std::string> comment;

  bool operator==(const Attribute&) const = default;
};

struct CompositeType {
  static constexpr Kind kKind = Kind::composite_type;

  QualifiedName name;
  std::vector<Attribute> attributes;  ///< In their order, which is part of what the type is.
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, name.schema, {}, name.name}; }
  bool operator==(const CompositeType&) const = default;
};

}  // namespace schemac::model

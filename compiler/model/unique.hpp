// Unique constraints; a unique index that is no constraint is an Index.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/object_id.hpp"
#include "model/parameters.hpp"
#include "model/primary_key.hpp"

namespace schemac::model {

struct Unique {
  static constexpr Kind kKind = Kind::unique;

  QualifiedName table;
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::string> include;
  bool nulls_not_distinct = false;  ///< PostgreSQL 15.
  Deferral deferral = Deferral::not_deferrable;
  Parameters storage_parameters;
  std::optional<QualifiedName> partition_of;  ///< The constraint of the parent that it is attached to.
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, table.schema, table.name, name}; }
  bool operator==(const Unique&) const = default;
};

}  // namespace schemac::model

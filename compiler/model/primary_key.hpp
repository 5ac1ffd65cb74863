// Primary keys.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/object_id.hpp"
#include "model/parameters.hpp"

namespace schemac::model {

/// When a constraint is checked.
enum class Deferral { not_deferrable, initially_immediate, initially_deferred };

struct PrimaryKey {
  static constexpr Kind kKind = Kind::primary_key;

  QualifiedName table;
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::string> include;
  Deferral deferral = Deferral::not_deferrable;
  Parameters storage_parameters;
  std::optional<QualifiedName> partition_of;  ///< The key of the parent that it is attached to.
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, table.schema, table.name, name}; }
  bool operator==(const PrimaryKey&) const = default;
};

}  // namespace schemac::model

// Row-level-security policies. Whether a table obeys them is said by the table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/object_id.hpp"

namespace schemac::model {

struct Policy {
  static constexpr Kind kKind = Kind::policy;

  enum class Command { all, select, insert, update, delete_ };

  QualifiedName table;
  std::string name;
  bool permissive = true;
  Command command = Command::all;
  std::vector<std::string> roles;  ///< Sorted; empty: PUBLIC.
  std::optional<std::string> using_expression;
  std::optional<std::string> with_check;
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, table.schema, table.name, name}; }
  bool operator==(const Policy&) const = default;
};

}  // namespace schemac::model

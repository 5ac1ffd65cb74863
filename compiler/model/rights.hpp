// Who owns an object and who may do what with it. Beside the objects: most sources say nothing of either.
// https://www.postgresql.org/docs/15/ddl-priv.html
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "model/object_id.hpp"

namespace schemac::model {

/// One privilege of one role, or of all.
struct Grant {
  std::string role;       ///< Empty: PUBLIC.
  std::string privilege;  ///< SELECT, USAGE …
  bool grantable = false;

  auto operator<=>(const Grant&) const = default;
};

/// All privileges on an object but those of its owner, unless the owner lacks some that owners have.
using Grants = std::set<Grant>;

/// ALTER DEFAULT PRIVILEGES: what objects of one type get when a role makes them.
struct DefaultPrivileges {
  static constexpr Kind kKind = Kind::default_privileges;

  std::string role;
  std::string schema;   ///< Empty: in all.
  std::string objects;  ///< TABLES, SEQUENCES, FUNCTIONS, TYPES, SCHEMAS.
  Grants grants;
  std::optional<std::string> comment;  ///< Never there: PostgreSQL has none for these.

  [[nodiscard]] ObjectId id() const { return {kKind, schema, {}, role + " " + objects}; }
  bool operator==(const DefaultPrivileges&) const = default;
};

}  // namespace schemac::model

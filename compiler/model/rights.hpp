// Who owns an object and who may do what with it. Beside the objects: most sources say nothing of either. Roles are
// names of the cluster; the owner, whoever that is, and PUBLIC are none.
// https://www.postgresql.org/docs/15/ddl-priv.html
#pragma once

#include <set>
#include <string>

#include "model/object_id.hpp"

namespace schemac::model {

/// One privilege that an object is not born with.
struct Grant {
  std::string role;       ///< Empty: PUBLIC, or the owner.
  bool owner = false;     ///< To the owner.
  std::string privilege;  ///< SELECT, USAGE …
  bool grantable = false;
  std::string grantor;  ///< Who gave it on, by a grant option; empty: the owner.

  auto operator<=>(const Grant&) const = default;
};

/// One privilege that objects of the kind are born with and this one has lost: the owner's, or PUBLIC's.
struct Withheld {
  bool owner = false;  ///< From the owner, else from PUBLIC.
  std::string privilege;

  auto operator<=>(const Withheld&) const = default;
};

/// How the privileges on an object differ from those that every object of its kind is born with: its owner has all,
/// PUBLIC some (EXECUTE on functions, USAGE on types and languages; on the schema `public` what PostgreSQL gives it).
struct Grants {
  std::set<Grant> given;
  std::set<Withheld> withheld;

  [[nodiscard]] bool empty() const { return given.empty() && withheld.empty(); }
  bool operator==(const Grants&) const = default;
};

/// What of `left` is not in `right`.
[[nodiscard]] Grants minus(const Grants& left, const Grants& right);

/// The grants once `role` owns the object: what was given to it and by it is the owner's.
/// https://www.postgresql.org/docs/15/sql-altertable.html (OWNER)
[[nodiscard]] Grants under_owner(const Grants& grants, const std::string& role);

/// ALTER DEFAULT PRIVILEGES: what objects of one type get when a role makes them.
struct DefaultPrivileges {
  static constexpr Kind kKind = Kind::default_privileges;

  std::string role;     ///< Empty: whoever runs the script.
  std::string schema;   ///< Empty: in all.
  std::string objects;  ///< TABLES, SEQUENCES, FUNCTIONS, TYPES, SCHEMAS.
  Grants grants;        ///< Beyond what they are born with; within one schema: beyond what they get in all. The owner
                        ///< is the role.

  [[nodiscard]] ObjectId id() const { return {kKind, schema, {}, role + " " + objects}; }
  bool operator==(const DefaultPrivileges&) const = default;
};

/// The word of ALTER DEFAULT PRIVILEGES for objects of this kind: TABLES for a view too; empty: there is none.
[[nodiscard]] std::string default_privileges_word(Kind kind);

/// The sequence behind an identity column, which is no object of its own: privileges can be given on it all the same.
[[nodiscard]] ObjectId identity_sequence_id(const ObjectId& column);
[[nodiscard]] bool is_identity_sequence(const ObjectId& id);

struct Schema;

/// Turns what a role read into what a source would say: what the role owns belongs to whoever runs the script.
void forget_session_role(Schema& schema);

/// All roles that a schema names: owners, grantees, those who gave, those of default privileges and of policies.
[[nodiscard]] std::set<std::string> roles_of(const Schema& schema);

}  // namespace schemac::model

// What a statement of a .sql file is about, as far as its text alone says: the names that it gives, the roles that it
// needs, and whether it belongs to a schema at all. Nothing here knows what is in a database.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/object_id.hpp"

namespace schemac::sql {

/// A name that a statement gives: to the object that it makes, or to a part of it.
struct DeclaredName {
  model::ObjectId id;  ///< `schema` is empty where search_path decides; a routine has no arguments yet.
  std::vector<std::string>
      arguments;          ///< Of a routine: its input types, as the grammar spells them (`int4`, `text[]`).
  std::string label;      ///< Only of a value of an enum, whose type `id` is.
  std::size_t begin = 0;  ///< Byte of the statement at which its declaration begins.

  bool operator==(const DeclaredName&) const = default;
};

/// The names that one statement gives, in the order of its text; empty where it gives none or does not parse. Parts
/// without a name of their own (a CHECK that PostgreSQL names) are left out.
[[nodiscard]] std::vector<DeclaredName> declared_names(std::string_view statement);

/// Functions, procedures and aggregates: their ids carry argument types.
[[nodiscard]] bool is_routine(model::Kind kind);

/// Whether `said`, with `arguments` where it is a routine, may be the object that a catalog calls `id`.
[[nodiscard]] bool may_name(const model::ObjectId& said, const std::vector<std::string>& arguments,
                            const model::ObjectId& id);

/// What a statement does that is no object of a schema.
enum class Purpose {
  schema,       ///< It makes or changes objects.
  transaction,  ///< BEGIN, COMMIT …
  session,      ///< SET, RESET, set_config(): it holds for the statements behind it.
  database,     ///< CREATE DATABASE, ALTER DATABASE … : of the whole database or server, not of what is in it.
  role,         ///< CREATE ROLE, GRANT a TO b … : roles are the server's.
  rows,         ///< INSERT, UPDATE, DELETE, MERGE, TRUNCATE: what is in tables, not what they are.
  data,         ///< COPY: rows that are no part of the text.
};

struct Inspection {
  Purpose purpose = Purpose::schema;
  /// The roles that must be there for it: owners, grantees, those of policies.
  std::set<std::string> roles;
  /// Of what sets search_path: the namespace in which names without one are made from here on; empty: none.
  std::optional<std::string> search_path;
  std::string role;       ///< The one that it creates; empty: none.
  std::string extension;  ///< The one that it creates; empty: none.
};

/// Looks at one statement. One that does not parse is of the schema: the server will judge it.
[[nodiscard]] Inspection inspect(std::string_view statement);

}  // namespace schemac::sql

// What a step does to which objects, as far as order cares: what it makes, what it ends, what it alters.
#pragma once

#include <vector>

#include "plan/plan.hpp"

namespace schemac::plan {

/// Where a step goes when nothing else decides, and so how a script reads from top to bottom.
enum class Phase {
  make_room,  ///< Renames, and the namespaces that they need.
  take_down,  ///< Of what stands on tables, and of tables.
  build_up,   ///< Creates and alters, in the order of kinds.
  clear_out,  ///< Of what tables needed: types, functions, sequences, namespaces.
  annotate,   ///< Comments, owners, privileges.
};

struct Footprint {
  Phase phase{};
  model::ObjectId subject;
  std::vector<model::ObjectId> makes;    ///< Objects that are there only after it.
  std::vector<model::ObjectId> removes;  ///< Objects that are gone after it; of a table, not its parts.
  bool alters = false;                   ///< The subject changes and stays.
  bool ends_needs = false;               ///< The subject stays, and no longer needs what it was tied to.
  bool begins_needs = false;             ///< The subject needs from now on what it is tied to.
};

[[nodiscard]] Footprint footprint(const diff::Change& change);

/// A name that only one object can have: of relations, types and routines in a namespace, of constraints on a table.
struct TakenName {
  enum class Space { relation, type, routine, constraint, key };
  Space space{};
  std::string schema;
  std::string table;  ///< Of a constraint.
  std::string name;   ///< Of a primary key none: a table has but one, whatever it is called.
  auto operator<=>(const TakenName&) const = default;
};

/// The names that the object with this id takes. An index takes one among tables; so does a primary key, beside the
/// one among its table's constraints. https://www.postgresql.org/docs/15/catalog-pg-class.html
[[nodiscard]] std::vector<TakenName> names_taken(const model::ObjectId& id);

/// Whether the two cannot be there at once for the sake of a name.
[[nodiscard]] bool share_a_name(const model::ObjectId& one, const model::ObjectId& other);

}  // namespace schemac::plan

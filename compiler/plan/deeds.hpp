// What a step does to tables and to what stands on them, as far as the order of their ties (ties.hpp) cares.
#pragma once

#include <optional>

#include "diff/changes.hpp"

namespace schemac::plan {

struct Deed {
  model::ObjectId subject;
  bool creates = false;
  bool drops = false;
  bool reshapes = false;                           ///< Adds, drops or alters a column.
  std::optional<model::QualifiedName> part_of;     ///< Of an index: the one of the parent.
  bool incomplete = false;                         ///< An index that is created ON ONLY the parent.
  std::optional<model::QualifiedName> references;  ///< Of a foreign key.
};

[[nodiscard]] Deed deed_of(const diff::Change& change);

/// Whether the step is one on a table that waits for the table's ties, or for which they wait.
[[nodiscard]] bool is_on_a_table(const diff::Change& change);

/// The table that an object is, or stands on.
[[nodiscard]] model::QualifiedName table_of(const model::ObjectId& id);

/// Whether an index or constraint of this kind is made of those of the partitions.
[[nodiscard]] bool holds_for_partitions(model::Kind kind);

}  // namespace schemac::plan

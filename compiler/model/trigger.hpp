// Triggers on tables.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/object_id.hpp"
#include "model/primary_key.hpp"

namespace schemac::model {

struct Trigger {
  static constexpr Kind kKind = Kind::trigger;

  enum class Timing { before, after, instead_of };
  enum class Enabled { origin, always, replica, disabled };

  QualifiedName table;
  std::string name;
  Timing timing = Timing::before;
  bool on_insert = false;
  bool on_update = false;
  bool on_delete = false;
  bool on_truncate = false;
  std::vector<std::string> update_of;  ///< Columns of UPDATE OF; empty: every update.
  bool for_each_row = true;
  std::optional<std::string> old_table;  ///< REFERENCING OLD TABLE AS …
  std::optional<std::string> new_table;
  std::optional<std::string> when;  ///< As pg_get_triggerdef writes it, without the outer parentheses.
  QualifiedName function;
  std::vector<std::string> arguments;  ///< Raw values, not quoted.
  bool constraint = false;             ///< CREATE CONSTRAINT TRIGGER, with its deferral.
  Deferral deferral = Deferral::not_deferrable;
  std::optional<QualifiedName> from;  ///< The second table of a constraint trigger.
  Enabled enabled = Enabled::origin;
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, table.schema, table.name, name}; }
  bool operator==(const Trigger&) const = default;
};

}  // namespace schemac::model

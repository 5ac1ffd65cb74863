// Foreign keys.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/object_id.hpp"
#include "model/primary_key.hpp"

namespace schemac::model {

enum class ReferentialAction { no_action, restrict, cascade, set_null, set_default };

struct ForeignKey {
  static constexpr Kind kKind = Kind::foreign_key;

  QualifiedName table;
  std::string name;
  std::vector<std::string> columns;
  QualifiedName references;
  std::vector<std::string> referenced_columns;  ///< Never empty, also where SQL would let them be left out.
  ReferentialAction on_delete = ReferentialAction::no_action;
  std::vector<std::string> on_delete_columns;  ///< ON DELETE SET NULL (…); PostgreSQL 15.
  ReferentialAction on_update = ReferentialAction::no_action;
  bool match_full = false;
  Deferral deferral = Deferral::not_deferrable;
  bool not_valid = false;
  bool inherited = false;  ///< Of a partition: there only because its parent has it.
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, table.schema, table.name, name}; }
  bool operator==(const ForeignKey&) const = default;
};

}  // namespace schemac::model

// An entity as text that is not laid out yet: its fields with their options, and the parts of its table. The same table
// in two states gives two of these, and where they differ is what has to be edited.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "pull/names.hpp"
#include "pull/references.hpp"
#include "pull/sayable.hpp"
#include "pull/spelling.hpp"

namespace schemac::pull {

struct OptionText {
  std::string key;  ///< What it says: `value`, `unique`, or describe() of the check that it makes.
  std::string text;

  bool operator==(const OptionText&) const = default;
};

struct FieldText {
  std::string column;  ///< The SQL name.
  std::string name;
  std::string type;  ///< Without `Nullable`.
  bool nullable = false;
  std::vector<OptionText> options;
  std::string comment;  ///< Empty: none that a comment can say.

  [[nodiscard]] std::string full_type() const { return nullable ? "Nullable<" + type + ">" : type; }
  bool operator==(const FieldText&) const = default;
};

struct PartText {
  std::string key;  ///< describe() of the object, or the word of the table: `unlogged`.
  Call call;

  bool operator==(const PartText&) const = default;
};

struct EntityText {
  model::QualifiedName table;
  CppName name;
  std::string comment;
  std::vector<FieldText> fields;
  std::vector<FieldText> relations;  ///< Without a column: only of an entity that is new.
  std::vector<PartText> parts;
  std::set<model::QualifiedName> refers_to;  ///< Tables whose entities must be declared where this one stands.
  std::set<model::QualifiedName> needs;      ///< Tables whose entities must be complete there.
  std::set<model::QualifiedName> enums;      ///< Enum types whose enumerations must be.
};

/// All that decides how a schema is worded.
struct Wording {
  const model::Schema& schema;
  const Forms& forms;
  const Names& names;
  const References& references;
};

/// The entity of a table that can be said.
[[nodiscard]] EntityText describe_entity(const model::Table& table, const Wording& wording);

}  // namespace schemac::pull

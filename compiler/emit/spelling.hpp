// An entity with everything about it that C++ needs spelled once: before views of it are made, and for the check that
// no two generated names are the same.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emit/constraints.hpp"
#include "emit/types.hpp"
#include "model/declared.hpp"

namespace schemac::emit {

struct FieldSpelling {
  const model::Field* field = nullptr;
  CppType type;
  std::string column;     ///< As SQL writes it, quoted where it must be.
  std::string parameter;  ///< As a function's parameter.
  bool key = false;
  bool insertable = false;  ///< A member of the insert type.
  bool defaulted = false;   ///< There, the database fills it in when it is left.
  bool patchable = false;   ///< A member of the patch type.
};

/// A function that looks rows up by some columns.
struct LookupSpelling {
  std::string function;                      ///< `find_by_email`, `list_by_user`.
  std::vector<const FieldSpelling*> fields;  ///< Into EntitySpelling::fields.
  std::string what;                          ///< For the comment: the name of the key or relation.
  std::optional<std::string> predicate;      ///< SQL that goes between parentheses.
  bool sees_deleted = false;  ///< The predicate itself says which soft-deleted rows are meant: nothing to choose.
};

struct EntitySpelling {
  const model::Entity* entity = nullptr;
  std::string cpp_namespace;  ///< `eventide`, `a::b`; empty: the global one.
  std::string row, insert, patch, repository, pipeline, hooks, shape, statements;
  std::string columns_namespace;  ///< Of the columns, in that of the row: `booking`.
  std::string table;
  std::vector<FieldSpelling> fields;
  std::vector<const FieldSpelling*> key;  ///< In the order of the primary key.
  const FieldSpelling* deleted = nullptr;
  const FieldSpelling* version = nullptr;  ///< The number that every update counts up.
  std::vector<LookupSpelling> finders;
  std::vector<LookupSpelling> listers;
  std::vector<ConstraintSpelling> constraints;

  EntitySpelling() = default;
  // The pointers are into `fields`.
  EntitySpelling(const EntitySpelling&) = delete;
  EntitySpelling& operator=(const EntitySpelling&) = delete;
  EntitySpelling(EntitySpelling&&) = default;
  EntitySpelling& operator=(EntitySpelling&&) = default;
};

/// Where rows and enumerations of a schema's namespace live: in its parent.
[[nodiscard]] std::string parent_namespace(const std::vector<std::string>& namespaces);

/// The enumerations, by their types.
[[nodiscard]] EnumNames enum_names(const model::Declared& declared);

/// @param schema has the foreign keys that no relation says
[[nodiscard]] EntitySpelling spell(const model::Entity& entity, const model::Schema& schema, const EnumNames& enums);

}  // namespace schemac::emit

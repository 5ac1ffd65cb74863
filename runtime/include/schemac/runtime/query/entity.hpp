// What generated sources say of an entity to the functions that spell queries: its table, columns, key and relations.
// Headers that applications include only name it.
#pragma once

#include <cstddef>
#include <schemac/runtime/shape.hpp>
#include <string_view>

namespace schemac::runtime {

/// All names are quoted where SQL needs it.
struct EntityColumn {
  std::string_view name;
  std::string_view read_cast;  ///< Behind the column in a select list; mostly empty.
};

/// Over which columns two tables belong together.
struct ColumnPair {
  std::string_view here;
  std::string_view there;
};

/// A relation to `target`; the pairs are from the entity to it, or to the table between and from there on.
struct RelationInfo {
  const struct EntityInfo& (*target)();
  const ColumnPair* pairs;
  std::size_t pair_count;
  std::string_view through;          ///< The table between; empty: none.
  std::string_view through_deleted;  ///< The column that marks removed rows of it; empty: none.
  const ColumnPair* onward;          ///< From it to the target.
  std::size_t onward_count;
};

struct EntityInfo {
  std::string_view table;    ///< With its schema: also what its columns are qualified by.
  std::string_view name;     ///< Without.
  std::string_view deleted;  ///< The column that marks removed rows; empty: none.
  std::string_view version;  ///< The column that every update counts up; empty: none.
  const EntityColumn* columns;
  std::size_t column_count;
  const std::string_view* key;
  std::size_t key_count;
  const RelationInfo* relations;
  const ResultShape* shape;  ///< Of all columns.
};

}  // namespace schemac::runtime

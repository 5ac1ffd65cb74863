// Whatever finds rows of a table by keys: indexes, and those behind primary keys and unique constraints, in one shape.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/schema.hpp"

namespace schemac::lint {

struct AnyIndex {
  model::ObjectId id;
  model::QualifiedName table;
  std::string method = "btree";
  std::vector<model::IndexKey> keys;
  std::vector<std::string> include;
  bool unique = false;
  bool nulls_not_distinct = false;
  bool immediate = true;  ///< Not deferrable.
  bool attached = false;  ///< There because the parent of a partition has it.
  std::optional<std::string> predicate;
};

/// All of a schema that are valid, by table: primary keys, then unique constraints, then indexes, each by name.
[[nodiscard]] std::vector<AnyIndex> indexes_of(const model::Schema& schema);

/// Those of one table, of what indexes_of() gave; they live as long as `indexes`.
[[nodiscard]] std::span<const AnyIndex> on_table(const std::vector<AnyIndex>& indexes,
                                                 const model::QualifiedName& table);

}  // namespace schemac::lint

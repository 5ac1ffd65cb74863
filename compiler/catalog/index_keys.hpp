// The keys of indexes, also of those behind constraints, and the columns they include.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "catalog/draft.hpp"
#include "catalog/source.hpp"
#include "model/index.hpp"

namespace schemac::catalog {

struct IndexColumns {
  std::vector<model::IndexKey> keys;
  std::vector<std::string> include;

  /// The keys' columns, of an index that has no expressions: the one of a primary key or unique constraint.
  [[nodiscard]] std::vector<std::string> key_columns() const;
};

/// By the number of the index, for the tables that are read.
[[nodiscard]] std::unordered_map<Oid, IndexColumns> read_index_keys(Source& source, const Draft& draft);

}  // namespace schemac::catalog

// A sequence: on its own, or owned by a column (serial). The sequence of an identity column is part of the column.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/object_id.hpp"

namespace schemac::model {

/// What CREATE SEQUENCE takes; the values are those that pg_sequence keeps.
struct SequenceOptions {
  std::int64_t start = 1;
  std::int64_t increment = 1;
  std::int64_t minimum = 1;
  std::int64_t maximum = INT64_MAX;
  std::int64_t cache = 1;
  bool cycle = false;

  bool operator==(const SequenceOptions&) const = default;
};

struct Sequence {
  static constexpr Kind kKind = Kind::sequence;

  /// The column with which the sequence is dropped (OWNED BY).
  struct Owner {
    QualifiedName table;
    std::string column;
    bool operator==(const Owner&) const = default;
  };

  QualifiedName name;
  std::string type = "bigint";
  SequenceOptions options;
  bool unlogged = false;  ///< Of one that is owned, never: it is what its table is. PostgreSQL 15.
  std::optional<Owner> owned_by;
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, name.schema, {}, name.name}; }
  bool operator==(const Sequence&) const = default;
};

}  // namespace schemac::model

// Which rows belong in a partition, as a condition on them: so that they can be asked before a partition is made of
// them. PostgreSQL has such a condition only of partitions that it has (pg_get_partition_constraintdef).
// https://www.postgresql.org/docs/15/sql-createtable.html#SQL-CREATETABLE-PARTITION
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/schema.hpp"

namespace schemac::sql {

/// A condition that is true of a row of `parent` that belongs in its partition with `bound`, and false or NULL of any
/// other. Nothing for DEFAULT, which has what no other partition has, for keys that are compared by a collation or an
/// operator class of their own, and for what is not understood. Of hashed rows only the server knows, by a parent that
/// is there.
[[nodiscard]] std::optional<std::string> belongs(const model::Table& parent, const std::string& bound);

/// The same of all partitions of `parent` in `schema`, and theirs: the rows that have a place. `true` where there is a
/// default partition or the remainders of a hash are complete; `false` where there is no partition. Nothing where that
/// cannot be told before the parent is there.
[[nodiscard]] std::optional<std::string> has_place(const model::Table& parent, const model::Schema& schema);

}  // namespace schemac::sql

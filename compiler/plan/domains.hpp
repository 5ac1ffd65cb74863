// Columns whose type is a domain: how their values are stored, and whether PostgreSQL asks each of them anything.
// https://www.postgresql.org/docs/15/sql-altertable.html#SQL-ALTERTABLE-NOTES
#pragma once

#include <string>

#include "model/schema.hpp"

namespace schemac::plan {

/// Whether the type is a domain that refuses values, or one over such a domain.
[[nodiscard]] bool is_constrained_domain(const std::string& type, const model::Schema& schema);

/// Whether the type is a domain that is NOT NULL, or one over such a domain.
[[nodiscard]] bool is_domain_without_nulls(const std::string& type, const model::Schema& schema);

/// What the type is a domain over, down to the type that no domain is; the type itself where it is none.
[[nodiscard]] std::string stored_type(const std::string& type, const model::Schema& schema);

}  // namespace schemac::plan

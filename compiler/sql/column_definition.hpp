// A column as it stands in CREATE TABLE and ADD COLUMN. For the render files alone.
#pragma once

#include <string>
#include <vector>

#include "model/table.hpp"

namespace schemac::sql {

/// What follows the column's name: type, collation, NOT NULL, and one of default, identity, generation.
[[nodiscard]] std::string column_definition(const model::Column& column);

/// The same without type and collation: what a column of a typed table says of its own.
[[nodiscard]] std::string column_options(const model::Column& column);

/// The column as its definition makes it: storage, compression, statistics and options are as usual.
[[nodiscard]] model::Column without_settings(model::Column column);

/// `DEFAULT now()`, between parentheses where the grammar wants them.
[[nodiscard]] std::string default_clause(const std::string& expression);

/// `GENERATED ALWAYS AS IDENTITY (…)`.
[[nodiscard]] std::string identity_clause(const model::Identity& identity, const std::string& type);

/// The commands of ALTER TABLE for what a column definition has no word for before PostgreSQL 16: storage, compression,
/// statistics, options. Those of `column` that `before` does not have; with no `before`, all.
[[nodiscard]] std::vector<std::string> column_settings(const model::Column& before, const model::Column& column);

}  // namespace schemac::sql

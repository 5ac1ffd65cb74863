// Where in its file a part of a query stands.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/query.hpp"
#include "support/diagnostics.hpp"

namespace schemac::queries {

/// Where in its file a byte of `query.sql` stands.
[[nodiscard]] Place place_in(const model::Query& query, std::size_t offset);

/// The same for a character of it, counted from 1, as the server counts; 0: the query.
[[nodiscard]] Place place_of_character(const model::Query& query, int position);

/// A parameter as it stands in the file there: `:name`, `$1`.
[[nodiscard]] std::string spelled(const model::Query& query, const model::QueryPlaceholder& placeholder);

}  // namespace schemac::queries

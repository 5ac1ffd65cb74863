// PostgreSQL's parse tree as JSON, for the files sql/ that read more out of it than whether it is there.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace schemac::sql {

/// The array `stmts` of libpg_query's tree; nothing where the text does not parse or is not UTF-8. Places in it are
/// bytes from 0, and one of 0 is left out.
[[nodiscard]] std::optional<nlohmann::json> parse_tree(std::string_view text);

}  // namespace schemac::sql

// Lines below a query's name that say what may be NULL: `-- nullable: :since, total`. Where one has a small mistake it
// is refused if it names what the query has; else it is prose.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/query.hpp"
#include "queries/piece.hpp"
#include "support/diagnostics.hpp"

namespace schemac::queries {

/// What stands behind `-- word:`; nothing: the comment is another.
[[nodiscard]] std::optional<Piece> said(Piece comment, std::string_view word);

/// Whether it is a mark as it should be, whatever it names.
[[nodiscard]] bool is_mark(Piece comment);

/// Takes what the comments below a name say of the query, whose parameters are there.
/// @param text of the whole file, for places
/// @return the others, which are prose
std::vector<Piece> read_marks(const std::string& file, std::string_view text, const std::vector<Piece>& comments,
                              model::Query& query, Diagnostics& diagnostics);

/// Refuses what names a parameter or column of the query and is no mark as it stands.
/// @param meant the line as it should be
void refuse_mistake(const model::Query& query, const Place& place, const std::string& meant, Diagnostics& diagnostics);

}  // namespace schemac::queries

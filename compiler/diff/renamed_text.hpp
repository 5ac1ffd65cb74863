// Names inside of SQL texts (expressions, types, definitions), as PostgreSQL prints them once something is renamed. A
// guess by tokens: one that is wrong leaves a text different from the desired one, so that a step too many is planned,
// never a step too few unnoticed: the proof compares what PostgreSQL says.
#pragma once

#include <string>

#include "model/renames.hpp"

namespace schemac::diff {

/// How a text sees the columns of the table that a rename of a column is about.
enum class Scope {
  of_table,  ///< It stands on that table: its columns are bare, or behind its name, `new` and `old`.
  foreign,   ///< It stands elsewhere and mentions them: always behind a name that is not `home`.
  nothing,   ///< It does not mention them.
};

/// `text` with what `rename` gives another name. `home` is the table on which the text stands (empty: none). Texts are
/// printed with an empty search_path: tables, types and functions carry their schema, columns never do.
[[nodiscard]] std::string renamed_text(const std::string& text, const model::Rename& rename, Scope scope,
                                       const std::string& home);

}  // namespace schemac::diff

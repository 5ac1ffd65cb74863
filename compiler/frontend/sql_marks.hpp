// Comments of .sql files that speak to schemac: `-- schemac: renamed from x`, on a line above a statement, a column, a
// constraint or a value of an enum, or behind it on its line.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/declared.hpp"
#include "sql/parse.hpp"
#include "support/diagnostics.hpp"

namespace schemac::frontend {

/// A statement of a file, and the namespace in which names without one are made at its turn.
struct SqlSpan {
  sql::Span span;
  std::string search_path;
};

/// The renames that the comments of `text` say. A comment that no declaration stands beside, or that schemac does not
/// know, is reported at its place.
[[nodiscard]] std::vector<model::RenameMark> read_marks(std::string_view text, const sql::Scan& scan,
                                                        const std::vector<SqlSpan>& statements,
                                                        const std::function<Place(std::size_t)>& place_at,
                                                        Diagnostics& diagnostics);

}  // namespace schemac::frontend

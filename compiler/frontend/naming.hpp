// Names of objects: those given by hand are refused where PostgreSQL would cut them, those that schemac makes are
// shortened, and no two objects may share one where PostgreSQL keeps them in one list (claim() in draft.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "frontend/comments.hpp"
#include "frontend/draft.hpp"
#include "frontend/names.hpp"

namespace schemac::frontend {

/// Reports a name that is longer than 63 bytes.
void check_given_name(Draft& draft, const std::string& name, const Place& place);

/// The name that was given, if it was, or else `prefix_table_rest`, shortened.
[[nodiscard]] Name choose_name(Draft& draft, const Text* given, std::string_view prefix, const TableDraft& table,
                               const std::vector<std::string>& rest);

/// Reports `schemac: …` in a comment where it is no directive that schemac knows.
void report_directive(Draft& draft, const Comment& comment, const Place& place);
/// Reports a rename from a name that is still there.
void report_stale_rename(Draft& draft, const std::string& before, const Place& place, const Place& still_there);

}  // namespace schemac::frontend

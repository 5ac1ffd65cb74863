// How the JSON of a snapshot stands on lines: one field of an object a line, short values whole, long ones an item a
// line. nlohmann's own dump knows only all or nothing, and a column would take five lines of a diff.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace schemac::snapshot {

/// The text, with a final newline. Throws nlohmann::json::type_error for a string that is not UTF-8.
[[nodiscard]] std::string lay_out(const nlohmann::ordered_json& document);

}  // namespace schemac::snapshot

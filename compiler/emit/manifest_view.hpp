// The manifest of a generation as its template sees it: what its statements stand on, and their text. The file is JSON:
// texts are escaped here, so that the templates that spell SQL for sources spell it for the manifest too.
#pragma once

#include <string>
#include <vector>

#include "emit/file_view.hpp"
#include "emit/guards.hpp"
#include "emit/query_spelling.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

/// What the entry of one table says. Of a large schema, the values of all tables at once would fill the memory.
[[nodiscard]] View manifest_table_view(const EntitySpelling& entity, const EntityNames& names);

/// @param table_entries ready texts, one a table
/// @param enum_names tell which types of queries are enumerations of the schema
[[nodiscard]] View manifest_view(std::vector<std::string> table_entries, const std::vector<FileContent>& files,
                                 const std::vector<QueryContent>& queries, const EnumNames& enum_names,
                                 const std::vector<Guard>& guards);

}  // namespace schemac::emit

// The manifest of a generation as its template sees it: what its statements stand on, and their text. The file is JSON:
// texts are escaped here, so that the templates that spell SQL for sources spell it for the manifest too.
#pragma once

#include <vector>

#include "emit/file_view.hpp"
#include "emit/query_spelling.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

/// @param enum_names tell which types of queries are enumerations of the schema
[[nodiscard]] View manifest_view(const std::vector<FileContent>& files, const std::vector<QueryContent>& queries,
                                 const EntityNames& names, const EnumNames& enum_names);

}  // namespace schemac::emit

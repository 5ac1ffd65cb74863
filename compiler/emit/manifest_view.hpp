// The manifest of a generation as its template sees it: what its statements stand on, and their text. The file is JSON:
// texts are escaped here, so that the templates that spell SQL for sources spell it for the manifest too.
#pragma once

#include <vector>

#include "emit/file_view.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

[[nodiscard]] View manifest_view(const std::vector<FileContent>& files, const EntityNames& names);

}  // namespace schemac::emit

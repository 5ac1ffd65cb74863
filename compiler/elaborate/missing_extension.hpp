// An extension that the server does not have, told from everything else that it can refuse, and where to get it.
#pragma once

#include <optional>
#include <string>

#include "schemac/runtime/error.hpp"

namespace schemac::elaborate {

/// The extension that `statement` creates and that `error` says is not installed; nothing where it is another error.
/// PostgreSQL says 0A000 where an extension has no control file, 58P01 where a file of it is missing.
/// https://www.postgresql.org/docs/15/sql-createextension.html
[[nodiscard]] std::optional<std::string> missing_extension(const std::string& statement, const runtime::Error& error);

/// Where Debian has the extension, for a hint. The packages of PostgreSQL's own extensions are those of its server.
/// @param server_version as `server_version_num`
[[nodiscard]] std::string where_to_get(const std::string& extension, int server_version);

}  // namespace schemac::elaborate

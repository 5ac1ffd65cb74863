// Spells the address of a server that listens on a Unix socket only, as libpq reads it.
// https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING (34.1.1.2 Connection URIs)
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace schemac::server {

/// Every server of ours has this name for its socket, so that the folder alone tells them apart.
inline constexpr int kPort = 5432;

/// The superuser of our servers: the name that it has nearly everywhere, so that `OWNER TO postgres` in a dump holds.
inline constexpr const char* kSuperuser = "postgres";

/// postgres:///<database>?host=<folder>&port=5432&user=postgres, with everything escaped that needs it. Port and user
/// are said, so that PGPORT and PGUSER of whoever uses it do not lead elsewhere.
std::string socket_url(const std::filesystem::path& folder, std::string_view database);

/// Why no client could reach a socket in this folder, if so: the kernel ends its path at 107 bytes, and libpq takes a
/// comma for the end of a host.
std::optional<std::string> socket_obstacle(const std::filesystem::path& folder);

/// Does a server listen in this folder now?
bool listens(const std::filesystem::path& folder);

}  // namespace schemac::server

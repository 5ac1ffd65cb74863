// Makes the data directory that a server runs on.
// https://www.postgresql.org/docs/15/app-initdb.html
#pragma once

#include <filesystem>
#include <optional>

#include "server/account.hpp"
#include "server/binaries.hpp"

namespace schemac::server {

/// Makes `data`, which must not exist in a folder of the account's, with initdb: UTF-8, trust for local sockets, the
/// superuser `postgres`, nothing synced to the disk.
///
/// The locale is C.UTF-8 where the system has it: text sorts by code point on every machine and with every version of
/// the C library, and still `lower('É')` is 'é', as it is in the UTF-8 databases that we stand in for (in C it is not).
/// Throws ServerError with the end of what initdb said.
void create_cluster(const Binaries& binaries, const std::filesystem::path& data, const std::optional<Account>& account);

}  // namespace schemac::server

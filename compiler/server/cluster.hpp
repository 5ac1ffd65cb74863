// Makes the data directory that a server runs on. initdb takes about half a second and always makes the same, so what
// it made once is kept for this user and copied from then on, which takes a quarter of that (cluster_cache.hpp).
// https://www.postgresql.org/docs/15/app-initdb.html
#pragma once

#include <filesystem>
#include <optional>

#include "server/account.hpp"
#include "server/binaries.hpp"

namespace schemac::server {

/// Makes `data`, which must not exist yet, for the account: UTF-8, trust for local sockets, the superuser `postgres`,
/// nothing synced to the disk. The account must be able to write into the folder that `data` is in.
///
/// The locale is C.UTF-8 where the system has it: text sorts by code point on every machine and with every version of
/// the C library, and still `lower('É')` is 'é', as it is in the UTF-8 databases that we stand in for (in C it is not).
/// Throws ServerError with the end of what initdb said.
void create_cluster(const Binaries& binaries, const std::filesystem::path& data, const std::optional<Account>& account);

}  // namespace schemac::server

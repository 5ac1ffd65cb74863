// Where private servers live: one folder each, below a base folder that belongs to the user alone. A server's socket is
// in it, so its path must be short: a long TMPDIR is passed over. The folder's lock is held by whoever looks after it;
// a folder whose lock is free was left behind by a run that was killed, and the next run removes it.
#pragma once

#include <filesystem>
#include <optional>

#include "server/account.hpp"
#include "server/lock.hpp"

namespace schemac::server {

/// A server's folder, which belongs to the account that runs it, and the lock that says it is in use.
struct OwnFolder {
  std::filesystem::path path;
  Lock lock;
};

/// The base folder, created when missing: the configured one, else `schemac-<uid>` in TMPDIR or, where that is too long
/// for a socket or closed to the account, in /tmp.
/// Throws ServerError when it cannot be made, belongs to somebody else, or cannot hold a socket.
std::filesystem::path base_folder(const std::filesystem::path& configured, const std::optional<Account>& account);

/// A new folder below the base, named by chance, locked. Throws ServerError.
OwnFolder make_own_folder(const std::filesystem::path& base, const std::optional<Account>& account);

/// Stops and removes what killed runs left below the base. Leaves alone what another run holds. What cannot be removed
/// stays for the next run: it is no reason to fail this one.
void remove_leftovers(const std::filesystem::path& base) noexcept;

/// Stops the server in this folder, if one runs, and removes the folder, if it is there.
void remove_folder_of(const std::filesystem::path& folder) noexcept;

}  // namespace schemac::server

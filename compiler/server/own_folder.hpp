// Where private servers live: one folder each, below a base folder that belongs to the user alone. A server's socket is
// in it, so its path must be short: a long TMPDIR is passed over. The folder's lock is held by whoever looks after it;
// a folder whose lock is free was left behind by a run that was killed, and the next run removes it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <vector>

#include "server/account.hpp"
#include "server/lock.hpp"

namespace schemac::server {

/// A server's folder and the lock that says it is in use. With the object, the server that still runs in it is stopped
/// and the folder removed; a forked child of ours only lets go.
class OwnFolder {
 public:
  OwnFolder(std::filesystem::path path, Lock lock);
  OwnFolder(OwnFolder&& other) noexcept = default;
  OwnFolder& operator=(OwnFolder&& other) noexcept;
  ~OwnFolder();

  const std::filesystem::path& path() const { return path_; }
  const Lock& lock() const { return lock_; }

 private:
  std::filesystem::path path_;
  Lock lock_;
  pid_t owner_;
};

/// How long what is below a base folder must stay.
enum class Lifetime {
  kRun,      // as long as its process: memory is the quickest place, where there is enough of it
  kLasting,  // longer than a session, with whose end systemd empties /dev/shm (RemoveIPC of logind.conf)
};

/// Where a base folder may be, best first: the configured place alone; else `schemac-<uid>` in /dev/shm (only for a
/// run), in TMPDIR and in /tmp. In memory a server starts in a third of the time, and its thousands of files do not
/// pass through a disk's journal.
std::vector<std::filesystem::path> base_candidates(const std::filesystem::path& configured, Lifetime lifetime);

/// The first of them that can be ours, has room, is open to the account and short enough for a socket; created when
/// missing. Throws ServerError with what is wrong with the last one.
std::filesystem::path base_folder(const std::filesystem::path& configured, const std::optional<Account>& account,
                                  Lifetime lifetime);

/// A new folder below the base, named by chance, locked, the account's. Throws ServerError.
OwnFolder make_own_folder(const std::filesystem::path& base, const std::optional<Account>& account);

/// Stops and removes what killed runs left below the base, if there is one. Leaves alone what another run holds. What
/// cannot be removed stays for the next run: it is no reason to fail this one.
void remove_leftovers(const std::filesystem::path& base) noexcept;

}  // namespace schemac::server

// Who runs PostgreSQL. The server refuses to run as root, so root hands it to an account without privileges; everybody
// else runs it as themselves. We change the user in a child of our own, between fork and exec: `su`, `sudo` and
// `runuser` are not on every machine, and each brings its own session, environment and questions.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace schemac::server {

struct Account {
  std::string name;
  uid_t uid = 0;
  gid_t gid = 0;

  bool operator==(const Account&) const = default;
};

/// The account to run PostgreSQL as; none when we are not root and run it as ourselves (`configured` is then of no
/// effect). As root: the configured one, else `postgres`, else `nobody`.
/// Throws ServerError when root has no such account, or when it is root once more.
std::optional<Account> server_account(const std::string& configured = {});

/// Can the account (none: we) reach `path` with `mode` (R_OK, W_OK, X_OK, F_OK as in access(2))? Every folder on the
/// way counts: `/root/project` is closed to anyone but root, whatever the mode of `project`.
bool can_reach(const std::optional<Account>& account, const std::filesystem::path& path, int mode);

/// Gives a file or a folder to the account; none: it stays ours. Throws ServerError.
void hand_over(const std::filesystem::path& path, const std::optional<Account>& account);

}  // namespace schemac::server

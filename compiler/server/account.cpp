#include "server/account.hpp"

#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "server/error.hpp"
#include "server/process.hpp"

namespace schemac::server {
namespace {

std::optional<Account> find_account(const std::string& name) {
  const passwd* entry = ::getpwnam(name.c_str());
  if (entry == nullptr) return std::nullopt;
  return Account{name, entry->pw_uid, entry->pw_gid};
}

}  // namespace

std::optional<Account> server_account(const std::string& configured) {
  if (::geteuid() != 0) return std::nullopt;
  std::optional<Account> account;
  if (!configured.empty()) {
    account = find_account(configured);
  } else {
    account = find_account("postgres");
    if (!account) account = find_account("nobody");
  }
  if (!account) {
    throw ServerError(fmt::format(
        "root cannot run PostgreSQL, and there is no user `{}` to run it instead\nhint: name an existing user without "
        "privileges, or run schemac as an ordinary user",
        configured.empty() ? "postgres` or `nobody" : configured));
  }
  if (account->uid == 0) {
    throw ServerError(fmt::format(
        "root cannot run PostgreSQL, and the user `{}` is root as well\nhint: name a user without privileges",
        account->name));
  }
  return account;
}

bool can_reach(const std::optional<Account>& account, const std::filesystem::path& path, int mode) {
  if (!account) return ::access(path.c_str(), mode) == 0;
  const pid_t child = fork_child();
  if (child == 0) {
    const bool changed =
        ::setgroups(1, &account->gid) == 0 && ::setgid(account->gid) == 0 && ::setuid(account->uid) == 0;
    ::_exit(changed && ::access(path.c_str(), mode) == 0 ? 0 : 1);
  }
  return wait_for(child) == 0;
}

void hand_over(const std::filesystem::path& path, const std::optional<Account>& account) {
  if (account && ::lchown(path.c_str(), account->uid, account->gid) != 0) {
    throw ServerError(
        fmt::format("cannot give `{}` to the user `{}`: {}", path.string(), account->name, std::strerror(errno)));
  }
}

}  // namespace schemac::server

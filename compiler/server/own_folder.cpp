#include "server/own_folder.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "server/error.hpp"
#include "server/postmaster.hpp"
#include "server/url.hpp"

namespace schemac::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPattern = "s-XXXXXX";  // mkdtemp's
constexpr const char* kPrefix = "s-";

// Held while a folder comes into being or the base is searched, so that nobody takes a folder for abandoned between
// its creation and its lock.
Lock lock_base(const fs::path& base) { return Lock::take(base / "lock"); }

// A folder that another user made in /tmp under our name must not hold our socket.
void require_ours(const fs::path& base) {
  struct stat facts {};
  if (::lstat(base.c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode)) {
    throw ServerError(fmt::format("`{}` is no folder", base.string()));
  }
  if (facts.st_uid != ::geteuid() || (facts.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    throw ServerError(
        fmt::format("the folder `{}` is not ours alone: it belongs to the user with the id {} and has "
                    "mode {:o}\nhint: remove it, or name another place in TMPDIR",
                    base.string(), facts.st_uid, facts.st_mode & 07777U));
  }
}

void make_base(const fs::path& base, const std::optional<Account>& account) {
  // The account passes through to its own folder and sees no other.
  const mode_t mode = account ? 0711 : 0700;
  std::error_code ignored;
  fs::create_directories(base.parent_path(), ignored);
  if (::mkdir(base.c_str(), mode) != 0 && errno != EEXIST) {
    throw ServerError(
        fmt::format("cannot create the folder `{}` for private servers: {}\nhint: name another place in "
                    "TMPDIR",
                    base.string(), std::strerror(errno)));
  }
  require_ours(base);
  if (::chmod(base.c_str(), mode) != 0) {
    throw ServerError(fmt::format("cannot set the mode of `{}`: {}", base.string(), std::strerror(errno)));
  }
}

std::optional<std::string> obstacle(const fs::path& base, const std::optional<Account>& account) {
  if (auto reason = socket_obstacle(base / kPattern)) return reason;
  if (!can_reach(account, base, X_OK)) {
    return fmt::format("it is closed to the user `{}`, who runs PostgreSQL", account ? account->name : "we");
  }
  return std::nullopt;
}

fs::path default_base(const char* variable) { return fs::path(variable) / fmt::format("schemac-{}", ::geteuid()); }

}  // namespace

fs::path base_folder(const fs::path& configured, const std::optional<Account>& account) {
  if (!configured.empty()) {
    const fs::path base = fs::absolute(configured);
    make_base(base, account);
    if (const auto reason = obstacle(base, account)) {
      throw ServerError(fmt::format("the folder `{}` cannot hold private servers: {}", base.string(), *reason));
    }
    return base;
  }
  if (const char* temporary = std::getenv("TMPDIR"); temporary != nullptr && temporary[0] == '/') {
    const fs::path base = default_base(temporary);
    if (!socket_obstacle(base / kPattern)) {
      make_base(base, account);
      if (!obstacle(base, account)) return base;
    }
  }
  const fs::path base = default_base("/tmp");
  make_base(base, account);
  if (const auto reason = obstacle(base, account)) {
    throw ServerError(fmt::format("the folder `{}` cannot hold private servers: {}", base.string(), *reason));
  }
  return base;
}

OwnFolder make_own_folder(const fs::path& base, const std::optional<Account>& account) {
  const Lock creating = lock_base(base);
  std::string path = (base / kPattern).string();
  if (::mkdtemp(path.data()) == nullptr) {
    throw ServerError(fmt::format("cannot create a folder in `{}`: {}", base.string(), std::strerror(errno)));
  }
  OwnFolder folder{path, Lock::take(fs::path(path) / "lock")};
  hand_over(folder.path, account);
  return folder;
}

void remove_leftovers(const fs::path& base) noexcept try {
  std::vector<OwnFolder> abandoned;
  {
    const Lock searching = lock_base(base);
    for (const auto& entry : fs::directory_iterator(base)) {
      if (!entry.path().filename().string().starts_with(kPrefix)) continue;
      if (auto lock = Lock::try_take(entry.path() / "lock")) abandoned.push_back({entry.path(), std::move(*lock)});
    }
  }
  for (const OwnFolder& folder : abandoned) remove_folder_of(folder.path);
} catch (const std::exception&) {
}

void remove_folder_of(const fs::path& folder) noexcept try {
  constexpr std::chrono::seconds kPatience{10};
  std::error_code error;
  if (!fs::exists(folder, error)) return;
  stop_postmaster(folder / "data", Shutdown::kImmediate, kPatience);
  // Sessions of a killed server may write for a moment yet, which makes a folder "not empty" that was.
  for (int tries = 0; tries < 20; ++tries) {
    fs::remove_all(folder, error);
    if (!error) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
} catch (const std::exception&) {
}

}  // namespace schemac::server

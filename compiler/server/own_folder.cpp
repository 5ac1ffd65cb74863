#include "server/own_folder.hpp"

#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
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
constexpr const char* kMemory = "/dev/shm";

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

void require_usable(const fs::path& base, const std::optional<Account>& account) {
  std::optional<std::string> obstacle = socket_obstacle(base / kPattern);
  if (!obstacle && account && !can_reach(account, base, X_OK)) {
    obstacle = fmt::format("it is closed to the user `{}`, who runs PostgreSQL", account->name);
  }
  if (obstacle) {
    throw ServerError(fmt::format("the folder `{}` cannot hold private servers: {}", base.string(), *obstacle));
  }
}

// A server needs some 60 MB, a large schema with its proof a few hundred; a container's 64 MB are not enough.
bool is_roomy_memory(const fs::path& folder) {
  constexpr std::uintmax_t kEnough = std::uintmax_t{1} << 30U;
  struct statfs facts {};
  return ::statfs(folder.c_str(), &facts) == 0 && facts.f_type == TMPFS_MAGIC &&
         facts.f_bavail * static_cast<std::uintmax_t>(facts.f_bsize) >= kEnough;
}

void discard(const fs::path& folder) noexcept try {
  constexpr std::chrono::seconds kPatience{10};
  if (!fs::exists(folder)) return;
  stop_postmaster(folder / "data", Shutdown::kImmediate, kPatience);
  // Sessions of a killed server may write for a moment yet, which makes a folder "not empty" that was.
  for (int tries = 0; tries < 20; ++tries) {
    std::error_code error;
    fs::remove_all(folder, error);
    if (!error) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
} catch (const std::exception&) {  // the next run tries again
}

}  // namespace

std::vector<fs::path> base_candidates(const fs::path& configured, Lifetime lifetime) {
  if (!configured.empty()) return {fs::absolute(configured)};
  const std::string name = fmt::format("schemac-{}", ::geteuid());
  std::vector<fs::path> candidates;
  if (lifetime == Lifetime::kRun) candidates.push_back(fs::path(kMemory) / name);
  if (const char* temporary = std::getenv("TMPDIR"); temporary != nullptr && temporary[0] == '/') {
    candidates.push_back(fs::path(temporary) / name);
  }
  candidates.push_back(fs::path("/tmp") / name);
  return candidates;
}

fs::path base_folder(const fs::path& configured, const std::optional<Account>& account, Lifetime lifetime) {
  const auto candidates = base_candidates(configured, lifetime);
  for (const fs::path& base : candidates) {
    if (base.parent_path() == kMemory && !is_roomy_memory(kMemory)) continue;
    try {
      require_usable(base, std::nullopt);  // before anything is made there
      make_base(base, account);
      require_usable(base, account);
      return base;
    } catch (const ServerError&) {
      if (base == candidates.back()) throw;
    }
  }
  throw ServerError(fmt::format("there is too little room for a private server in `{}`", candidates.back().string()));
}

OwnFolder::OwnFolder(fs::path path, Lock lock) : path_(std::move(path)), lock_(std::move(lock)), owner_(::getpid()) {}

OwnFolder& OwnFolder::operator=(OwnFolder&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(lock_, other.lock_);
  return *this;
}

OwnFolder::~OwnFolder() {
  if (lock_.descriptor() >= 0 && ::getpid() == owner_) discard(path_);
}

OwnFolder make_own_folder(const fs::path& base, const std::optional<Account>& account) {
  const Lock creating = lock_base(base);
  std::string path = (base / kPattern).string();
  if (::mkdtemp(path.data()) == nullptr) {
    throw ServerError(fmt::format("cannot create a folder in `{}`: {}", base.string(), std::strerror(errno)));
  }
  OwnFolder folder(path, Lock::take(fs::path(path) / "lock"));
  hand_over(folder.path(), account);
  return folder;
}

void remove_leftovers(const fs::path& base) noexcept try {
  std::vector<OwnFolder> abandoned;  // removed with the vector, when others may start again
  require_ours(base);
  const Lock searching = lock_base(base);
  for (const auto& entry : fs::directory_iterator(base)) {
    if (!entry.path().filename().string().starts_with(kPrefix)) continue;
    try {
      if (auto lock = Lock::try_take(entry.path() / "lock")) abandoned.emplace_back(entry.path(), std::move(*lock));
    } catch (const ServerError&) {  // its guardian was just removing it
    }
  }
} catch (const std::exception&) {  // there is no such base, or it is not ours
}

}  // namespace schemac::server

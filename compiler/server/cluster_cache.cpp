#include "server/cluster_cache.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "server/error.hpp"
#include "server/lock.hpp"
#include "server/short_name.hpp"

namespace schemac::server {
namespace {

namespace fs = std::filesystem;

fs::path cache_folder() {
  const auto absolute = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && value[0] == '/' ? fs::path(value) : fs::path();
  };
  if (const fs::path cache = absolute("XDG_CACHE_HOME"); !cache.empty()) return cache / "schemac";
  if (const fs::path home = absolute("HOME"); !home.empty()) return home / ".cache" / "schemac";
  return {};
}

// Copies a tree of folders and files; says how much it was, which tells a damaged one from a whole one.
std::string copy_tree(const fs::path& from, const fs::path& to, const std::optional<Account>& account) {
  std::uintmax_t files = 0;
  std::uintmax_t bytes = 0;
  fs::create_directory(to, from);
  hand_over(to, account);
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    const fs::path target = to / entry.path().lexically_relative(from);
    if (entry.is_directory()) {
      fs::create_directory(target, entry.path());
    } else {
      fs::copy_file(entry.path(), target);
      bytes += fs::file_size(target);
      ++files;
    }
    hand_over(target, account);
  }
  return fmt::format("{} files, {} bytes\n", files, bytes);
}

bool belongs_to_us(const fs::path& path) {
  struct stat facts {};
  return ::lstat(path.c_str(), &facts) == 0 && facts.st_uid == ::geteuid();
}

std::string content_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::optional<ClusterCache> ClusterCache::of(const Binaries& binaries, const std::vector<std::string>& initdb_options) {
  const fs::path folder = cache_folder();
  struct stat postgres {};
  if (folder.empty() || ::stat((binaries.bin / "postgres").c_str(), &postgres) != 0) return std::nullopt;
  // Another build under the same version may have another catalog: size and time of the program tell.
  std::string origin = fmt::format("{}\n{}\n{} bytes of {}.{:09}\n", binaries.bin.string(), binaries.version,
                                   postgres.st_size, postgres.st_mtim.tv_sec, postgres.st_mtim.tv_nsec);
  for (const std::string& option : initdb_options) origin += option + '\n';
  return ClusterCache(folder / ("cluster-" + short_name(binaries.bin.string())), std::move(origin));
}

ClusterCache::ClusterCache(fs::path entry, std::string origin) : entry_(std::move(entry)), origin_(std::move(origin)) {}

bool ClusterCache::restore(const fs::path& data, const std::optional<Account>& account) const noexcept try {
  const std::string origin = content_of(entry_ / "origin");
  if (!origin.starts_with(origin_) || !belongs_to_us(entry_)) return false;
  try {
    if (origin == origin_ + copy_tree(entry_ / "data", data, account)) return true;
  } catch (const std::exception&) {  // somebody replaces it just now, or the disk is full
  }
  fs::remove_all(data);
  return false;
} catch (const std::exception&) {
  return false;
}

void ClusterCache::store(const fs::path& data) const noexcept try {
  fs::create_directories(entry_.parent_path());
  const auto storing = Lock::try_take(entry_.string() + ".lock");
  if (!storing) return;
  const fs::path fresh = entry_.string() + ".new";
  fs::remove_all(fresh);
  fs::create_directory(fresh);
  fs::permissions(fresh, fs::perms::owner_all);
  std::ofstream(fresh / "origin") << origin_ << copy_tree(data, fresh / "data", std::nullopt);
  fs::remove_all(entry_);
  fs::rename(fresh, entry_);
} catch (const std::exception&) {
  std::error_code ignored;
  fs::remove_all(entry_.string() + ".new", ignored);
}

}  // namespace schemac::server

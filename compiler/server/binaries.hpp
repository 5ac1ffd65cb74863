// Finds PostgreSQL's server binaries on this machine. Only looks; starts nothing but `postgres --version`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace schemac::server {

/// The oldest major that we write for: 13 is where the views of pg_stat and DROP DATABASE (FORCE) that we use begin.
inline constexpr int kOldestMajor = 13;

struct Binaries {
  std::filesystem::path bin;  // the folder that holds `postgres`, `initdb`, `psql`, `pg_dump` themselves, no wrappers
  int major = 0;              // 15
  std::string version;        // "15.20 (Debian 15.20-0+deb12u1)"
};

/// What somebody configured; both are optional.
struct Wanted {
  std::filesystem::path bin;  // a bin folder, or a prefix that has one; then no other place is looked at
  int major = 0;              // exactly this major; 0: the newest there is
};

/// The folders that may hold the binaries, in no order, as far as they exist: Debian's, Red Hat's, Homebrew's, PATH.
std::vector<std::filesystem::path> candidate_folders();

/// Every installation in these folders whose `postgres` runs and whose `initdb` stands beside it; newest first, each
/// once, however many symbolic links lead to it.
std::vector<Binaries> installations(const std::vector<std::filesystem::path>& folders);

/// The installation to use. Throws BinariesNotFound, which says where it looked and how to get one.
Binaries find_binaries(const Wanted& wanted = {});

}  // namespace schemac::server

// Keeps what initdb made, one entry an installation, in the user's cache folder. It may only ever save time: whatever
// is wrong with it (no folder, no space, an entry that a power cut left half written) means "not there", never an
// error.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "server/account.hpp"
#include "server/binaries.hpp"

namespace schemac::server {

class ClusterCache {
 public:
  /// The entry for these binaries and options of initdb, in $XDG_CACHE_HOME/schemac or ~/.cache/schemac. Nothing
  /// when there is no such place.
  static std::optional<ClusterCache> of(const Binaries& binaries, const std::vector<std::string>& initdb_options);

  /// Copies the entry to `data`, which must not exist, and gives it to the account. False, and nothing is there, when
  /// the entry is missing, not ours, of another build, or not whole.
  bool restore(const std::filesystem::path& data, const std::optional<Account>& account) const noexcept;

  /// Keeps a copy of `data`, a data directory that no server has run on. Somebody else who is about it has precedence.
  void store(const std::filesystem::path& data) const noexcept;

 private:
  ClusterCache(std::filesystem::path entry, std::string origin);

  std::filesystem::path entry_;  // holds `data` and, written last, `origin`
  std::string origin_;           // what the entry must have been made from
};

}  // namespace schemac::server

// A PostgreSQL of our own for as long as this object lives: from the binaries of this machine, in a folder of its own,
// on a Unix socket and no network address. Always the latest state of nothing: what somebody needs in it, they make.
// Not here: what is read from it (the elaboration of a schema), and the server that stays (development_server.hpp).
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include "server/binaries.hpp"
#include "server/guardian.hpp"

namespace schemac::server {

struct Options {
  Wanted binaries;
  std::string account;                // who runs it when we are root; empty: see server_account
  std::filesystem::path base;         // where its folder is made; empty: see base_folder
  std::chrono::seconds patience{60};  // until it must take connections
};

class PrivateServer {
 public:
  /// Removes what killed runs left behind, then starts a server and returns when it takes connections.
  /// Throws BinariesNotFound, or ServerError with the end of the log; nothing is left behind then.
  static PrivateServer start(const Options& options = {});

  /// For libpq: the URL of one of its databases. Creates none; `postgres`, `template1` and `template0` are there.
  std::string url(std::string_view database = "postgres") const;

  const Binaries& binaries() const { return binaries_; }
  /// Its folder: the socket, `data`, `log`.
  const std::filesystem::path& folder() const { return guardian_.folder(); }
  /// The process that looks after it.
  const Guardian& guardian() const { return guardian_; }

 private:
  PrivateServer(Binaries binaries, Guardian guardian);

  Binaries binaries_;
  Guardian guardian_;  // stops it
};

}  // namespace schemac::server

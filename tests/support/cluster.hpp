// A PostgreSQL of one test alone, which may be stopped, killed and started again, and copied into a standby that
// follows it. The server that a whole test program shares is private_server.hpp's.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "server/binaries.hpp"
#include "server/own_folder.hpp"

namespace schemac::tests {

class Cluster {
 public:
  /// A server that others can follow, started.
  /// @param settings of its own, each `name=value`
  explicit Cluster(std::vector<std::string> settings = {});
  /// A standby of this one, which streams from it (pg_basebackup), started.
  std::unique_ptr<Cluster> standby() const;
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;
  ~Cluster();

  /// The URL of the database `postgres`, as a superuser.
  std::string url() const;
  /// Where the socket is: a host of libpq's.
  std::string host() const { return folder_.path().string(); }

  void start();
  /// Ends the sessions and waits until the server is gone.
  void stop();
  /// The same at once, as after a crash.
  void crash();

 private:
  explicit Cluster(server::OwnFolder folder);
  std::filesystem::path data() const { return folder_.path() / "data"; }
  void reap();

  std::vector<std::string> settings_;
  server::Binaries binaries_;
  server::OwnFolder folder_;
  pid_t process_ = -1;
};

}  // namespace schemac::tests

// A real PgBouncer between a test and the tests' server.
#pragma once

#include <sys/types.h>

#include <string>

#include "support/child.hpp"

namespace schemac::tests {

/// PgBouncer for one database, on a socket of its own.
class PgBouncer {
 public:
  /// @param url of a database on the tests' server
  /// @param mode of its pool: `session`, `transaction`
  /// @param settings more lines of its section `[pgbouncer]`
  PgBouncer(const std::string& url, const std::string& mode, const std::string& settings = "");
  PgBouncer(const PgBouncer&) = delete;
  PgBouncer& operator=(const PgBouncer&) = delete;
  ~PgBouncer();

  /// How the database is reached through it.
  std::string url() const;

 private:
  TemporaryFolder folder_;
  std::string database_;
  pid_t pid_ = -1;
};

}  // namespace schemac::tests

// The example's database, on a server of its own.
#pragma once

#include <string>

#include "server/private_server.hpp"

namespace schemac::bench {

/// The text of the one file that a program is given; ends the program where it is given none.
[[nodiscard]] std::string given_sql(int count, char** arguments);

class Example {
 public:
  /// Starts the server and runs `ddl` in a database that is empty but for it.
  explicit Example(const std::string& ddl);
  [[nodiscard]] std::string url() const { return server_.url("bench"); }

 private:
  server::PrivateServer server_;
};

}  // namespace schemac::bench

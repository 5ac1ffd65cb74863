// What goes wrong with a server is the world's failure, not a mistake in somebody's schema: an exception, caught once,
// in main. The message is complete: the situation, the cause, then a line with a hint.
#pragma once

#include <stdexcept>

namespace schemac::server {

/// A PostgreSQL server of ours could not be prepared, started or stopped.
class ServerError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// There are no PostgreSQL server binaries of a usable version here. A type of its own, because what needs no server
/// goes on without them.
class BinariesNotFound : public ServerError {
 public:
  using ServerError::ServerError;
};

}  // namespace schemac::server

// Clients that read and write single rows of one table through libpq, as an application does, while somebody changes
// that table. Each keeps when every one of its queries began and ended: a stall is a query that took long.
#pragma once

#include <atomic>
#include <chrono>
#include <exception>
#include <string>
#include <thread>
#include <vector>

namespace schemac::bench {

using Clock = std::chrono::steady_clock;

/// One query of a client, from its sending to its answer.
struct Query {
  Clock::time_point begin;
  Clock::time_point end;
  bool failed = false;  ///< The server ended it: to break a deadlock, say.
};

/// The longest of the queries that were under way at some time between these two, in milliseconds.
[[nodiscard]] double longest(const std::vector<Query>& queries, Clock::time_point begin, Clock::time_point end);

class Traffic {
 public:
  /// Starts the clients; each has a session of its own.
  /// @param table has `id bigint` from 1 to `rows`, with an index, `code` and `balance`
  Traffic(const std::string& url, const std::string& table, long rows, int clients);
  Traffic(const Traffic&) = delete;
  Traffic& operator=(const Traffic&) = delete;
  ~Traffic();

  /// Lets each client end its query, and gives those of all. Throws where a client could not connect.
  [[nodiscard]] std::vector<Query> stop();

 private:
  struct Client {
    std::thread thread;
    std::vector<Query> queries;
    std::exception_ptr failure;
  };

  void join();

  std::atomic<bool> stopping_{false};
  std::vector<Client> clients_;
};

}  // namespace schemac::bench

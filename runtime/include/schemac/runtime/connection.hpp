// One session of one PostgreSQL server. libpqxx owns it underneath and shows nowhere here; its silent reconnect is off,
// since a session that came back without its settings, locks and temporary tables is another session: a connection that
// is lost stays lost. A connection is used by one thread at a time; `cancel` alone may come from another. A process
// that is forked off does not use the connections and pools of the other; it may destroy them, which the server hears
// nothing of.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <schemac/runtime/executor.hpp>
#include <schemac/runtime/notice.hpp>
#include <schemac/runtime/query_event.hpp>
#include <string>

namespace schemac::runtime {

namespace detail {
class PoolState;
class ReplicaWatch;
}  // namespace detail

struct ConnectionOptions {
  /// What pg_stat_activity shows; the URL's own `application_name` wins.
  std::string application_name = "schemac";
  /// For the whole of reaching, encrypting and logging in; the URL's own `connect_timeout` wins. 0 waits for ever.
  int connect_timeout_seconds = 30;
  /// How many prepared statements are kept, the least recently used go first. 0 prepares nothing: for a pooler between
  /// (PgBouncer in transaction mode) that hands each transaction another server session.
  std::size_t statement_cache_size = 256;
  /// Asked for the password of each connection that is made, instead of the URL's: for one that is good for minutes, an
  /// IAM token, say. From whichever thread connects. What it throws, connecting throws.
  std::function<std::string()> password{};
  /// Hears of each statement of an executor once it has run, from the thread that ran it, and of what begins and ends
  /// transactions. Must not use the connection. What it throws is dropped: the statement has been done.
  std::function<void(const QueryEvent&)> on_query{};
};

/// It speaks UTF-8: told otherwise (`SET client_encoding`), it sends nothing but run-time SQL in ASCII, until it is
/// told to speak UTF-8 again; each other statement throws UsageError.
class Connection : public Executor {
 public:
  /// Connects and logs in.
  /// @param url `postgres://user@host/database?…` or `key=value …`, as libpq reads both
  /// (https://www.postgresql.org/docs/15/libpq-connect.html); environment variables and pgpass fill what it leaves out
  /// @throws InvalidUrl, AuthenticationFailure, UndefinedDatabase, TooManyConnections, TlsFailure, ConnectionFailure.
  /// No message has the password in it. Of several hosts each is told, and a server that answered says which it is.
  explicit Connection(const std::string& url, const ConnectionOptions& options = {});

  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&& other) noexcept;
  /// Closes; a transaction that is open is rolled back by the server.
  ~Connection();

  void close() noexcept;
  /// False once closed or found lost. A loss that nobody has run into yet is not seen.
  bool is_open() const noexcept;

  // Of the session. Each throws UsageError once it is closed, ConnectionFailure once it was found lost.
  /// As `server_version_num`: 150004 is 15.4.
  int server_version() const;
  /// The server's process of this session, as in pg_stat_activity.
  int backend_pid() const;
  std::string database() const;
  std::string user() const;

  /// Asks the server to give up what this connection is running, which then throws QueryCanceled. From any thread,
  /// while the connection lives. Nothing happens when nothing runs. Waits until the server has been told, for half a
  /// second at most: behind a silent network it may be told later, or never.
  void cancel() noexcept;

  /// Who hears notices; nobody at first. The handler must not use the connection; what it throws is dropped.
  /// @throws UsageError once it is closed, ConnectionFailure once it was found lost
  void on_notice(std::function<void(const Notice&)> handler);

 private:
  friend class Lease;
  friend class detail::PoolState;
  friend class detail::ReplicaWatch;
  explicit Connection(std::unique_ptr<detail::Wire> wire) noexcept;
  std::unique_ptr<detail::Wire> owned_;
};

/// A URL or `key=value …` text with the password blotted out (`***`), for messages.
std::string without_password(const std::string& url);

}  // namespace schemac::runtime

#include "connect.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <pqxx/basic_connection>
#include <pqxx/connectionpolicy>
#include <pqxx/dbtransaction>
#include <pqxx/largeobject>

#include "connect_error.hpp"
#include "host_list.hpp"
#include "tls_watch.hpp"

namespace schemac::runtime::detail {
namespace {

using Clock = std::chrono::steady_clock;

/// Until when one host may take.
Clock::time_point deadline_of(PGconn* connection) {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfo(connection), PQconninfoFree);
  for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
    if (std::strcmp(option->keyword, "connect_timeout") != 0 || option->val == nullptr) continue;
    const int seconds = std::atoi(option->val);
    if (seconds > 0) return Clock::now() + std::chrono::seconds(seconds);
  }
  return Deadline::max();
}

/// What poll() takes: at most until then, rounded up; -1 is for ever.
int left_until(Clock::time_point when) {
  if (when == Deadline::max()) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(when - Clock::now()).count();
  return static_cast<int>(std::clamp<decltype(left)>(left, 0, std::numeric_limits<int>::max()));
}

/// Waits until libpq can go on. @return false when the time is over
/// @throws PatienceLost
bool wait_for_socket(PGconn* connection, short events, Clock::time_point deadline, const Patience& patience) {
  const int descriptor = PQsocket(connection);
  const std::stop_callback wake(patience.abandoned, [descriptor] { ::shutdown(descriptor, SHUT_RDWR); });
  for (;;) {
    pollfd socket{descriptor, events, 0};
    const int ready = ::poll(&socket, 1, left_until(std::min(deadline, patience.until)));
    if (patience.abandoned.stop_requested() || (ready == 0 && patience.is_over())) throw PatienceLost();
    if (ready > 0 || (ready < 0 && errno != EINTR)) return true;  // libpq finds out itself what is wrong
    if (ready == 0 && Clock::now() >= deadline) return false;
  }
}

/// What libpq quotes there are hosts and files, and no password.
[[noreturn]] void throw_tls_failure(const TlsWatch& tls) {
  ErrorFields fields;
  fields.message = "TLS failed: " + tls.message();
  fields.hint =
      "the server's TLS and the connection's sslmode, sslrootcert, sslcert, sslkey and channel_binding do not fit";
  throw TlsFailure(std::move(fields));
}

[[noreturn]] void throw_failure(PGconn* connection, const TlsWatch& tls, const std::string& said) {
  if (tls.is_to_blame(connection)) throw_tls_failure(tls);
  throw_connect_error(connection, said);
}

using ConnectionPtr = std::unique_ptr<PGconn, void (*)(PGconn*)>;

/// The hosts that were given up for not answering, each with those that libpq tried before it.
struct GivenUp {
  TlsWatch tls;
  std::string said;  // of them, as libpq words it
};

/// @return nothing where a host did not answer in time; `text` has the hosts behind it then
/// @throws ConnectionFailure where there are none
ConnectionPtr log_in_once(std::string& text, const Patience& patience, GivenUp& before) {
  ConnectionPtr connection(PQconnectStart(text.c_str()), PQfinish);
  if (connection == nullptr) throw std::bad_alloc();
  PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
  if (PQstatus(connection.get()) == CONNECTION_BAD) throw_failure(connection.get(), before.tls, before.said);
  const auto deadline = deadline_of(connection.get());
  PostgresPollingStatusType next = PGRES_POLLING_WRITING;  // as PQconnectPoll asks for before its first call
  while (next != PGRES_POLLING_OK) {
    if (next == PGRES_POLLING_FAILED) throw_failure(connection.get(), before.tls, before.said);
    if (!wait_for_socket(connection.get(), next == PGRES_POLLING_READING ? POLLIN : POLLOUT, deadline, patience)) {
      before.tls.host_was_silent();
      before.said.append(PQerrorMessage(connection.get())).append("timeout expired\n");  // as libpq's own waiting says
      std::optional<std::string> rest = hosts_behind(text, connection.get());
      if (!rest) throw_silence(connection.get(), before.said);
      text = std::move(*rest);
      return {nullptr, PQfinish};
    }
    before.tls.before_step(connection.get());
    next = PQconnectPoll(connection.get());
    before.tls.after_step(connection.get());
  }
  PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
  return connection;
}

/// The timeout is that of each host, as libpq has it.
ConnectionPtr log_in(std::string text, const Patience& patience) {
  GivenUp before;
  for (;;) {
    if (patience.is_over()) throw PatienceLost();
    if (ConnectionPtr connection = log_in_once(text, patience, before)) return connection;
  }
}

/// Of whoever connects in this thread now: libpqxx makes the policy itself, from nothing but the text.
thread_local const Patience* t_patience = nullptr;

class PatienceHere {
 public:
  explicit PatienceHere(const Patience& patience) noexcept { t_patience = &patience; }
  PatienceHere(const PatienceHere&) = delete;
  PatienceHere& operator=(const PatienceHere&) = delete;
  ~PatienceHere() { t_patience = nullptr; }
};

class LogInPolicy : public pqxx::connectionpolicy {
 public:
  using connectionpolicy::connectionpolicy;
  handle do_startconnect(handle already) override {
    return already != nullptr ? already : log_in(options(), *t_patience).release();
  }
  handle do_completeconnect(handle connected) override { return connected; }
  bool is_ready(handle connected) const noexcept override { return connected != nullptr; }
};

/// A transaction that is never begun: the only way to libpq's connection that libpqxx 6.4 to 8 all have is a protected
/// static function of `largeobject`, and it takes one of these.
class Glance : public pqxx::dbtransaction {
 public:
  explicit Glance(pqxx::connection_base& connection) : namedclass("glance"), pqxx::dbtransaction(connection, false) {}

 private:
  void do_begin() override {}
  void do_commit() override {}
  void do_abort() override {}
};

struct RawAccess : pqxx::largeobject {
  static PGconn* of(const pqxx::dbtransaction& transaction) {
    return static_cast<PGconn*>(static_cast<void*>(raw_connection(transaction)));
  }
};

}  // namespace

std::shared_ptr<pqxx::connection_base> connect(const std::string& text, const Patience& patience) {
  const PatienceHere here(patience);
  try {
    auto connection = std::make_shared<pqxx::basic_connection_base<LogInPolicy>>(text);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"  // gone in libpqxx 7 together with the reconnect itself
    connection->inhibit_reactivation(true);
#pragma GCC diagnostic pop
    return connection;
  } catch (const pqxx::failure& failure) {
    throw ConnectionFailure(first_line(failure.what()));
  }
}

PGconn* raw_connection(pqxx::connection_base& connection) {
  const Glance glance(connection);
  return RawAccess::of(glance);
}

}  // namespace schemac::runtime::detail

// Reaching a server, losing it, and never saying the password.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/transaction.hpp>
#include <thread>

#include "support/child.hpp"
#include "support/private_server.hpp"

using namespace schemac;
using runtime::Connection;

namespace {

/// The server's URL with more parameters; the last one of a name counts.
std::string with(const std::string& parameters) {
  const std::string url = tests::server_url();
  return url + (url.find('?') == std::string::npos ? "?" : "&") + parameters;
}

}  // namespace

TEST_CASE("a thread that comes to a connection while another one uses it is told so, and breaks nothing") {
  Connection db(tests::server_url(), {.application_name = "two threads"});
  Connection watch(tests::server_url());
  std::string said;
  std::thread first([&] { said = db.query_unchecked_sql("SELECT 'done' FROM pg_sleep(2)")[0].text(0); });
  const bool runs = tests::eventually([&] {
    return watch
               .query_unchecked_sql(
                   "SELECT FROM pg_stat_activity WHERE application_name = 'two threads' AND state = 'active'")
               .size() == 1;
  });
  const std::string message =
      "another thread is using this connection: it is for one at a time, and a `Pool` is what threads share";
  CHECK(runs);
  CHECK_THROWS_MATCHES(db.execute_unchecked_sql("SELECT 1"), runtime::UsageError, Catch::Message(message));
  CHECK_THROWS_MATCHES(db.query_unchecked_sql("SELECT 1"), runtime::UsageError, Catch::Message(message));
  CHECK_THROWS_MATCHES(runtime::Transaction(db), runtime::UsageError, Catch::Message(message));
  first.join();
  CHECK(said == "done");
  runtime::Transaction transaction(db);
  transaction.execute_unchecked_sql("SELECT 1");
  transaction.commit();
}

TEST_CASE("a connection knows its server and closes for good") {
  Connection db(tests::server_url(), {.application_name = "told"});
  CHECK(db.is_open());
  CHECK(db.server_version() >= 130000);
  CHECK(std::to_string(db.backend_pid()) == db.query_unchecked_sql("SELECT pg_backend_pid()")[0].text(0));
  CHECK(db.database() == db.query_unchecked_sql("SELECT current_database()")[0].text(0));
  CHECK(db.user() == db.query_unchecked_sql("SELECT current_user")[0].text(0));
  CHECK(db.query_unchecked_sql("SHOW application_name")[0].text(0) == "told");
  Connection moved = std::move(db);
  CHECK_FALSE(db.is_open());
  CHECK_THROWS_AS(db.execute_unchecked_sql("SELECT 1"), runtime::UsageError);
  CHECK(moved.query_unchecked_sql("SELECT 1").size() == 1);
  moved.close();
  CHECK_FALSE(moved.is_open());
  CHECK_THROWS_AS(moved.execute_unchecked_sql("SELECT 1"), runtime::UsageError);
}

TEST_CASE("a closed connection leaves no session behind on the server") {
  Connection observer(tests::server_url());
  for (int i = 0; i < 3; ++i) const Connection closed(tests::server_url(), {.application_name = "left behind"});
  const std::string sessions = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'left behind'";
  std::string left = "3";
  for (int wait = 0; wait < 500 && left != "0"; ++wait) {  // the server ends a session after the client is gone
    left = observer.query_unchecked_sql(sessions)[0].text(0);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(left == "0");
}

TEST_CASE("text results are fixed to one form, whatever the database says") {
  const std::string url = tests::fresh_database("settings");
  const std::string name = Connection(url).database();
  Connection(url).execute_unchecked_sql("ALTER DATABASE \"" + name +
                                        "\" SET DateStyle = 'SQL, DMY'; ALTER DATABASE \"" + name +
                                        "\" SET IntervalStyle = 'sql_standard'");
  Connection db(url);
  const auto row =
      db.query_unchecked_sql("SELECT DATE '2026-03-01', INTERVAL '1 day 02:00', current_setting('client_encoding')");
  CHECK(row[0].text(0) == "2026-03-01");
  CHECK(row[0].text(1) == "1 day 02:00:00");
  CHECK(row[0].text(2) == "UTF8");
}

TEST_CASE("what cannot be connected to says why, typed") {
  CHECK_THROWS_AS(Connection(tests::with_database(tests::server_url(), "no_such_database")),
                  runtime::UndefinedDatabase);
  CHECK_THROWS_AS(Connection(with("user=no_such_role")), runtime::AuthenticationFailure);
  CHECK_THROWS_AS(Connection("postgres://%2Fno%2Fsuch%2Ffolder/x"), runtime::ConnectionFailure);
  CHECK_THROWS_AS(Connection("postgres://localhost:1/x"), runtime::ConnectionFailure);
  CHECK_THROWS_AS(Connection("postgres://localhost:port/x"), runtime::InvalidUrl);
  CHECK_THROWS_AS(Connection("nonsense"), runtime::InvalidUrl);
  CHECK_THROWS_WITH(Connection("postgres://a@b:p@h/x?application_name=c"), Catch::Contains("has two `@`"));
  CHECK_NOTHROW(Connection(with("application_name=a@b")));  // only the part before has a meaning for it
  CHECK_THROWS_AS(Connection("postgres://h/x?no_such_option=1"), runtime::InvalidUrl);
}

TEST_CASE("a server that never answers is given up") {
  // A listening socket whose owner never accepts: connecting succeeds, logging in waits for ever.
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  REQUIRE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), length) == 0);
  REQUIRE(::listen(listener, 1) == 0);
  REQUIRE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) == 0);
  const std::string url = "postgres://u@127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/x";
  CHECK_THROWS_AS(Connection(url, {.connect_timeout_seconds = 1}), runtime::ConnectionFailure);
  ::close(listener);
}

TEST_CASE("no message has the password in it") {
  const auto message_of = [](const std::string& url) -> std::string {
    try {
      Connection db(url);
    } catch (const runtime::Error& error) {
      return std::string(error.what()) + error.detail() + error.hint() + error.statement();
    }
    FAIL("it connected");
    return {};
  };
  for (const std::string& url : {
           with("user=no_such_role&password=s3cret"),
           std::string("postgres://u:s3cret@localhost:1/x"),
           std::string("postgres://u:s3@cret@localhost:1/x"),
           std::string("postgres://u:s3cret%zz@h/x"),
           std::string("host=localhost port=1 password=s3cret"),
           std::string("password s3cret"),
           std::string("password='s3cret"),
           std::string("host=h s3cret"),
           std::string("postgres://u@h/x?password=s3cret&s3cret"),
           std::string("postgres://u:s3cret@[h/x"),
           std::string("postgres://u:s3cret@localhost:1/x?sslmode=s3cret"),
       }) {
    INFO(runtime::without_password(url));
    CHECK_THAT(message_of(url), !Catch::Contains("s3") && !Catch::Contains("cret"));
  }
}

TEST_CASE("a statement is cancelled from another thread") {
  Connection db(tests::server_url());
  Connection watch(tests::server_url());
  std::thread canceller([&] {
    const std::vector<std::optional<std::string>> pid{std::to_string(db.backend_pid())};
    while (watch.query_unchecked_sql("SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'", pid)
               .empty()) {
    }
    db.cancel();
  });
  CHECK_THROWS_AS(db.execute_unchecked_sql("SELECT pg_sleep(60)"), runtime::QueryCanceled);
  canceller.join();
  CHECK(db.query_unchecked_sql("SELECT 1").size() == 1);
}

TEST_CASE("a lost connection is an error once and stays lost") {
  Connection db(tests::server_url());
  Connection killer(tests::server_url());
  killer.query_unchecked_sql("SELECT pg_terminate_backend($1::int)", {std::to_string(db.backend_pid())});
  CHECK_THROWS_AS(db.query_unchecked_sql("SELECT 1"), runtime::ConnectionFailure);
  CHECK_FALSE(db.is_open());
  CHECK_THROWS_AS(db.query_unchecked_sql("SELECT 1"), runtime::ConnectionFailure);
  try {
    db.execute_unchecked_sql("SELECT 1");
    FAIL("it did not throw");
  } catch (const runtime::Error& error) {
    CHECK(error.retryable());
  }
}

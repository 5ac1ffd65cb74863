// TLS with a real server: what `verify-full` lets in, and that what it does not is a failure of TLS, which nothing
// tries again. https://www.postgresql.org/docs/15/libpq-ssl.html
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/retry.hpp>
#include <string_view>
#include <thread>

#include "database/runtime/trouble.hpp"
#include "support/private_server.hpp"
#include "support/proxy.hpp"
#include "support/tls_server.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using Catch::Contains;
using runtime::Connection;
using runtime::Pool;
using tests::TlsServer;

namespace {

/// One for all that does not change it: making certificates takes longer than the tests.
TlsServer& secure() {
  static TlsServer one;
  return one;
}

std::string trusting(const std::string& authority) { return "sslmode=verify-full sslrootcert='" + authority + "'"; }

bool is_encrypted(Connection& db) {
  return db.query_unchecked_sql("SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()")[0].text(0) == "true";
}

bool lets_in(const std::string& url) { return Connection(url).is_open(); }

/// What is said of a connection that its TLS fails.
std::string refusal(const std::string& url) {
  try {
    const Connection db(url);
  } catch (const runtime::TlsFailure& failure) {
    CHECK_FALSE(failure.retryable());
    CHECK_THAT(failure.what(), Contains("TLS failed: "));
    CHECK_THAT(failure.hint(), Contains("sslrootcert"));
    return failure.what();
  }
  return "it is let in";
}

}  // namespace

TEST_CASE("a server whose certificate fits is let in, by whatever mode", "[tls]") {
  const std::string& authority = secure().files().authority();
  for (const std::string& options : {trusting(authority), "sslmode=verify-ca sslrootcert='" + authority + "'",
                                     std::string("sslmode=require"), std::string("sslmode=prefer"), std::string()}) {
    INFO(options);
    Connection db(secure().url(options));
    CHECK(is_encrypted(db));
  }
  Connection plain(secure().url("sslmode=disable"));
  CHECK_FALSE(is_encrypted(plain));
  Connection socket(secure().socket_url() + " sslmode=verify-full");  // of the file system, where there is no network
  CHECK_FALSE(is_encrypted(socket));
}

TEST_CASE("a server that cannot be trusted is a failure of TLS", "[tls]") {
  const tests::TlsFiles others;
  CHECK_THAT(refusal(secure().url(trusting(others.authority()))), Contains("certificate verify failed"));
  CHECK_THAT(refusal(secure().url("sslmode=verify-ca sslrootcert='" + others.authority() + "'")),
             Contains("certificate verify failed"));
  const std::string elsewhere = secure().url(trusting(secure().files().authority()) + " host=db.example.org");
  CHECK_THAT(refusal(elsewhere), Contains("does not match host name \"db.example.org\""));
  CHECK_THAT(refusal(secure().url(trusting("/nowhere/authority"))), Contains("/nowhere/authority"));
  // The name is not asked for by `verify-ca`, and nothing is by `require`, which any man in the middle may answer.
  CHECK(lets_in(
      secure().url("sslmode=verify-ca host=db.example.org sslrootcert='" + secure().files().authority() + "'")));
  CHECK(lets_in(secure().url("sslmode=require host=db.example.org")));
}

TEST_CASE("a server without TLS is one to whom it is required, and none to whom it is not", "[tls]") {
  TlsServer plain({"ssl=off"});
  CHECK_THAT(refusal(plain.url("sslmode=require")), Contains("does not support SSL"));
  CHECK_THAT(refusal(plain.url(trusting(plain.files().authority()))), Contains("does not support SSL"));
  Connection db(plain.url("sslmode=prefer"));
  CHECK_FALSE(is_encrypted(db));
  // libpq tries no host behind one whose TLS fails; where one before it is not there, that may come back.
  const std::string port = std::to_string(plain.port());
  const auto of_ports = [&](const std::string& ports) {
    return "host=localhost,localhost hostaddr=127.0.0.1,127.0.0.1 port=" + ports +
           " user=postgres dbname=postgres sslmode=require";
  };
  CHECK_THAT(refusal(of_ports(port + ",1")), Contains("does not support SSL"));
  CHECK(tests::said([&] { lets_in(of_ports("1," + port)); }) == tests::Said::retry);
}

TEST_CASE("a client shows its certificate to who asks for it", "[tls]") {
  static_cast<void>(Connection(secure().socket_url())
                        .execute_unchecked_sql("DROP ROLE IF EXISTS certified; CREATE ROLE "
                                               "certified LOGIN"));
  const tests::TlsFiles& files = secure().files();
  const std::string as_certified = secure().url(trusting(files.authority()) + " user=certified");
  const auto showing = [&](const tests::TlsFiles& from) {
    return as_certified + " sslcert='" + from.client_certificate() + "' sslkey='" + from.client_key() + "'";
  };
  Connection db(showing(files));
  CHECK(db.user() == "certified");
  CHECK_THROWS_AS(lets_in(as_certified + " sslcert=/nowhere"), runtime::AuthenticationFailure);  // it shows none
  CHECK_THAT(refusal(as_certified + " sslcert='" + files.client_certificate() + "' sslkey=/nowhere"),
             Contains("/nowhere"));
  const tests::TlsFiles others;
  CHECK_THAT(refusal(showing(others)), Contains("unknown ca"));
}

TEST_CASE("a password is bound to the channel that it goes through", "[tls]") {
  Connection(secure().socket_url())
      .execute_unchecked_sql("DROP ROLE IF EXISTS scram; CREATE ROLE scram LOGIN PASSWORD 'secret'");
  const std::string bound = secure().url("user=scram password=secret channel_binding=require ");
  Connection db(bound + trusting(secure().files().authority()));
  CHECK(db.user() == "scram");
  CHECK_THAT(refusal(bound + "sslmode=disable"), Contains("channel binding"));
  CHECK_THROWS_AS(lets_in(secure().url("user=scram password=wrong")), runtime::AuthenticationFailure);
}

TEST_CASE("a network that breaks while TLS begins is one, and worth another attempt", "[tls]") {
  tests::Proxy network(secure().socket_url());
  // The first that a client says is that it would like TLS, which the proxy's way to the server has none of.
  CHECK_THAT(refusal(network.url("sslmode=require")), Contains("does not support SSL"));
  network.cut_at("", GENERATE(tests::Proxy::Cut::before_request, tests::Proxy::Cut::before_answer));
  CHECK(tests::said([&] { const Connection none(network.url("sslmode=require")); }) == tests::Said::retry);
}

TEST_CASE("a server that cannot start a session says so before TLS, and may be asked again", "[tls]") {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  REQUIRE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), length) == 0);
  REQUIRE(::listen(listener, 1) == 0);
  REQUIRE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) == 0);
  // As a postmaster does that cannot fork: an error in the form of the protocol's version 2, and the end.
  std::thread postmaster([&] {
    const int client = ::accept(listener, nullptr, nullptr);
    char request[8];
    constexpr std::string_view kAnswer("Ecould not fork new process for connection\n\0", 44);
    const bool asked = ::recv(client, request, sizeof request, MSG_WAITALL) == 8;
    if (asked) ::send(client, kAnswer.data(), kAnswer.size(), MSG_NOSIGNAL);
    ::close(client);
  });
  const std::string port = std::to_string(ntohs(address.sin_port));
  CHECK(tests::said([&] { lets_in("host=127.0.0.1 port=" + port + " user=u sslmode=require"); }) == tests::Said::retry);
  postmaster.join();
  ::close(listener);
}

TEST_CASE("a pool does not try again what TLS fails", "[tls]") {
  const tests::TlsFiles others;
  std::atomic<int> attempts = 0;
  runtime::PoolOptions options;
  options.minimum = 1;
  options.maximum = 2;
  options.connection.password = [&] { return ++attempts, std::string("asked for each attempt"); };
  Pool pool(secure().url(trusting(others.authority())), options);
  CHECK_THROWS_AS(pool.acquire(), runtime::TlsFailure);
  int runs = 0;
  CHECK_THROWS_AS(runtime::transact(pool, [&](runtime::Transaction&) { ++runs; }, {.attempts = 5}),
                  runtime::TlsFailure);
  CHECK(runs == 0);
  CHECK(attempts <= 4);  // one each, and what the pool opens by itself
  CHECK(pool.counts().lent == 0);
  Pool trusted(secure().url(trusting(secure().files().authority())), {.maximum = 1});
  CHECK(trusted.acquire().query_unchecked_sql("SELECT 1").size() == 1);
}

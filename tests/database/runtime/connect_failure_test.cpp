// What is said of a connect that comes to nothing: of every host, and of what is written wrongly, without the password.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pool.hpp>

#include "support/private_server.hpp"
#include "support/silent_host.hpp"
#include "support/tls_server.hpp"

using namespace schemac;
using Catch::Contains;
using runtime::Connection;

namespace {

/// A server that asks the role `scram` for a password.
const tests::TlsServer& asking() {
  static const tests::TlsServer one;
  static const bool made = [] {
    Connection(one.socket_url()).execute_unchecked_sql("CREATE ROLE scram LOGIN PASSWORD 'secret'");
    return true;
  }();
  static_cast<void>(made);
  return one;
}

/// That server behind one where nobody listens.
std::string second_of_two(const std::string& more) {
  return "host=127.0.0.1,127.0.0.1 port=1," + std::to_string(asking().port()) + " user=scram dbname=postgres " + more;
}

template <class Failure>
std::string failure_of(const std::string& url, bool retryable, const runtime::ConnectionOptions& options = {}) {
  try {
    const Connection none(url, options);
  } catch (const Failure& failure) {
    CHECK(failure.retryable() == retryable);
    return failure.what();
  }
  FAIL("it connected");
  return {};
}

std::string refusal(const std::string& url) { return failure_of<runtime::InvalidUrl>(url, false); }

}  // namespace

TEST_CASE("of several hosts each is told, and the one that answered says what the failure is") {
  const std::string refused = R"(connection to server at "127.0.0.1", port 1 failed: Connection refused)";
  const std::string second = "; connection to server at \"127.0.0.1\", port " + std::to_string(asking().port());
  const std::string wrong = failure_of<runtime::AuthenticationFailure>(second_of_two("password=WRONG"), false);
  CHECK(wrong == refused + second + " failed: password authentication failed for user \"scram\" [28P01]");
  const std::string none = failure_of<runtime::AuthenticationFailure>(second_of_two("passfile=/nowhere"), false);
  CHECK_THAT(none, Contains(refused + second) && Contains("no password supplied"));
  CHECK_THAT(failure_of<runtime::UndefinedDatabase>(second_of_two("password=secret dbname=nowhere"), false),
             Contains(refused + second) && Contains("database \"nowhere\" does not exist [3D000]"));
  CHECK(Connection(second_of_two("password=secret")).is_open());
}

TEST_CASE("hosts that are all out of reach may come back") {
  const std::string told =
      failure_of<runtime::ConnectionFailure>("host=127.0.0.1,127.0.0.1,nowhere.invalid port=1,2,3 user=u", true);
  CHECK_THAT(told, Contains("port 1 failed: Connection refused; ") && Contains("port 2 failed: Connection refused; ") &&
                       Contains("\"nowhere.invalid\""));
}

TEST_CASE("a host that is silent is told beside the others") {
  const tests::SilentHost silent;
  const std::string ports = std::to_string(silent.port()) + "," + std::to_string(asking().port());
  const std::string url =
      "host=127.0.0.1,127.0.0.1 user=scram password=WRONG dbname=postgres connect_timeout=1 port=" + ports;
  CHECK_THAT(failure_of<runtime::AuthenticationFailure>(url, false),
             Contains("port " + std::to_string(silent.port()) + " failed: timeout expired; ") &&
                 Contains("password authentication failed"));
  const std::string last =
      "host=127.0.0.1,127.0.0.1 user=scram connect_timeout=1 port=1," + std::to_string(silent.port());
  CHECK_THAT(failure_of<runtime::ConnectionFailure>(last, true),
             Contains("port 1 failed: Connection refused; ") && Contains("failed: timeout expired"));
  CHECK(failure_of<runtime::ConnectionFailure>(
            "host=127.0.0.1 user=u connect_timeout=1 port=" + std::to_string(silent.port()), true) ==
        "the server did not answer within the connect timeout");
}

TEST_CASE("what libpq takes no server's answer for is a mistake in the URL, shown with its value") {
  const std::string url = "postgres://app:S3cr3tPw@localhost:1/ledger";
  CHECK(refusal(url + "?sslmode=requir") ==
        "`sslmode` of the connection is `requir`, where `disable`, `allow`, `prefer`, `require`, `verify-ca` or "
        "`verify-full` is to stand");
  CHECK_THAT(refusal(url + "?target_session_attrs=primry"),
             Contains("`target_session_attrs` of the connection is `primry`"));
  CHECK_THAT(refusal(url + "?gssencmode=x"), Contains("`gssencmode` of the connection is `x`"));
  CHECK_THAT(refusal(url + "?keepalives_idle=z"),
             Contains("`keepalives_idle` of the connection is `z`, where a number"));
  CHECK_THAT(refusal(url + "?connect_timeout=5s"), Contains("`connect_timeout` of the connection is `5s`"));
  CHECK_THAT(refusal("host=localhost port=99999 user=app"),
             Contains("`port` of the connection is `99999`, where a number from 1 to 65535"));
  CHECK_THAT(refusal("host=a,b,c port=1,2 user=app"), Contains("names 2 ports for 3 hosts"));
  CHECK_THAT(refusal("host=a,b hostaddr=127.0.0.1 user=app"), Contains("names 2 hosts and 1 addresses"));
  CHECK_THROWS_AS(runtime::Pool(url + "?sslmode=requir"), runtime::InvalidUrl);
  ::setenv("PGGSSENCMODE", "sometimes", 1);
  const std::string by_environment = refusal("host=127.0.0.1 port=1 user=u");
  ::unsetenv("PGGSSENCMODE");
  CHECK_THAT(by_environment, Contains("`gssencmode` of the connection is `sometimes`"));
}

TEST_CASE("a parameter that libpq does not know is shown, and what is meant") {
  const std::string url = "postgres://app:S3cr3tPw@localhost:1/ledger";
  CHECK_THAT(refusal(url + "?sslmod=require"), Contains("\"sslmod\"; is `sslmode` meant?"));
  CHECK_THAT(refusal(url + "?SSLMODE=require"), Contains("\"SSLMODE\"; is `sslmode` meant?"));
  CHECK_THAT(refusal(url + "?schema=public"), Contains("\"schema\"") && !Contains("meant"));
  CHECK_THAT(refusal("host=h sslmod=require password=S3cr3tPw"), Contains("\"sslmod\"; is `sslmode` meant?"));
  CHECK_THAT(refusal("host=h schema=public"), Contains("\"schema\""));
}

TEST_CASE("what may be a piece of the password is not shown, wherever it came to stand") {
  for (const std::string& url : {
           std::string("postgres://app:cret@localhost:1/x?sslmode=cret"),
           std::string("postgres://app:Scret@localhost:1/x?sslmode=cret"),
           std::string("postgres://app:55555/cret@localhost:1/x?sslmode=cret"),
           std::string("postgres://app:99999/cret@localhost/x"),  // `/` in the password
           std::string("postgres://app:1@9999?cret=9999@localhost/x"),
           std::string("postgres://app:1@9999?sslmode=cret@localhost/x"),
           std::string("postgres://app@localhost:1/x?password=9999&cret=9999"),
           std::string("postgres://app@localhost:1/x?p%61ssword=9999&cret=9999"),
           std::string("postgres://app:9999%zzcret@localhost/x"),
           std::string("postgres://app:9999@[cret/x"),
           std::string("host=h password=9999 cret=9999"),
           std::string("host=h password=9999 cret"),
           std::string("host=h password='9999 cret"),
           std::string("host=h port=cret password=cret"),
           std::string("host=h sslmode=cret sslpassword=cret"),
       }) {
    INFO(url);
    CHECK_THAT(refusal(url), !Contains("cret") && !Contains("9999"));
  }
}

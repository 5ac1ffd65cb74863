// A private server from its start to its end, on the ordinary way.
#include <catch2/catch.hpp>
#include <filesystem>

#include "server/private_server.hpp"
#include "server/url.hpp"
#include "support/private_server.hpp"

using namespace schemac;

TEST_CASE("a private server takes connections once it has started, and is gone with its folder afterwards") {
  std::filesystem::path folder;
  {
    const auto server = server::PrivateServer::start();
    folder = server.folder();
    CHECK(server::listens(folder));
    CHECK(tests::run_sql(server.url(), "SELECT current_user, current_database()") == "postgres|postgres\n");
  }
  CHECK_FALSE(server::listens(folder));
  CHECK_FALSE(std::filesystem::exists(folder));
}

TEST_CASE("two fresh databases of a test program are empty and two") {
  const std::string one = tests::fresh_database("one");
  const std::string two = tests::fresh_database("two");
  tests::run_sql(one, "CREATE TABLE t ()");
  CHECK(tests::run_sql(one, "SELECT count(*) FROM pg_class WHERE relname = 't'") == "1\n");
  CHECK(tests::run_sql(two, "SELECT count(*) FROM pg_class WHERE relname = 't'") == "0\n");
}

// A private server from its start to its end, on the ordinary ways.
#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "server/private_server.hpp"
#include "server/url.hpp"
#include "support/child.hpp"
#include "support/private_server.hpp"

using namespace schemac;
using server::PrivateServer;
namespace fs = std::filesystem;

namespace {

bool is_gone(const fs::path& folder) { return !server::listens(folder) && !fs::exists(folder); }

}  // namespace

TEST_CASE("a private server takes connections once it has started, and is gone with its folder afterwards") {
  fs::path folder;
  {
    const auto server = PrivateServer::start();
    folder = server.folder();
    CHECK(server::listens(folder));
    CHECK(tests::run_sql(server.url(), "SELECT current_user, current_database()") == "postgres|postgres\n");
  }
  CHECK(is_gone(folder));
}

TEST_CASE("a private server is gone after an exception") {
  fs::path folder;
  try {
    const auto server = PrivateServer::start();
    folder = server.folder();
    throw std::runtime_error("something else");
  } catch (const std::runtime_error&) {
  }
  CHECK(is_gone(folder));
}

TEST_CASE("a private server can be moved, and what it is moved over is stopped") {
  std::optional<PrivateServer> one = PrivateServer::start();
  PrivateServer two = PrivateServer::start();
  const fs::path first = one->folder();
  const fs::path second = two.folder();
  two = std::move(*one);
  one.reset();
  CHECK(is_gone(second));
  CHECK(two.folder() == first);
  CHECK(server::listens(first));
}

TEST_CASE("servers that threads start at once are separate, and each stops alone") {
  std::vector<std::optional<PrivateServer>> servers(3);
  std::vector<std::thread> threads;
  for (auto& server : servers) threads.emplace_back([&server] { server = PrivateServer::start(); });
  for (auto& thread : threads) thread.join();
  const fs::path second = servers[1]->folder();
  servers[0].reset();
  CHECK(server::listens(second));
  servers[2].reset();
  servers[1].reset();
  CHECK(is_gone(second));
}

TEST_CASE("a private server reads the same on every machine") {
  const std::string url = tests::server_url();
  const auto ask = [&](const std::string& question) { return tests::run_sql(url, question); };
  CHECK(ask("SHOW timezone") == "UTC\n");
  CHECK(ask("SHOW server_encoding") == "UTF8\n");
  CHECK(ask("SHOW listen_addresses") == "\n");
  CHECK(ask("SHOW lc_messages") == "C\n");
  CHECK(ask("SELECT string_agg(x, '' ORDER BY x) FROM unnest('{b,B,a,A,é}'::text[]) x") == "ABabé\n");
  CHECK(ask("SELECT lower('É')") == "é\n");
}

TEST_CASE("a folder with a space, a quote or a per cent sign in its name does") {
  const tests::TemporaryFolder temporary;
  server::Options options;
  options.base = temporary.path() / "a \"b\"%'";
  const auto server = PrivateServer::start(options);
  CHECK(tests::run_sql(server.url("template1"), "SELECT current_database()") == "template1\n");
}

TEST_CASE("a forked child that runs our destructors does not stop our server") {
  std::optional<PrivateServer> server = PrivateServer::start();
  tests::Child child([&](const auto&) {
    server.reset();
    return 0;
  });
  CHECK(child.wait() == 0);
  CHECK(server::listens(server->folder()));
}

TEST_CASE("two fresh databases of a test program are empty and two") {
  const std::string one = tests::fresh_database("one");
  const std::string two = tests::fresh_database("two");
  tests::run_sql(one, "CREATE TABLE t ()");
  CHECK(tests::run_sql(one, "SELECT count(*) FROM pg_class WHERE relname = 't'") == "1\n");
  CHECK(tests::run_sql(two, "SELECT count(*) FROM pg_class WHERE relname = 't'") == "0\n");
}

TEST_CASE("another database goes into a URL of any shape") {
  CHECK(tests::with_database("postgres:///a?host=/tmp/x", "b") == "postgres:///b?host=/tmp/x");
  CHECK(tests::with_database("postgresql://u:p@h:1/a", "b") == "postgresql://u:p@h:1/b");
  CHECK(tests::with_database("postgres://h", "b") == "postgres://h/b");
}

// Databases of tests: what is in them, that each is its own, how fast they come, and what is left when a process ends.
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/testing/database.hpp>
#include <set>
#include <thread>
#include <vector>

#include "support/child.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Contains;
using testing::SetupError;
using testing::Template;
using testing::TestDatabase;

const fs::path kEventide = fs::path(SCHEMAC_SOURCE_DIR) / "schema/migrations";

std::string ask(const TestDatabase& database, const std::string& question) {
  runtime::Connection connection(database.url());
  return std::string(connection.query_unchecked_sql(question)[0].text(0));
}

/// A folder with one migration whose seal is in order, or is left out.
fs::path migrations_in(const TemporaryFolder& folder, const std::string& up, const std::string& sum = {}) {
  const fs::path migrations = folder.path() / "migrations";
  fs::create_directories(migrations / "0001_first");
  std::ofstream(migrations / "0001_first/up.sql") << up;
  std::ofstream(migrations / "0001_first/down.sql") << "DROP TABLE IF EXISTS t;\n";
  std::ofstream(migrations / "migrations.sum") << sum;
  return migrations;
}

/// Carries SCHEMAC_TEST_URL over into a child, for whom the server of this program is somebody else's.
int on_named_server(const std::string& url, const std::function<int()>& body) {
  ::setenv("SCHEMAC_TEST_URL", url.c_str(), 1);
  return body();
}

std::string databases_like(const std::string& pattern) {
  return run_sql(server_url(), "SELECT count(*) FROM pg_database WHERE datname LIKE '" + pattern + "'");
}

}  // namespace

TEST_CASE("a test database has what the migrations make, and the journal that a deploy writes") {
  const TestDatabase database(Template().migrations(kEventide));
  CHECK(ask(database, "SELECT count(*) > 0 FROM schemac.migrations WHERE batches_done = batches_total") == "t");
  CHECK(ask(database, "SELECT count(*) FROM bookings") == "0");
  CHECK(ask(database, "SELECT current_database()") == database.name());
}

TEST_CASE("each test has its own rows, and those of the template") {
  const Template recipe =
      Template().migrations(kEventide).sql("CREATE TABLE kinds (name text); INSERT INTO kinds VALUES ('a')");
  const TestDatabase one(recipe), other(recipe);
  runtime::Connection(one.url()).execute_unchecked_sql("INSERT INTO kinds VALUES ('b')");
  CHECK(ask(one, "SELECT count(*) FROM kinds") == "2");
  CHECK(ask(other, "SELECT count(*) FROM kinds") == "1");
}

TEST_CASE("a test database is dropped at the end of its scope, also under a connection that stays open") {
  const Template recipe = Template().sql("CREATE TABLE t ()");
  const TestDatabase keeper(recipe);
  std::string name;
  std::optional<runtime::Connection> leaked;
  {
    const TestDatabase database(recipe);
    name = database.name();
    leaked.emplace(database.url());
  }
  CHECK(ask(keeper, "SELECT count(*) FROM pg_database WHERE datname = '" + name + "'") == "0");
  CHECK_THROWS_AS(leaked->execute_unchecked_sql("SELECT 1"), runtime::ConnectionFailure);
}

TEST_CASE("a test database can be moved, and what it is moved over goes when the other does") {
  TestDatabase one{};
  const std::string name = one.name();
  {
    TestDatabase other = std::move(one);
    CHECK(other.name() == name);
    TestDatabase third{};
    third = std::move(other);
    CHECK(third.name() == name);
    CHECK(ask(third, "SELECT current_database()") == name);
  }
  CHECK(ask(TestDatabase(), "SELECT count(*) FROM pg_database WHERE datname = '" + name + "'") == "0");
}

TEST_CASE("a fresh database takes a fraction of what its migrations take") {
  const Template recipe = Template().migrations(kEventide).sql("SELECT 'measured'");
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  { const TestDatabase first(recipe); }
  const auto made = Clock::now();
  constexpr int kCount = 10;
  for (int i = 0; i < kCount; ++i) const TestDatabase each(recipe);
  const auto copied = Clock::now();
  CHECK((copied - made) / kCount < made - begin);
}

TEST_CASE("threads make databases at once, each its own") {
  const Template recipe = Template().sql("CREATE TABLE t (thread int)");
  std::vector<std::string> counts(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < counts.size(); ++i)
    threads.emplace_back([&, i] {
      const TestDatabase database(recipe);
      runtime::Connection(database.url()).execute_unchecked_sql("INSERT INTO t VALUES (" + std::to_string(i) + ")");
      counts[i] = ask(database, "SELECT string_agg(thread::text, ',') FROM t");
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(counts == std::vector<std::string>{"0", "1", "2", "3"});
}

TEST_CASE("tests of rights connect as a role of theirs") {
  const TestDatabase database(
      Template().role("it's a \"role\"").sql("CREATE TABLE t (); GRANT SELECT ON t TO \"it's a \"\"role\"\"\""));
  runtime::Connection connection(database.url_as("it's a \"role\""));
  CHECK(connection.query_unchecked_sql("SELECT current_user")[0].text(0) == "it's a \"role\"");
  CHECK_NOTHROW(connection.execute_unchecked_sql("SELECT FROM t"));
  CHECK_THROWS_AS(connection.execute_unchecked_sql("DELETE FROM t"), runtime::InsufficientPrivilege);
}

TEST_CASE("a test that ends all sessions of the server does not end the tests that follow") {
  const TestDatabase database{};
  runtime::Connection(database.url())
      .execute_unchecked_sql(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
          "backend_type = 'client backend'");
  const TestDatabase next{};
  CHECK(ask(next, "SELECT 1") == "1");
}

TEST_CASE("a folder of migrations that is missing or empty is named") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(Template().migrations(folder.path() / "migrations"),
                    Contains("there is no folder of migrations `" + folder.path().string()));
  CHECK_THROWS_WITH(Template().migrations(folder.path()), Contains("has no migrations"));
}

TEST_CASE("migrations that do not parse, or were edited, are told with their place") {
  const TemporaryFolder folder;
  const fs::path migrations = migrations_in(folder, "CREATE TABLE t (\n  a int,,\n);\n");
  CHECK_THROWS_WITH(Template().migrations(migrations), Contains("0001_first/up.sql:2:9: error"));
  std::ofstream(migrations / "0001_first/up.sql") << "CREATE TABLE t ();\n";
  CHECK_THROWS_WITH(Template().migrations(migrations), Contains("migrations.sum"));
}

TEST_CASE("a migration that fails is told with its file, its line and the server's words, to every test") {
  runtime::migration::Migration broken;
  broken.number = 7;
  broken.name = "broken";
  broken.checksum = "0";
  runtime::migration::Batch& batch = broken.up.batches.emplace_back();
  for (const auto& [text, line] :
       {std::pair("CREATE TABLE t ()", 2U), std::pair("CREATE VIEW v AS SELECT nothing FROM t", 5U)}) {
    runtime::migration::Statement& statement = batch.statements.emplace_back();
    statement.text = text;
    statement.file = "schema/migrations/0007_broken/up.sql";
    statement.line = line;
  }
  const Template recipe = Template().migrations({broken});
  for (int times = 0; times < 2; ++times)
    CHECK_THROWS_WITH(TestDatabase(recipe),
                      Contains("migration `0007_broken`, schema/migrations/0007_broken/up.sql:5:") &&
                          Contains("column \"nothing\" does not exist"));
}

TEST_CASE("SQL that fails is told by its name and line, and a role that is missing with the way to make it") {
  CHECK_THROWS_WITH(TestDatabase(Template().sql("SELECT 1;\nSELECT 'é',\n  nonsense", "seed.sql")),
                    Contains("seed.sql:3: column \"nonsense\" does not exist"));
  CHECK_THROWS_WITH(TestDatabase(Template().sql("CREATE TABLE t (); GRANT SELECT ON t TO nobody_of_this_name")),
                    Contains("role \"nobody_of_this_name\" does not exist") && Contains("Template().role("));
}

TEST_CASE("a template has a name of its own for all that is in it") {
  std::set<std::string> names;
  for (const Template& each : {Template(), Template().sql("a"), Template().sql("a").sql(""),
                               Template().sql("").sql("a"), Template().role("a"), Template().migrations(kEventide),
                               Template().migrations(kEventide).sql("a"), Template().sql("a").migrations(kEventide)})
    names.insert(each.database());
  CHECK(names.size() == 8);
  CHECK(Template().migrations(kEventide).database() == Template().migrations(kEventide).database());
}

TEST_CASE("a server that cannot be had is told, and the next test asks again") {
  Child child([](const Child::Say& say) {
    const TemporaryFolder empty;
    testing::use_server({empty.path(), 0});
    for (int times = 0; times < 2; ++times) {
      try {
        const TestDatabase database{};
      } catch (const SetupError& error) {
        say(std::string(error.what()).starts_with("no PostgreSQL for tests: ") ? "told" : error.what());
      }
    }
    return 0;
  });
  CHECK(child.hear() == "told");
  CHECK(child.hear() == "told");
  CHECK(child.wait() == 0);
}

TEST_CASE("the server of a process is gone with it, however it ends") {
  for (const int signal : {0, SIGKILL}) {
    Child child([signal](const Child::Say& say) {
      const TestDatabase database{};
      const std::string url = database.url();
      const std::size_t begin = url.find("host='") + 6;
      say(url.substr(begin, url.find('\'', begin) - begin));
      if (signal != 0) ::pause();
      ::exit(0);  // with static objects, as a test program ends
      return 0;
    });
    const fs::path folder = child.hear();
    REQUIRE(folder.is_absolute());
    if (signal != 0) CHECK(fs::exists(folder));
    if (signal != 0) child.kill(signal);
    CHECK(child.wait() == -signal);
    CHECK(eventually([&] { return !fs::exists(folder); }));
  }
}

TEST_CASE("processes share the templates of a server that they are given, and clean up after one that was killed") {
  const Template recipe = Template().sql("CREATE TABLE shared_by_processes (id int)");
  const std::string url = server_url();
  Child killed([&](const Child::Say& say) {
    return on_named_server(url, [&] {
      const TestDatabase database(recipe);
      say(database.name());
      ::pause();
      return 0;
    });
  });
  const std::string left = killed.hear();
  CHECK(databases_like(left) == "1\n");
  const auto next = [&] {
    Child child([&](const Child::Say& say) {
      return on_named_server(url, [&] {
        {
          const TestDatabase database(recipe);
          say(ask(database, "SELECT oid FROM pg_database WHERE datname = '" + recipe.database() + "'"));
        }
        return 0;
      });
    });
    const std::string oid = child.hear();
    CHECK(child.wait() == 0);
    return oid;
  };
  const std::string oid = next();
  CHECK(databases_like(left) == "1\n");  // its process lives
  killed.kill(SIGKILL);
  killed.wait();
  CHECK(eventually([&] { return next() == oid && databases_like("schemac\\_test\\_%") == "0\n"; }));
  CHECK(databases_like("schemac\\_template\\_%") == "1\n");
  run_sql(url, "DROP DATABASE " + recipe.database());
}

TEST_CASE("a forked child has a server of its own, and drops no database of its parent's") {
  auto database = std::make_unique<TestDatabase>();
  Child child([&](const Child::Say& say) {
    database.reset();
    {
      const TestDatabase own{};
      say(ask(own, "SELECT current_database()") == own.name() ? "own" : "another's");
    }
    ::exit(0);
    return 0;
  });
  CHECK(child.hear() == "own");
  CHECK(child.wait() == 0);
  CHECK(ask(*database, "SELECT 1") == "1");
  CHECK(ask(TestDatabase(), "SELECT 1") == "1");
}

}  // namespace schemac::tests

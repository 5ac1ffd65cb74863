// Many deployers at once on one database, killed at random: every migration is applied once and never twice.
#include <catch2/catch.hpp>
#include <csignal>
#include <memory>
#include <numeric>
#include <random>
#include <vector>

#include "plans.hpp"
#include "schemac/runtime/connection.hpp"
#include "schemac/runtime/migration/at_start.hpp"
#include "schemac/runtime/text_result.hpp"
#include "support/child.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

namespace migration = runtime::migration;

constexpr int kDeployers = 20;
constexpr int kMigrations = 50;
constexpr int kAhead = 4;  // how many migrations deployers may be beyond the one that a strike waits for

/// pass(n) waits until n is no further ahead than may be: on a busy machine nobody would be struck otherwise.
constexpr const char* kTables = R"(
CREATE TABLE done (number integer); CREATE TABLE gate (number integer); INSERT INTO gate VALUES (5);
CREATE FUNCTION pass(wanted integer) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  WHILE wanted > (SELECT number FROM public.gate) LOOP PERFORM pg_sleep(0.001); END LOOP;
  RETURN wanted;
END $$;
)";

/// Each adds its number to a list, in one of the ways in which a batch can be.
std::vector<migration::Migration> history() {
  std::vector<migration::Migration> migrations;
  for (int number = 1; number <= kMigrations; ++number) {
    const std::string insert = "INSERT INTO done VALUES (pass(" + std::to_string(number) + "));\n";
    const std::string index = "CREATE INDEX CONCURRENTLY idx_" + std::to_string(number) + " ON done (number);\n";
    const std::string up = number % 5 == 0 ? "-- schemac: no transaction\n" + insert + index + insert
                           : number % 5 == 1
                               ? "-- schemac: transaction\n" + insert + "-- schemac: transaction\n" + insert
                               : insert + insert;
    migrations.push_back(migration_of({"m" + std::to_string(number), up, ""}, number));
  }
  return migrations;
}

migration::Options patient() {
  migration::Options options;
  options.patience = std::chrono::minutes(5);
  return options;
}

/// Ends one that is at work: its process, wherever that is, or its session under its hands.
class Reaper {
 public:
  Reaper(const std::string& url, const std::vector<std::unique_ptr<Child>>& deployers)
      : observer_(url), deployers_(deployers), alive_(deployers.size()) {
    std::iota(alive_.begin(), alive_.end(), std::size_t{0});
  }

  /// False: nobody was at work.
  bool strike() {
    const auto holder = observer_.query_unchecked_sql(
        "SELECT pid::text FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = "
        "(SELECT oid FROM pg_database WHERE datname = current_database())");
    if (holder.empty()) return false;
    if (random_() % 2 == 0) {
      const std::size_t place = random_() % alive_.size();
      deployers_[alive_[place]]->kill(SIGKILL);
      alive_.erase(alive_.begin() + static_cast<std::ptrdiff_t>(place));
    } else {
      observer_.query_unchecked_sql("SELECT pg_terminate_backend($1::integer)",
                                    {std::string(holder[0].text(std::size_t{0}))});
    }
    return true;
  }
  void open_gate(int number) {
    observer_.query_unchecked_sql("UPDATE gate SET number = $1::integer", {std::to_string(number)});
  }
  int rows() {
    const auto found = observer_.query_unchecked_sql("SELECT count(*)::text FROM done");
    return std::stoi(std::string(found[0].text(std::size_t{0})));
  }

 private:
  runtime::Connection observer_;
  const std::vector<std::unique_ptr<Child>>& deployers_;
  std::vector<std::size_t> alive_;
  std::minstd_rand random_{7};
};

}  // namespace

TEST_CASE("of many deployers that are killed at random each migration is applied exactly once") {
  const std::string url = fresh_database("many");
  run_sql(url, kTables);
  const std::vector<migration::Migration> migrations = history();
  std::vector<std::unique_ptr<Child>> deployers;
  for (int i = 0; i < kDeployers; ++i) {
    deployers.push_back(std::make_unique<Child>([&](const Child::Say&) {
      migration::deploy(url, migrations, patient());
      return 0;
    }));
  }
  Reaper reaper(url, deployers);
  int struck = 0;
  for (int goal = 1; goal < kMigrations && struck < kDeployers - 2; goal += 2) {
    eventually([&] { return reaper.rows() >= 2 * goal; });
    if (reaper.strike()) ++struck;
    reaper.open_gate(goal + 2 + kAhead);
  }
  reaper.open_gate(kMigrations);
  int killed = 0, finished = 0;
  for (const auto& deployer : deployers) {
    const int status = deployer->wait();
    if (status == -SIGKILL) ++killed;
    if (status == 0) ++finished;
  }
  INFO(struck << " struck, " << killed << " killed, " << finished << " finished");
  CHECK(struck >= 10);
  CHECK(killed >= 3);
  CHECK(migration::deploy(url, migrations, patient()) >= 0);
  CHECK(migration::deploy(url, migrations, patient()) == 0);
  CHECK(run_sql(url, "SELECT count(*), count(DISTINCT number) FROM done") ==
        std::to_string(2 * kMigrations) + "|" + std::to_string(kMigrations) + "\n");
  CHECK(run_sql(url, "SELECT count(*) FROM schemac.migrations WHERE batches_done = batches_total") ==
        std::to_string(kMigrations) + "\n");
  CHECK(run_sql(url, "SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0\n");
}

}  // namespace schemac::tests

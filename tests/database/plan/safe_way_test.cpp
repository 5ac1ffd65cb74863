// What is offered instead of a refused step is SQL that runs as it stands, on a table with rows.
#include <fstream>

#include <catch2/catch.hpp>

#include "catalog/read.hpp"
#include "diff/compare.hpp"
#include "plan/plan.hpp"
#include "schemac/runtime/connection.hpp"
#include "server/process.hpp"
#include "sql/safe_way.hpp"
#include "support/child.hpp"
#include "support/private_server.hpp"

using namespace schemac;

namespace {

struct Database {
  std::string url;
  explicit Database(const std::string& sql) : url(tests::fresh_database("safe")) { tests::run_sql(url, sql); }
  [[nodiscard]] model::Schema read() const {
    runtime::Connection connection(url);
    return catalog::read(connection, {}).schema;
  }
  /// Runs it as a person would, with psql.
  void run(const std::string& script) const {
    const tests::TemporaryFolder folder;
    const std::string file = folder.path() / "safe.sql";
    std::ofstream(file) << script;
    const std::string psql = tests::server_binaries().bin / "psql";
    const auto outcome =
        server::run({{psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", file}, std::nullopt});
    INFO(script << "\n" << outcome.output);
    REQUIRE(outcome.exit_code == 0);
  }
  [[nodiscard]] std::string ask(const std::string& query) const { return tests::run_sql(url, query); }
};

/// The safe way around that hazard between two states; it has been run in a database with the former one.
struct Offer {
  Offer(const std::string& before, const std::string& after, plan::HazardKind kind, const model::Renames& renames = {})
      : database(before) {
    const diff::Difference difference = diff::compare(database.read(), Database(after).read(), renames);
    for (const plan::Batch& batch : plan::make(difference).batches)
      for (const plan::Step& step : batch.steps)
        for (const plan::Hazard& hazard : step.hazards)
          if (hazard.kind == kind && sql.empty()) sql = sql::safe_way(step, kind, difference);
    if (!sql.empty()) database.run(sql);
  }
  Database database;
  std::string sql;
};

const std::string kTable =
    "CREATE TABLE t (id int PRIMARY KEY, \"A b\" int NOT NULL, c text);"
    "INSERT INTO t SELECT n, n, 'row ' || n FROM generate_series(1, 500) n;";

}  // namespace

TEST_CASE("what would be lost is kept under another name") {
  const Offer column(kTable, "CREATE TABLE t (id int PRIMARY KEY, c text);", plan::HazardKind::deletes_data);
  CHECK(column.database.ask("SELECT sum(\"A b_parked\") FROM t") == "125250\n");
  CHECK_NOTHROW((void)column.database.ask("INSERT INTO t (id) VALUES (0)"));
  const Offer table(kTable, "", plan::HazardKind::deletes_data);
  CHECK(table.database.ask("SELECT count(*) FROM t_parked") == "500\n");
}

TEST_CASE("a column changes its type beside those who use it") {
  const Offer offer(kTable, "CREATE TABLE t (id int PRIMARY KEY, \"A b\" bigint NOT NULL, c text);",
                    plan::HazardKind::rewrites_table);
  CHECK(offer.database.ask("SELECT pg_typeof(\"A b\"), sum(\"A b\") FROM t GROUP BY 1") == "bigint|125250\n");
  const Offer undone("CREATE TABLE t (id int PRIMARY KEY, n numeric); INSERT INTO t VALUES (1, 1.5)",
                     "CREATE TABLE t (id int PRIMARY KEY, n int)", plan::HazardKind::deletes_data);
  CHECK(undone.database.ask("SELECT n_before FROM t") == "1.5\n");
}

TEST_CASE("what blocks writers has an online form, and what may fail a query for the rows") {
  const std::string index = kTable + "CREATE UNIQUE INDEX i ON t (c);";
  CHECK(Offer(kTable, index, plan::HazardKind::blocks_writes).sql.find("CONCURRENTLY i") != std::string::npos);
  CHECK(Offer(kTable, index, plan::HazardKind::may_fail).sql.find("HAVING count(*) > 1") != std::string::npos);
  CHECK(Offer(kTable, kTable + "ALTER TABLE t ADD k uuid DEFAULT gen_random_uuid();", plan::HazardKind::rewrites_table)
            .sql.find("DO $fill$") != std::string::npos);
}

TEST_CASE("code that knows a former name goes on for a while") {
  using model::Kind;
  const model::Renames column{{model::column_id({"public", "t"}, "c"), model::column_id({"public", "t"}, "d"), "", ""}};
  const std::string named = "CREATE TABLE t (id int PRIMARY KEY, \"A b\" int NOT NULL, d text);";
  const Offer renamed(kTable, named, plan::HazardKind::breaks_running_code, column);
  CHECK(renamed.sql.find("ADD COLUMN d text") != std::string::npos);
  const model::Renames table{{{Kind::table, "public", "", "t"}, {Kind::table, "public", "", "u"}, "", ""}};
  const Offer other(kTable, "CREATE TABLE u (id int PRIMARY KEY, \"A b\" int NOT NULL, c text);",
                    plan::HazardKind::breaks_running_code, table);
  CHECK_NOTHROW((void)other.database.ask("UPDATE t SET c = 'through the view'"));
  CHECK(other.database.ask("SELECT count(*) FROM u WHERE c = 'through the view'") == "500\n");
}

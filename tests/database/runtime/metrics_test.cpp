// What is told of pools and statements: health, OpenMetrics text that holds to its grammar, and a log without values.
#include <catch2/catch.hpp>
#include <limits>
#include <map>
#include <regex>
#include <schemac/runtime/copy.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/health.hpp>
#include <schemac/runtime/metrics.hpp>
#include <schemac/runtime/slow_log.hpp>
#include <schemac/runtime/statement_text.hpp>
#include <set>
#include <sstream>
#include <thread>

#include "support/private_server.hpp"
#include "support/proxy.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using Catch::Contains;
using runtime::Lease;
using runtime::Metrics;
using runtime::Pool;
using runtime::PoolOptions;
using runtime::redacted;
using runtime::statement_name;

namespace {

/// OpenMetrics text, held against the grammar of the specification and what it says of families, counters and
/// histograms.
class Exposition {
 public:
  explicit Exposition(const std::string& text) {
    REQUIRE(text.ends_with("# EOF\n"));
    std::istringstream lines(text.substr(0, text.size() - 6));
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      line.starts_with("#") ? descriptor(line) : sample(line);
    }
    for (const auto& [series, buckets] : buckets_) {
      INFO(series);
      CHECK(buckets.back().first == "+Inf");
      CHECK(std::to_string(buckets.back().second) == values_.at(counts_of_.at(series)));
    }
  }

  std::string value(const std::string& series) const {
    const auto found = values_.find(series);
    return found != values_.end() ? found->second : "";
  }
  const std::map<std::string, std::string>& values() const { return values_; }

 private:
  void descriptor(const std::string& line) {
    static const std::regex kDescriptor(R"(# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*))");
    std::smatch match;
    REQUIRE(std::regex_match(line, match, kDescriptor));
    if (match[1] == "TYPE") {
      family_ = match[2];
      type_ = match[3];
      CHECK(families_.insert(family_).second);  // all of a family stands together
      CHECK((type_ == "counter" || type_ == "gauge" || type_ == "histogram"));
    }
    CHECK(match[2] == family_);
    if (match[1] == "UNIT") CHECK(family_.ends_with("_" + match[3].str()));
    if (match[1] == "HELP") CHECK(match[3].str().find_first_of("\\\"\n") == std::string::npos);
  }

  void sample(const std::string& line) {
    static const std::regex kSample(
        R"re(([a-zA-Z_:][a-zA-Z0-9_:]*)\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*)\} ([0-9.]+))re");
    std::smatch match;
    REQUIRE(std::regex_match(line, match, kSample));
    const std::string name = match[1], labels = match[2], value = match[3];
    CHECK_FALSE(labels.ends_with(","));
    REQUIRE(name.starts_with(family_));
    const std::string suffix = name.substr(family_.size());
    const std::map<std::string, std::set<std::string>> suffixes{
        {"counter", {"_total"}}, {"gauge", {""}}, {"histogram", {"_bucket", "_count", "_sum"}}};
    CHECK(suffixes.at(type_).contains(suffix));
    if (suffix != "_sum") CHECK(value.find('.') == std::string::npos);
    CHECK(values_.emplace(name + "{" + labels + "}", value).second);  // each series once
    if (suffix == "_bucket") bucket(labels, std::stoull(value));
  }

  void bucket(const std::string& labels, unsigned long long count) {
    const std::size_t le = labels.rfind(",le=\"");
    REQUIRE(le != std::string::npos);
    const std::string series = family_ + "{" + labels.substr(0, le) + "}";
    const std::string bound = labels.substr(le + 5, labels.size() - le - 6);
    counts_of_[series] = family_ + "_count{" + labels.substr(0, le) + "}";
    auto& buckets = buckets_[series];
    if (!buckets.empty()) {
      CHECK(count >= buckets.back().second);
      CHECK((bound == "+Inf" || std::stod(bound) > std::stod(buckets.back().first)));
    }
    if (bound != "+Inf") CHECK(bound.find('.') != std::string::npos);
    buckets.emplace_back(bound, count);
  }

  std::string family_, type_;
  std::set<std::string> families_;
  std::map<std::string, std::string> values_;
  std::map<std::string, std::vector<std::pair<std::string, unsigned long long>>> buckets_;
  std::map<std::string, std::string> counts_of_;
};

}  // namespace

TEST_CASE("metrics are OpenMetrics text, with what statements and pools took", "[metrics]") {
  Metrics metrics;
  CHECK(metrics.open_metrics().ends_with("# EOF\n"));
  const Exposition empty(metrics.open_metrics());
  CHECK(empty.values().empty());

  const std::string url = tests::fresh_database("metrics");
  int heard = 0;
  PoolOptions options{.maximum = 1, .acquire_timeout = 1ms};
  options.connection.on_query = [&](const runtime::QueryEvent&) { ++heard; };
  metrics.listen(options, "main \"pool\"\n\\");
  Pool pool(url, options);
  Lease lease = pool.acquire_within(60s);
  CHECK_THROWS_AS(pool.acquire(), runtime::PoolTimeout);
  lease.execute_unchecked_sql("CREATE TABLE t (x int PRIMARY KEY)");
  lease.execute_unchecked_sql("INSERT INTO t VALUES (1), (2)");
  for (int i = 0; i < 3; ++i) lease.query_unchecked_sql("SELECT * FROM t");
  CHECK_THROWS(lease.query_unchecked_sql("INSERT INTO t VALUES ($1)", {"1"}));
  CHECK(heard == 6);
  const Exposition told(metrics.open_metrics({{"main \"pool\"\n\\", &pool}}));
  const std::string of_pool = R"(pool="main \"pool\"\n\\")";
  const std::string select = of_pool + R"(,statement=")" + statement_name("SELECT * FROM t") + "\"";
  CHECK(told.value("schemac_query_duration_seconds_count{" + select + "}") == "3");
  CHECK(told.value("schemac_query_duration_seconds_bucket{" + select + ",le=\"+Inf\"}") == "3");
  CHECK(told.value("schemac_query_duration_seconds_sum{" + select + "}") > "0.000000");
  CHECK(told.value("schemac_query_rows_total{" + select + "}") == "6");
  const std::string insert = of_pool + R"(,statement=")" + statement_name("INSERT INTO t VALUES ($1)") + "\"";
  CHECK(told.value("schemac_query_failures_total{" + insert + R"(,sqlstate="23505"})") == "1");
  CHECK(told.value("schemac_pool_wait_seconds_count{" + of_pool + "}") == "2");
  CHECK(told.value("schemac_pool_refusals_total{" + of_pool + "}") == "1");
  CHECK(told.value("schemac_pool_connections{" + of_pool + R"(,state="lent"})") == "1");
  CHECK(told.value("schemac_pool_connections{" + of_pool + R"(,state="idle"})") == "0");
  CHECK(told.value("schemac_pool_waiting{" + of_pool + "}") == "0");
  CHECK(told.value("schemac_pool_opened_total{" + of_pool + "}") == "1");
}

TEST_CASE("ever new statements do not fill the metrics", "[metrics]") {
  Metrics metrics({.buckets = {0.001, 1}, .most_statements = 2});
  runtime::ConnectionOptions options;
  metrics.listen(options, "alone");
  runtime::Connection db(tests::server_url(), options);
  for (int i = 0; i < 50; ++i)
    db.query_unchecked_sql("SELECT " + std::to_string(i) + " AS a" + std::to_string(i) + " FROM pg_class LIMIT 0");
  for (int i = 0; i < 5; ++i) db.query_unchecked_sql("SELECT 1 FROM pg_type LIMIT " + std::to_string(i));
  const Exposition told(metrics.open_metrics());
  std::uint64_t statements = 0, runs = 0;
  for (const auto& [series, value] : told.values())
    if (series.starts_with("schemac_query_duration_seconds_count")) {
      ++statements;
      runs += std::stoull(value);
    }
  CHECK(statements == 3);
  CHECK(runs == 55);
  CHECK_THROWS_AS(Metrics({.buckets = {1, 1}}), runtime::UsageError);
  CHECK_THROWS_AS(Metrics({.buckets = {}}), runtime::UsageError);
}

TEST_CASE("metrics are counted from many threads", "[metrics]") {
  Metrics metrics;
  PoolOptions options{.maximum = 4};
  metrics.listen(options, "main");
  Pool pool(tests::server_url(), options);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        pool.acquire().query_unchecked_sql("SELECT 1 FROM pg_class LIMIT 1");
        const std::string text = metrics.open_metrics({{"main", &pool}});
        if (i % 25 == 0 && !text.ends_with("# EOF\n")) throw std::runtime_error("a text without an end");
      }
    });
  for (std::thread& thread : threads) thread.join();
  const Exposition told(metrics.open_metrics());
  CHECK(told.value("schemac_pool_wait_seconds_count{pool=\"main\"}") == "200");
  CHECK(told.value("schemac_query_rows_total{pool=\"main\",statement=\"" +
                   statement_name("SELECT 1 FROM pg_class LIMIT 1") + "\"}") == "200");
}

TEST_CASE("a pool says whether it is well", "[metrics]") {
  const std::string url = tests::fresh_database("health");
  tests::Proxy network(url);
  Pool pool(network.url("connect_timeout=2"), {.maximum = 1});
  runtime::Health now = runtime::health(pool);
  CHECK(now.healthy);
  CHECK_FALSE(now.read_only);
  CHECK(now.round_trip > 0ns);
  CHECK(now.problem.empty());
  CHECK(now.counts.opened == 1);
  CHECK(now.counts.lent == 0);
  {
    const Lease lease = pool.acquire();
    now = runtime::health(pool, 1ms);
    CHECK_FALSE(now.healthy);
    CHECK_THAT(now.problem, Contains("within 1 ms"));
    CHECK(now.waited >= 1ms);
    CHECK(now.counts.lent == 1);
  }
  runtime::Connection(url).execute_unchecked_sql(
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET "
      "default_transaction_read_only = on', current_database()); END $$");
  network.cut_all();
  CHECK(runtime::health(pool).read_only);
  pool.close();
  now = runtime::health(pool);
  CHECK_FALSE(now.healthy);
  CHECK_THAT(now.problem, Contains("closed"));
}

TEST_CASE("the log of slow queries has no values in it", "[metrics]") {
  std::vector<std::string> lines;
  bool heard = false;
  runtime::ConnectionOptions options;
  options.on_query = [&](const runtime::QueryEvent&) { heard = true; };
  CHECK_THROWS_AS(runtime::log_slow_queries(options, {}), runtime::UsageError);
  runtime::log_slow_queries(options, {.over = 20ms, .write = [&](const std::string& line) { lines.push_back(line); }});
  runtime::Connection db(tests::server_url(), options);
  db.query_unchecked_sql("SELECT 'quick'");
  CHECK(heard);
  CHECK(lines.empty());
  db.query_unchecked_sql("SELECT pg_sleep(0.03), 'my secret', $1::text -- another secret\n", {"a third secret"});
  REQUIRE(lines.size() == 1);
  static const std::regex kLine(
      R"(done after \d+\.\d{3} ms, 1 rows, 1 parameters of 14 bytes: SELECT pg_sleep\(\?\), \?, \$1::text)");
  INFO(lines[0]);
  CHECK(std::regex_match(lines[0], kLine));
  CHECK_THROWS(db.query_unchecked_sql("SELECT 1 / 0"));
  REQUIRE(lines.size() == 2);
  CHECK_THAT(lines[1], Contains("failed after") && Contains("SQLSTATE 22012: SELECT ? / ?"));
}

TEST_CASE("literals are taken out of a statement, and nothing else", "[metrics]") {
  CHECK(redacted("SELECT  a1, \"it's\", $1\n FROM t -- x\n WHERE b = 'it''s' AND c = 1.5e3") ==
        "SELECT a1, \"it's\", $1 FROM t WHERE b = ? AND c = ?");
  CHECK(redacted(R"(SELECT E'a\'b', U&'x', B'01', X'ff', n'c', 'a' 'b', e'\\', 5)") ==
        "SELECT ?, ?, ?, ?, ?, ? ?, ?, ?");
  CHECK(redacted("SELECT E'a'\n  'b\\'SECRET', 'c' -- d\n'e', 'f'\r'g', E'h' 'SECRET'") == "SELECT ?, ?, ?, ? ?");
  CHECK(redacted("SELECT $$a secret$$, $t$a $$ secret$t$, a$1, $12 /* a /* nested */ secret */") ==
        "SELECT ?, ?, a$1, $12");
  CHECK(redacted("SELECT .5, 0x1F, 1_000, 'ä', ärger, 'not ended") == "SELECT ?, ?, ?, ?, ärger, ?");
  CHECK(redacted("SELECT $tag$ not ended") == "SELECT ?");
  CHECK(redacted("SELECT 1 /* not ended") == "SELECT ?");
  CHECK(redacted("").empty());
}

TEST_CASE("statements have short names that values do not change", "[metrics]") {
  CHECK_THAT(statement_name("SELECT id FROM public.users WHERE id = $1"), Contains("SELECT public.users #"));
  CHECK_THAT(statement_name("select exists (select from \"Odd\".\"table\" where id = 5)"),
             Contains("SELECT \"Odd\".\"table\" #"));
  CHECK_THAT(statement_name("INSERT INTO public.users (id) VALUES (1)"), Contains("INSERT public.users #"));
  CHECK_THAT(statement_name("UPDATE ONLY public.users SET x = 1"), Contains("UPDATE public.users #"));
  CHECK_THAT(statement_name("DELETE FROM ONLY users"), Contains("DELETE users #"));
  CHECK_THAT(statement_name("COPY public.users (id) FROM STDIN"), Contains("COPY public.users #"));
  CHECK_THAT(statement_name("WITH a AS (SELECT 1 FROM b), c (x) AS MATERIALIZED (DELETE FROM d) UPDATE e SET f = 1"),
             Contains("UPDATE e #"));
  CHECK(statement_name("FETCH 64 FROM schemac_cursor_17") == "FETCH");
  CHECK(statement_name("BEGIN") == "BEGIN");
  CHECK(statement_name(" -- nothing") == "nothing");
  CHECK(statement_name("SELECT * FROM t WHERE a = 1") == statement_name("SELECT *  FROM t WHERE a = 'x'"));
  CHECK(statement_name("SELECT * FROM t WHERE a = 1") != statement_name("SELECT * FROM t WHERE b = 1"));
}

TEST_CASE("who listens hears also where somebody who listened before throws", "[metrics]") {
  int lines = 0;
  Metrics metrics;
  PoolOptions options;
  options.connection.on_query = [](const runtime::QueryEvent&) { throw std::runtime_error("cannot write it down"); };
  options.on_acquire = [](const runtime::AcquireEvent&) { throw std::runtime_error("cannot write it down"); };
  metrics.listen(options, "main");
  options.connection.on_query = [heard = options.connection.on_query](const runtime::QueryEvent& event) {
    heard(event);
    throw std::runtime_error("nor can this one");
  };
  runtime::log_slow_queries(options.connection, {.over = 0ms, .write = [&](const std::string&) { ++lines; }});
  Pool pool(tests::server_url(), options);
  pool.acquire().query_unchecked_sql("SELECT 1");
  CHECK(lines == 1);
  const Exposition exposition(metrics.open_metrics());
  CHECK(exposition.value("schemac_pool_wait_seconds_count{pool=\"main\"}") == "1");
  CHECK(metrics.open_metrics().find("schemac_query_duration_seconds_count") != std::string::npos);
}

TEST_CASE("bounds of buckets are numbers, however large", "[metrics]") {
  using Limits = std::numeric_limits<double>;
  for (const double bound : {Limits::infinity(), -Limits::infinity(), Limits::quiet_NaN()})
    CHECK_THROWS_AS(Metrics({.buckets = {bound}}), runtime::UsageError);
  Metrics metrics({.buckets = {Limits::lowest(), 1e-300, 1, Limits::max()}});
  runtime::ConnectionOptions options;
  metrics.listen(options, "one");
  runtime::Connection(tests::server_url(), options).query_unchecked_sql("SELECT 1");
  const std::string text = metrics.open_metrics();
  const Exposition exposition(text);
  CHECK_THAT(text, Contains("le=\"1.0\"") && Contains(std::string(299, '0') + "1\"") && Contains("le=\"-1797693"));
}

TEST_CASE("an observer hears of a COPY that fails, too", "[metrics]") {
  std::vector<std::string> told;
  runtime::ConnectionOptions options;
  options.on_query = [&](const runtime::QueryEvent& event) {
    if (event.sql.starts_with("COPY")) told.push_back(event.failed ? std::string(event.sqlstate) : "done");
  };
  runtime::Connection db(tests::fresh_database("copy_told"), options);
  db.execute_unchecked_sql("CREATE TABLE t (number int)");
  CHECK_THROWS_AS(runtime::CopyIn(db, "COPY nowhere FROM STDIN (FORMAT binary)"), runtime::UndefinedTable);
  CHECK(told == std::vector<std::string>{"42P01"});
  { const runtime::CopyIn given_up(db, "COPY t FROM STDIN (FORMAT binary)"); }
  CHECK(told == std::vector<std::string>{"42P01", "57014"});
  runtime::CopyIn(db, "COPY t FROM STDIN (FORMAT binary)").finish();
  CHECK(told == std::vector<std::string>{"42P01", "57014", "done"});
}

// What generated repositories cost over libpq written by hand: prepared statements, binary results read in place, one
// struct a row, and the same work on the same rows, in turn within one process. One line a figure: what was measured,
// the ratios of wall time and of this process's CPU, the aim, with tabs between. Run by bench/run.
//
//   schemac_bench_repositories UP_SQL     # the example's first migration
#include <libpq-fe.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/select.hpp>

#include "audit_log.hpp"
#include "server/private_server.hpp"

namespace {

using eventide::AuditLog, eventide::AuditLogPipeline, eventide::AuditLogRepository, eventide::NewAuditLog;
namespace audit_log = eventide::audit_log;
using schemac::runtime::Json;

// ---- by hand -----------------------------------------------------------------------------------------------------

struct Log {
  std::int64_t id = 0;
  std::optional<std::array<unsigned char, 16>> actor_id;
  std::string action;
  std::string details;
  std::int64_t happened_at = 0;
};

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

std::int64_t big_endian(const char* data) {
  std::uint64_t value;
  std::memcpy(&value, data, sizeof value);
  return static_cast<std::int64_t>(__builtin_bswap64(value));
}

Log read_row(const PGresult* result, int row) {
  Log log;
  log.id = big_endian(PQgetvalue(result, row, 0));
  if (PQgetisnull(result, row, 1) == 0) {
    log.actor_id.emplace();
    std::memcpy(log.actor_id->data(), PQgetvalue(result, row, 1), 16);
  }
  log.action.assign(PQgetvalue(result, row, 2), static_cast<std::size_t>(PQgetlength(result, row, 2)));
  // The first byte of jsonb is its version.
  log.details.assign(PQgetvalue(result, row, 3) + 1, static_cast<std::size_t>(PQgetlength(result, row, 3)) - 1);
  log.happened_at = big_endian(PQgetvalue(result, row, 4));
  return log;
}

class ByHand {
 public:
  explicit ByHand(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
    const std::string columns = "id, actor_id, action, details, happened_at";
    prepare("point", "SELECT " + columns + " FROM public.audit_logs WHERE id = $1", {20});
    prepare("page", "SELECT " + columns + " FROM public.audit_logs ORDER BY id LIMIT $1", {20});
    prepare("many", "SELECT " + columns + " FROM public.audit_logs WHERE id = ANY($1)", {1016});
    prepare("insert", "INSERT INTO public.audit_logs (action, details) VALUES ($1, $2) RETURNING " + columns, {0, 0});
  }
  ByHand(const ByHand&) = delete;
  ByHand& operator=(const ByHand&) = delete;
  ~ByHand() { PQfinish(connection_); }

  Log find(std::int64_t id) { return read_row(with_number("point", id).get(), 0); }
  std::vector<Log> page(std::int64_t limit) { return rows(with_number("page", limit)); }
  /// The same lookup for each of the keys, in libpq's pipeline mode: one round trip.
  std::vector<Log> find_each(const std::vector<std::int64_t>& ids) {
    PQenterPipelineMode(connection_);
    for (const std::int64_t id : ids) {
      const std::uint64_t swapped = __builtin_bswap64(static_cast<std::uint64_t>(id));
      const char* values[] = {reinterpret_cast<const char*>(&swapped)};
      const int lengths[] = {8}, formats[] = {1};
      if (PQsendQueryPrepared(connection_, "point", 1, values, lengths, formats, 1) != 1) fail();
    }
    PQpipelineSync(connection_);
    std::vector<Log> all;
    all.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      all.push_back(read_row(checked(PQgetResult(connection_)).get(), 0));
      PQgetResult(connection_);  // null, the end of this query
    }
    checked(PQgetResult(connection_), PGRES_PIPELINE_SYNC);
    PQexitPipelineMode(connection_);
    return all;
  }
  std::vector<Log> find_many(const std::vector<std::int64_t>& ids) {
    std::string array;
    const auto number = [&array](std::uint32_t value) {
      value = __builtin_bswap32(value);
      array.append(reinterpret_cast<const char*>(&value), 4);
    };
    for (const std::uint32_t head : {1U, 0U, 20U, static_cast<std::uint32_t>(ids.size()), 1U}) number(head);
    for (const std::int64_t id : ids) {
      number(8);
      const std::uint64_t swapped = __builtin_bswap64(static_cast<std::uint64_t>(id));
      array.append(reinterpret_cast<const char*>(&swapped), 8);
    }
    const char* values[] = {array.data()};
    const int lengths[] = {static_cast<int>(array.size())}, formats[] = {1};
    return rows(checked(PQexecPrepared(connection_, "many", 1, values, lengths, formats, 1)));
  }
  Log insert(const std::string& action, const std::string& details) {
    const char* values[] = {action.c_str(), details.c_str()};
    return read_row(checked(PQexecPrepared(connection_, "insert", 2, values, nullptr, nullptr, 1)).get(), 0);
  }
  void copy(const std::vector<NewAuditLog>& new_rows) {
    checked(PQexec(connection_, "COPY public.audit_logs (actor_id, action, details) FROM STDIN (FORMAT binary)"),
            PGRES_COPY_IN);
    std::string buffer("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
    const auto number = [&buffer](std::uint32_t value) {
      value = __builtin_bswap32(value);
      buffer.append(reinterpret_cast<const char*>(&value), 4);
    };
    for (const NewAuditLog& row : new_rows) {
      buffer.append("\0\3\377\377\377\377", 6);  // three fields, the first NULL
      const std::string &action = row.action.value(), &details = row.details.value().text;
      number(static_cast<std::uint32_t>(action.size()));
      buffer.append(action);
      number(static_cast<std::uint32_t>(details.size() + 1));
      buffer.append("\1", 1).append(details);
      if (buffer.size() < 65536) continue;
      PQputCopyData(connection_, buffer.data(), static_cast<int>(buffer.size()));
      buffer.clear();
    }
    buffer.append("\377\377", 2);
    PQputCopyData(connection_, buffer.data(), static_cast<int>(buffer.size()));
    PQputCopyEnd(connection_, nullptr);
    checked(PQgetResult(connection_), PGRES_COMMAND_OK);
    while (PGresult* rest = PQgetResult(connection_)) PQclear(rest);
  }
  void run(const std::string& sql) { checked(PQexec(connection_, sql.c_str()), PGRES_COMMAND_OK); }

 private:
  Result checked(PGresult* result, ExecStatusType wanted = PGRES_TUPLES_OK) {
    Result owned(result, PQclear);
    if (PQresultStatus(result) != wanted) fail();
    return owned;
  }
  [[noreturn]] void fail() const { throw std::runtime_error(PQerrorMessage(connection_)); }
  void prepare(const char* name, const std::string& sql, const std::vector<Oid>& types) {
    checked(PQprepare(connection_, name, sql.c_str(), static_cast<int>(types.size()), types.data()), PGRES_COMMAND_OK);
  }
  Result with_number(const char* name, std::int64_t number) {
    const std::uint64_t swapped = __builtin_bswap64(static_cast<std::uint64_t>(number));
    const char* values[] = {reinterpret_cast<const char*>(&swapped)};
    const int lengths[] = {8}, formats[] = {1};
    return checked(PQexecPrepared(connection_, name, 1, values, lengths, formats, 1));
  }
  static std::vector<Log> rows(const Result& result) {
    std::vector<Log> all;
    const int count = PQntuples(result.get());
    all.reserve(static_cast<std::size_t>(count));
    for (int row = 0; row < count; ++row) all.push_back(read_row(result.get(), row));
    return all;
  }
  PGconn* connection_;
};

// ---- the clock ---------------------------------------------------------------------------------------------------

double now(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

struct Cost {
  double wall, cpu;
};

Cost cost(int times, const std::function<void()>& work) {
  const double wall = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  for (int time = 0; time < times; ++time) work();
  return {now(CLOCK_MONOTONIC) - wall, now(CLOCK_PROCESS_CPUTIME_ID) - cpu};
}

double middle(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Both in turn, so that what disturbs the machine disturbs both; prints the middle of the ratios of the rounds.
void compare(const char* what, const char* aim, int rounds, int times, const std::function<void()>& by_hand,
             const std::function<void()>& generated) {
  std::vector<double> wall, cpu;
  by_hand();
  generated();
  for (int round = 0; round < rounds; ++round) {
    Cost hand{}, ours{};
    if (round % 2 == 0) hand = cost(times, by_hand);
    ours = cost(times, generated);
    if (round % 2 != 0) hand = cost(times, by_hand);
    wall.push_back(ours.wall / hand.wall);
    cpu.push_back(ours.cpu / hand.cpu);
  }
  std::printf("%s\twall %.2f, CPU %.2f\t%s\n", what, middle(wall), middle(cpu), aim);
  std::fflush(stdout);
}

std::vector<NewAuditLog> new_rows(std::size_t count) {
  std::vector<NewAuditLog> rows;
  for (std::size_t i = 0; i < count; ++i)
    rows.push_back({.action = "something happened to " + std::to_string(i), .details = Json{R"({"n": 1, "by": "x"})"}});
  return rows;
}

/// As a program does that reads the rows where they are; by hand they are put into a vector.
std::size_t find_each(schemac::runtime::Executor& executor, const std::vector<std::int64_t>& ids) {
  schemac::runtime::Pipeline pipeline(executor);
  AuditLogPipeline logs(pipeline);
  std::vector<schemac::runtime::Pending<AuditLog>> pending;
  pending.reserve(ids.size());
  for (const std::int64_t id : ids) pending.push_back(logs.get(id));
  pipeline.run();
  std::size_t size = 0;
  for (const auto& each : pending) size += each.get().action.size();
  return size;
}

void measure(const std::string& url) {
  ByHand hand(url);
  schemac::runtime::Connection connection(url);
  AuditLogRepository logs(connection);
  const auto many = new_rows(100'000);
  logs.insert_bulk(many);
  hand.run("VACUUM ANALYZE public.audit_logs");
  std::vector<std::int64_t> ids;
  for (std::int64_t id = 1; id <= 100; ++id) ids.push_back(id * 900);

  std::size_t sink = 0;
  compare(
      "point SELECT", "1.05", 41, 400, [&] { sink += hand.find(777).action.size(); },
      [&] { sink += logs.get(777).action.size(); });
  compare(
      "the same, as a query put together each time", "", 41, 400, [&] { sink += hand.find(777).action.size(); },
      [&] { sink += logs.where(audit_log::id == 777).one().action.size(); });
  compare(
      "1,000 rows", "1.0", 41, 20, [&] { sink += hand.page(1000).size(); }, [&] { sink += logs.page(1000).size(); });
  compare(
      "the same, as a query put together each time", "1.0", 41, 20, [&] { sink += hand.page(1000).size(); },
      [&] { sink += logs.query().order_by(audit_log::id).limit(1000).all().size(); });
  compare(
      "find_many of 100 keys, over = ANY($1)", "1.1", 41, 100, [&] { sink += hand.find_many(ids).size(); },
      [&] { sink += logs.find_many(ids).size(); });
  compare(
      "100 lookups in a pipeline, over libpq's", "1.1", 41, 40, [&] { sink += hand.find_each(ids).size(); },
      [&] { sink += find_each(connection, ids); });
  compare(
      "100 lookups one by one, over libpq's pipeline", "", 21, 10, [&] { sink += hand.find_each(ids).size(); },
      [&] {
        for (const std::int64_t id : ids) sink += logs.get(id).action.size();
      });
  compare(
      "INSERT RETURNING", "1.05", 21, 300, [&] { sink += hand.insert("action", R"({"n": 1})").action.size(); },
      [&] { sink += logs.insert({.action = "action", .details = Json{R"({"n": 1})"}}).action.size(); });
  compare(
      "100,000 rows with COPY BINARY", "1.1, 1.5", 7, 1, [&] { hand.copy(many); },
      [&] { sink += static_cast<std::size_t>(logs.insert_bulk(many)); });
  compare(
      "100,000 rows with RETURNING, over COPY BINARY", "", 5, 1, [&] { hand.copy(many); },
      [&] { sink += logs.insert_many(many).size(); });
  if (sink == 0) throw std::runtime_error("nothing was read");
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: schemac_bench_repositories UP_SQL\n", stderr);
    return 2;
  }
  std::ifstream file(arguments[1]);
  const std::string ddl{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  auto server = schemac::server::PrivateServer::start();
  schemac::runtime::Connection(server.url()).execute_unchecked_sql("CREATE DATABASE bench TEMPLATE template0");
  schemac::runtime::Connection(server.url("bench")).execute_unchecked_sql(ddl);
  measure(server.url("bench"));
  return 0;
}

// The libraries that Debian has beside libpq, on the same rows and in turn with libpq written by hand (by_hand.hpp):
// libpqxx, SOCI, and generated repositories. Each as its documentation shows it, with prepared statements; what they
// give as text (times, keys, JSON) stays text. One line a figure, with tabs between: what was measured, what came out,
// the aim. Run by bench/run.
//
//   schemac_bench_libraries UP_SQL     # the example's first migration
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <pqxx/pqxx>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/select.hpp>

#include "audit_log.hpp"
#include "by_hand.hpp"
#include "example.hpp"
#include "measure.hpp"

namespace {

std::atomic<std::size_t> allocated{0};

}  // namespace

void* operator new(std::size_t size) {
  ++allocated;
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

using eventide::AuditLog, eventide::AuditLogRepository;
namespace audit_log = eventide::audit_log;
using schemac::bench::ByHand;
using schemac::runtime::Json;

const std::string kColumns = "id, actor_id, action, details, happened_at";

/// A row as a library without binary results gives it.
struct TextLog {
  std::int64_t id = 0;
  std::optional<std::string> actor_id;
  std::string action;
  std::string details;
  std::string happened_at;
};

class ByPqxx {
 public:
  explicit ByPqxx(const std::string& url) : connection_(url) {
    connection_.prepare("point", "SELECT " + kColumns + " FROM public.audit_logs WHERE id = $1");
    connection_.prepare("page", "SELECT " + kColumns + " FROM public.audit_logs ORDER BY id LIMIT $1");
    connection_.prepare("insert",
                        "INSERT INTO public.audit_logs (action, details) VALUES ($1, $2) RETURNING " + kColumns);
  }

  TextLog find(std::int64_t id) {
    pqxx::nontransaction work(connection_);
    return read(work.exec_prepared1("point", id));
  }
  std::vector<TextLog> page(std::int64_t limit) {
    pqxx::nontransaction work(connection_);
    const pqxx::result result = work.exec_prepared("page", limit);
    std::vector<TextLog> all;
    all.reserve(result.size());
    for (const auto& row : result) all.push_back(read(row));
    return all;
  }
  TextLog insert(const std::string& action, const std::string& details) {
    pqxx::nontransaction work(connection_);
    return read(work.exec_prepared1("insert", action, details));
  }

 private:
  static TextLog read(const pqxx::row& row) {
    TextLog log;
    log.id = row[0].as<std::int64_t>();
    if (!row[1].is_null()) log.actor_id = row[1].as<std::string>();
    log.action = row[2].as<std::string>();
    log.details = row[3].as<std::string>();
    log.happened_at = row[4].as<std::string>();
    return log;
  }

  pqxx::connection connection_;
};

class BySoci {
 public:
  explicit BySoci(const std::string& url)
      : session_(soci::postgresql, url),
        point_((session_.prepare << "SELECT " + kColumns + " FROM public.audit_logs WHERE id = :id", soci::into(id_),
                soci::into(actor_, actor_there_), soci::into(action_), soci::into(details_), soci::into(happened_),
                soci::use(wanted_))),
        page_((session_.prepare << "SELECT " + kColumns + " FROM public.audit_logs ORDER BY id LIMIT :n",
               soci::into(id_), soci::into(actor_, actor_there_), soci::into(action_), soci::into(details_),
               soci::into(happened_), soci::use(wanted_))),
        insert_((
            session_.prepare << "INSERT INTO public.audit_logs (action, details) VALUES (:a, :d) RETURNING " + kColumns,
            soci::into(id_), soci::into(actor_, actor_there_), soci::into(action_), soci::into(details_),
            soci::into(happened_), soci::use(new_action_), soci::use(new_details_))) {}

  TextLog find(std::int64_t id) {
    wanted_ = id;
    point_.execute(true);
    return read();
  }
  std::vector<TextLog> page(std::int64_t limit) {
    wanted_ = limit;
    page_.execute();
    std::vector<TextLog> all;
    all.reserve(static_cast<std::size_t>(limit));
    while (page_.fetch()) all.push_back(read());
    return all;
  }
  TextLog insert(const std::string& action, const std::string& details) {
    new_action_ = action;
    new_details_ = details;
    insert_.execute(true);
    return read();
  }

 private:
  TextLog read() {
    TextLog log{id_, std::nullopt, action_, details_, happened_};
    if (actor_there_ == soci::i_ok) log.actor_id = actor_;
    return log;
  }

  soci::session session_;
  // What statements read and write, wherever they run.
  long long id_ = 0, wanted_ = 0;
  std::string actor_, action_, details_, happened_, new_action_, new_details_;
  soci::indicator actor_there_ = soci::i_null;
  soci::statement point_, page_, insert_;
};

/// What 100,000 rows read at once, or in a stream, leave as the most memory of a process that does nothing else.
double most_megabytes(const std::function<void()>& work) {
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) {
    try {
      work();
    } catch (const std::exception& failure) {
      std::fprintf(stderr, "%s\n", failure.what());
      ::_exit(1);
    }
    ::_exit(0);
  }
  int status = 0;
  rusage usage{};
  if (::wait4(child, &status, 0, &usage) != child || status != 0) throw std::runtime_error("a measured process failed");
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void print(const std::string& what, const std::string& figure, const char* aim = "") {
  std::printf("%s\t%s\t%s\n", what.c_str(), figure.c_str(), aim);
  std::fflush(stdout);
}

void measure_memory(const std::string& url) {
  constexpr std::int64_t kRows = 100'000;
  const auto megabytes = [](const std::function<void()>& work) {
    return fmt::format("{:.0f} MB", most_megabytes(work));
  };
  print("memory: a connection and nothing else", megabytes([&] { ByHand hand(url); }));
  print("memory: 100,000 rows at once, libpq by hand", megabytes([&] { (void)ByHand(url).page(kRows); }));
  print("memory: 100,000 rows at once, libpqxx", megabytes([&] { (void)ByPqxx(url).page(kRows); }));
  print("memory: 100,000 rows at once, SOCI", megabytes([&] { (void)BySoci(url).page(kRows); }));
  print("memory: 100,000 rows at once, a repository", megabytes([&] {
          schemac::runtime::Connection connection(url);
          (void)AuditLogRepository(connection).page(kRows);
        }));
  print("memory: 100,000 rows in a stream, a repository", megabytes([&] {
          schemac::runtime::Connection connection(url);
          std::size_t size = 0;
          for (const AuditLog& log : AuditLogRepository(connection).query().limit(kRows).stream())
            size += log.action.size();
          if (size == 0) throw std::runtime_error("nothing was read");
        }),
        "35 MB");
}

void measure_allocations(ByHand& hand, ByPqxx& pqxx, BySoci& soci, AuditLogRepository& logs) {
  constexpr std::int64_t kRows = 1000;
  const auto a_row = [](const std::function<void()>& work) {
    work();
    const std::size_t before = allocated;
    work();
    return fmt::format("{:.2f}", static_cast<double>(allocated - before) / kRows);
  };
  print("allocations a row of 1,000 (two strings in each), libpq by hand", a_row([&] { (void)hand.page(kRows); }));
  print("allocations a row, libpqxx", a_row([&] { (void)pqxx.page(kRows); }));
  print("allocations a row, SOCI", a_row([&] { (void)soci.page(kRows); }));
  print("allocations a row, a repository", a_row([&] { (void)logs.page(kRows); }), "2, and what the list itself needs");
}

void measure_time(ByHand& hand, ByPqxx& pqxx, BySoci& soci, AuditLogRepository& logs) {
  using schemac::bench::compare;
  std::size_t sink = 0;
  const auto point = [&](auto& library) { return [&] { sink += library.find(777).action.size(); }; };
  const auto page = [&](auto& library, std::int64_t rows) { return [&, rows] { sink += library.page(rows).size(); }; };
  const auto insert = [&](auto& library) {
    return [&] { sink += library.insert("action", R"({"n": 1})").action.size(); };
  };
  compare("point SELECT, libpqxx", "", 21, 400, point(hand), point(pqxx));
  compare("point SELECT, SOCI", "", 21, 400, point(hand), point(soci));
  compare("point SELECT, a repository", "1.05", 21, 400, point(hand), [&] { sink += logs.get(777).action.size(); });
  compare("1,000 rows, libpqxx", "", 21, 20, page(hand, 1000), page(pqxx, 1000));
  compare("1,000 rows, SOCI", "", 21, 20, page(hand, 1000), page(soci, 1000));
  compare("1,000 rows, a repository", "1.0", 21, 20, page(hand, 1000), page(logs, 1000));
  compare("100,000 rows, libpqxx", "", 7, 1, page(hand, 100'000), page(pqxx, 100'000));
  compare("100,000 rows, SOCI", "", 7, 1, page(hand, 100'000), page(soci, 100'000));
  compare("100,000 rows, a repository", "1.0", 7, 1, page(hand, 100'000), page(logs, 100'000));
  compare("INSERT RETURNING, libpqxx", "", 21, 300, insert(hand), insert(pqxx));
  compare("INSERT RETURNING, SOCI", "", 21, 300, insert(hand), insert(soci));
  compare("INSERT RETURNING, a repository", "1.05", 21, 300, insert(hand),
          [&] { sink += logs.insert({.action = "action", .details = Json{R"({"n": 1})"}}).action.size(); });
  if (sink == 0) throw std::runtime_error("nothing was read");
}

void measure(const std::string& url) {
  measure_memory(url);
  ByHand hand(url);
  ByPqxx pqxx(url);
  BySoci soci(url);
  schemac::runtime::Connection connection(url);
  AuditLogRepository logs(connection);
  measure_allocations(hand, pqxx, soci, logs);
  measure_time(hand, pqxx, soci, logs);
}

}  // namespace

int main(int count, char** arguments) {
  schemac::bench::stay_on_one_processor();
  const schemac::bench::Example example(schemac::bench::given_sql(count, arguments));
  const std::string url = example.url();
  {
    ByHand hand(url);
    hand.run(
        "INSERT INTO public.audit_logs (action, details) "
        "SELECT 'something happened to ' || i, '{\"n\": 1, \"by\": \"x\"}' FROM generate_series(1, 100000) i");
    hand.run("VACUUM ANALYZE public.audit_logs");
  }
  measure(url);
  return 0;
}

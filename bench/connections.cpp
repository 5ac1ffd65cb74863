// A pool under many threads, over what pgbench reaches with the same query on as many connections; and the way to the
// server: its socket, TCP, and TLS. One line a figure, with tabs between: what was measured, what came out, the aim.
// Run by bench/run.
//
//   schemac_bench_connections UP_SQL     # the example's first migration
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <regex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/pool.hpp>

#include "audit_log.hpp"
#include "by_hand.hpp"
#include "example.hpp"
#include "measure.hpp"
#include "server/process.hpp"
#include "support/child.hpp"
#include "support/private_server.hpp"
#include "support/tls_server.hpp"

namespace {

namespace fs = std::filesystem;
using eventide::AuditLogRepository;
using schemac::bench::ByHand;

constexpr long kRows = 100'000;

void run(const std::vector<std::string>& argv, std::string* output = nullptr) {
  const schemac::server::Outcome outcome = schemac::server::run({argv, std::nullopt});
  if (outcome.exit_code != 0) throw std::runtime_error(argv.front() + ": " + outcome.output);
  if (output != nullptr) *output = outcome.output;
}

/// Lookups a second that so many threads do through a pool of so many connections, each borrowed for one lookup.
double lookups_a_second(const std::string& url, int threads, std::size_t connections, std::chrono::milliseconds time) {
  schemac::runtime::PoolOptions options;
  options.minimum = connections;
  options.maximum = connections;
  schemac::runtime::Pool pool(url, options);
  std::atomic<bool> begun{false}, stopped{false};
  std::atomic<long> done{0}, ready{0};
  std::vector<std::thread> all;
  for (int number = 0; number < threads; ++number) {
    all.emplace_back([&, number] {
      {
        auto lease = pool.acquire();
        (void)AuditLogRepository(lease).get(1);
      }
      ++ready;
      while (!begun) std::this_thread::yield();
      long count = 0;
      for (long id = number + 1; !stopped; id = (id * 48271 + 11) % kRows + 1) {
        auto lease = pool.acquire();
        if (AuditLogRepository(lease).get(id).id != id) std::abort();
        ++count;
      }
      done += count;
    });
  }
  while (ready < threads) std::this_thread::yield();
  const auto begin = std::chrono::steady_clock::now();
  begun = true;
  std::this_thread::sleep_for(time);
  stopped = true;
  for (std::thread& each : all) each.join();
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
  return static_cast<double>(done) / passed.count();
}

/// The same by pgbench, which prepares too, with a thread a connection.
double by_pgbench(const fs::path& program, const std::string& url, int clients, std::chrono::milliseconds time,
                  const fs::path& script) {
  std::string output;
  const std::string number = std::to_string(clients);
  run({program.string(), "-n", "-M", "prepared", "-f", script.string(), "-c", number, "-j", number, "-T",
       std::to_string(std::max<long>(1, time.count() / 1000)), url},
      &output);
  std::smatch found;
  static const std::regex kRate("tps = ([0-9.]+)");
  if (!std::regex_search(output, found, kRate)) throw std::runtime_error("pgbench: " + output);
  return std::stod(found[1]);
}

void measure_threads(const fs::path& bin, const std::string& url) {
  using namespace std::chrono_literals;
  constexpr auto kTime = 2000ms;
  constexpr int kRounds = 3;
  const schemac::tests::TemporaryFolder folder;
  const fs::path script = folder.path() / "lookup.sql";
  std::ofstream(script) << "\\set id random(1, " << kRows << ")\n"
                        << "SELECT id, actor_id, action, details, happened_at FROM public.audit_logs WHERE id = :id;\n";
  for (const int threads : {1, 2, 4, 8, 16, 32, 64}) {
    std::vector<double> ours, ratios;
    for (int round = 0; round < kRounds; ++round) {
      const double rate = lookups_a_second(url, threads, static_cast<std::size_t>(threads), kTime);
      ours.push_back(rate);
      ratios.push_back(rate / by_pgbench(bin / "pgbench", url, threads, kTime, script));
    }
    fmt::print("{} threads with a connection each, lookups a second, over pgbench's\t{:.0f}, {:.2f}\t\n", threads,
               schemac::bench::middle(ours), schemac::bench::middle(ratios));
    std::fflush(stdout);
  }
  std::vector<double> few;
  for (int round = 0; round < kRounds; ++round) few.push_back(lookups_a_second(url, 64, 8, kTime));
  fmt::print("64 threads with 8 connections, lookups a second\t{:.0f}\t\n", schemac::bench::middle(few));
  std::fflush(stdout);
}

void measure_ways(const std::string& socket, const std::string& tcp, const std::string& tls) {
  std::size_t sink = 0;
  const auto point = [&](AuditLogRepository& logs) { return [&] { sink += logs.get(777).action.size(); }; };
  const auto many = [&](AuditLogRepository& logs) { return [&] { sink += logs.page(1000).size(); }; };
  schemac::runtime::Connection a(socket), b(tcp), c(tls);
  AuditLogRepository by_socket(a), by_tcp(b), by_tls(c);
  schemac::bench::compare("point SELECT over TCP, over the socket", "", 21, 300, point(by_socket), point(by_tcp));
  schemac::bench::compare("point SELECT over TLS, over the socket", "", 21, 300, point(by_socket), point(by_tls));
  schemac::bench::compare("1,000 rows over TCP, over the socket", "", 21, 15, many(by_socket), many(by_tcp));
  schemac::bench::compare("1,000 rows over TLS, over the socket", "", 21, 15, many(by_socket), many(by_tls));
  ByHand hand_tls(tls);
  schemac::bench::compare(
      "point SELECT over TLS, over libpq by hand over TLS", "1.05", 21, 300,
      [&] { sink += hand_tls.find(777).action.size(); }, point(by_tls));
  if (sink == 0) throw std::runtime_error("nothing was read");
}

}  // namespace

int main(int count, char** arguments) {
  const std::string ddl = schemac::bench::given_sql(count, arguments);
  const schemac::tests::TlsServer encrypted({"max_connections=150"});
  const schemac::tests::Cluster& server = encrypted.cluster();
  const int port = encrypted.port();
  const std::string socket = fmt::format("postgres:///postgres?host={}&port={}&user=postgres", server.host(), port);
  const std::string tcp = fmt::format("postgres://postgres@localhost:{}/postgres?hostaddr=127.0.0.1", port);
  schemac::runtime::Connection(socket).execute_unchecked_sql(ddl);
  ByHand(socket).run(
      "INSERT INTO public.audit_logs (action, details) "
      "SELECT 'something happened to ' || i, '{}' FROM generate_series(1, 100000) i");
  ByHand(socket).run("VACUUM ANALYZE public.audit_logs");
  measure_threads(schemac::tests::server_binaries().bin, socket);
  measure_ways(socket, tcp + "&sslmode=disable",
               tcp + "&sslmode=verify-full&sslrootcert=" + encrypted.files().authority());
  return 0;
}

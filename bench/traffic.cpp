#include "traffic.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <memory>
#include <random>
#include <stdexcept>

namespace schemac::bench {
namespace {

/// Between two queries of a client: so many are enough to meet every lock, and leave the processor to the migration.
constexpr std::chrono::milliseconds kThinking{1};

using Session = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

bool is_well(PGresult* raw) {
  const Result result(raw, PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

void demand(const Session& session, PGresult* raw) {
  if (!is_well(raw)) throw std::runtime_error(PQerrorMessage(session.get()));
}

Session open(const std::string& url, const std::string& table) {
  Session session(PQconnectdb(url.c_str()), PQfinish);
  if (PQstatus(session.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(session.get()));
  const std::string read = "SELECT code::text FROM " + table + " WHERE id = $1::bigint";
  const std::string write = "UPDATE " + table + " SET balance = balance + 1 WHERE id = $1::bigint";
  demand(session, PQprepare(session.get(), "read", read.c_str(), 1, nullptr));
  demand(session, PQprepare(session.get(), "write", write.c_str(), 1, nullptr));
  return session;
}

}  // namespace

double longest(const std::vector<Query>& queries, Clock::time_point begin, Clock::time_point end) {
  Clock::duration most{};
  for (const Query& query : queries)
    if (query.end >= begin && query.begin <= end) most = std::max(most, query.end - query.begin);
  return std::chrono::duration<double, std::milli>(most).count();
}

Traffic::Traffic(const std::string& url, const std::string& table, long rows, int clients)
    : clients_(static_cast<std::size_t>(clients)) {
  unsigned seed = 0;
  for (Client& client : clients_) {
    client.thread = std::thread([this, &client, url, table, rows, chance = std::minstd_rand(++seed)]() mutable {
      try {
        const Session session = open(url, table);
        std::uniform_int_distribution<long> any(1, rows);
        for (bool reads = true; !stopping_; reads = !reads) {
          const std::string id = std::to_string(any(chance));
          const char* const values[] = {id.c_str()};
          const Clock::time_point begin = Clock::now();
          const bool well =
              is_well(PQexecPrepared(session.get(), reads ? "read" : "write", 1, values, nullptr, nullptr, 0));
          client.queries.push_back({begin, Clock::now(), !well});
          std::this_thread::sleep_for(kThinking);
        }
      } catch (...) {
        client.failure = std::current_exception();
      }
    });
  }
}

Traffic::~Traffic() { join(); }

void Traffic::join() {
  stopping_ = true;
  for (Client& client : clients_)
    if (client.thread.joinable()) client.thread.join();
}

std::vector<Query> Traffic::stop() {
  join();
  std::vector<Query> all;
  for (const Client& client : clients_) {
    if (client.failure) std::rethrow_exception(client.failure);
    all.insert(all.end(), client.queries.begin(), client.queries.end());
  }
  return all;
}

}  // namespace schemac::bench

#include "watch.hpp"

#include <chrono>

#include "schemac/runtime/error.hpp"
#include "schemac/runtime/text_result.hpp"

namespace schemac::runtime::migration {
namespace {

using namespace std::chrono_literals;

constexpr auto kBeforeFirstLook = 400ms;
constexpr auto kBetweenLooks = 500ms;

// https://www.postgresql.org/docs/15/functions-info.html (pg_blocking_pids); 0 stands for a prepared transaction.
constexpr const char* kBlockers = R"(
SELECT CASE WHEN p.pid = 0 THEN 'a prepared transaction' ELSE 'session ' || p.pid END
       || coalesce(' (`' || a.usename || '`' || CASE WHEN a.application_name <> '' THEN ', `' || a.application_name || '`'
                   ELSE '' END || ', ' || a.state || ', transaction open for '
                   || to_char(now() - coalesce(a.xact_start, a.backend_start), 'HH24:MI:SS') || ')', '') AS who,
       left(regexp_replace(coalesce(a.query, ''), '\s+', ' ', 'g'), 120) AS query
FROM (SELECT DISTINCT pid FROM unnest(pg_blocking_pids($1::integer)) AS b (pid)) AS p
LEFT JOIN pg_stat_activity AS a USING (pid)
ORDER BY p.pid)";

// https://www.postgresql.org/docs/15/progress-reporting.html#CREATE-INDEX-PROGRESS-REPORTING
constexpr const char* kProgress = R"(
SELECT 'index on ' || relid::regclass || ': ' || phase
       || CASE WHEN blocks_total > 0 THEN ', ' || 100 * blocks_done / blocks_total || ' % of '
                    || pg_size_pretty(blocks_total * current_setting('block_size')::bigint)
               WHEN tuples_total > 0 THEN ', ' || 100 * tuples_done / tuples_total || ' % of ' || tuples_total || ' rows'
               WHEN lockers_total > 0 THEN ', ' || lockers_done || ' of ' || lockers_total || ' transactions'
               ELSE '' END AS text
FROM pg_stat_progress_create_index WHERE pid = $1::integer AND datname = current_database())";

}  // namespace

Watch::Watch(std::string url, int pid, OnEvent on_event)
    : url_(std::move(url)), pid_(std::to_string(pid)), on_event_(std::move(on_event)) {
  if (!url_.empty()) thread_ = std::thread([this] { watch(); });
}

Watch::~Watch() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Watch::look_at(const Statement* statement) {
  {
    const std::lock_guard lock(mutex_);
    statement_ = statement;
    if (statement != nullptr) blockers_.clear();
    progress_.clear();
  }
  changed_.notify_all();
}

std::string Watch::blockers() {
  const std::lock_guard lock(mutex_);
  return blockers_;
}

void Watch::tell(const Event& event) {
  const std::lock_guard lock(telling_);
  if (on_event_) on_event_(event);
}

void Watch::watch() {
  std::unique_ptr<Connection> connection;
  std::unique_lock lock(mutex_);
  while (!over_) {
    const Statement* const statement = statement_;
    if (statement == nullptr) {
      changed_.wait(lock, [&] { return over_ || statement_ != nullptr; });
      continue;
    }
    const auto pause = connection == nullptr ? kBeforeFirstLook : kBetweenLooks;
    if (changed_.wait_for(lock, pause, [&] { return over_ || statement_ != statement; })) continue;
    lock.unlock();
    try {
      if (connection == nullptr) connection = connect();
      look(*connection);
    } catch (const Error&) {
      connection.reset();  // What is only looked at must not stop what is done; the next look tries again.
    }
    lock.lock();
  }
}

std::unique_ptr<Connection> Watch::connect() const {
  ConnectionOptions options;
  options.application_name = "schemac watch";
  options.connect_timeout_seconds = 5;
  return std::make_unique<Connection>(url_, options);
}

void Watch::look(Connection& connection) {
  std::string blockers;
  const TextResult who = connection.query_unchecked_sql(kBlockers, {pid_});
  for (const TextRow row : who) {
    blockers.append(blockers.empty() ? "" : "; ").append(row.text("who"));
    if (!row.text("query").empty()) blockers.append(": ").append(row.text("query"));
  }
  const TextResult far = connection.query_unchecked_sql(kProgress, {pid_});
  const std::string progress = far.empty() ? std::string() : std::string(far[0].text("text"));
  const Statement* statement = nullptr;
  bool others = false;
  bool further = false;
  {
    const std::lock_guard lock(mutex_);
    if (statement_ == nullptr) return;
    statement = statement_;
    // How long a transaction is open changes with each look: that alone is no news.
    others = !blockers.empty() && blockers.substr(0, blockers.find(" (")) != blockers_.substr(0, blockers_.find(" ("));
    if (!blockers.empty()) blockers_ = blockers;
    further = !progress.empty() && progress != progress_;
    progress_ = progress;
  }
  if (others) tell({Event::Kind::waiting, "waiting for " + blockers, statement});
  if (further) tell({Event::Kind::progress, progress, statement});
}

}  // namespace schemac::runtime::migration

#include "replica_watch.hpp"

#include <charconv>

#include "schemac/runtime/error.hpp"

namespace schemac::runtime::detail {
namespace {

ReplicatedOptions checked(const ReplicatedOptions& options) {
  if (options.look_every.count() <= 0) throw UsageError("standbys have to be looked at from time to time");
  if (options.look_every * 2 > options.max_lag)
    throw UsageError("standbys are looked at too rarely to know that they are within the bound");
  return options;
}

// A standby that was promoted follows nobody any more. https://www.postgresql.org/docs/15/functions-admin.html
constexpr std::string_view kWritten =
    "SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint END";
constexpr std::string_view kReplayed =
    "SELECT CASE WHEN pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint END";

}  // namespace

ReplicaWatch::Probe::Probe(std::string url, const PoolOptions& options)
    : url_(std::move(url)), options_(options.connection) {
  options_.on_query = nullptr;  // what the application does is what it wants to hear of
}

std::optional<ReplicaWatch::Lsn> ReplicaWatch::Probe::ask(std::string_view sql) noexcept {
  try {
    if (!connection_) connection_.emplace(url_, options_);
    const TextResult result = connection_->query_unchecked_sql(sql);
    const std::optional<std::string_view> text = result[0][0];
    if (!text) return std::nullopt;
    Lsn lsn = 0;
    std::from_chars(text->data(), text->data() + text->size(), lsn);
    return lsn;
  } catch (const std::exception&) {
    connection_.reset();  // the next look tries again
    return std::nullopt;
  }
}

ReplicaWatch::ReplicaWatch(std::string primary, std::vector<std::string> standbys, const ReplicatedOptions& options)
    : options_(checked(options)), primary_(primary, options.primary), probe_(std::move(primary), options.primary) {
  for (const std::string& url : standbys) standbys_.push_back(std::make_unique<Standby>(url, options.standby));
  thread_ = std::thread([this] { watch(); });
}

ReplicaWatch::~ReplicaWatch() { stop(); }

void ReplicaWatch::stop() noexcept {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  stopping_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void ReplicaWatch::watch() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    lock.unlock();
    look();
    lock.lock();
    stopping_.wait_for(lock, options_.look_every, [this] { return stopped_; });
  }
}

void ReplicaWatch::look() {
  const auto now = Clock::now();  // before it is asked: what it says held then or later
  if (const auto written = probe_.ask(kWritten)) {
    const std::lock_guard lock(mutex_);
    looks_.push_back({now, *written});
    // An older one says nothing that would be within the bound.
    while (looks_.size() > 1 && now - looks_.front().when > options_.max_lag) looks_.pop_front();
  }
  for (std::size_t standby = 0; standby < standbys_.size(); ++standby)
    note(standby, standbys_[standby]->probe.ask(kReplayed));
}

void ReplicaWatch::note(std::size_t standby, std::optional<Lsn> replayed) {
  const std::lock_guard lock(mutex_);
  std::optional<Clock::time_point>& as_of = standbys_[standby]->as_of;
  if (!replayed) {
    as_of.reset();
    return;
  }
  for (const Look& look : looks_)
    if (*replayed >= look.written && (!as_of || *as_of < look.when)) as_of = look.when;
}

std::vector<std::size_t> ReplicaWatch::usable() {
  const std::lock_guard lock(mutex_);
  const auto oldest = Clock::now() - options_.max_lag;
  std::vector<std::size_t> found;
  for (std::size_t step = 0; step < standbys_.size(); ++step) {
    const std::size_t standby = (turn_ + step) % standbys_.size();
    const auto& as_of = standbys_[standby]->as_of;
    if (as_of && *as_of >= oldest) found.push_back(standby);
  }
  if (!standbys_.empty()) turn_ = (turn_ + 1) % standbys_.size();
  return found;
}

std::optional<std::chrono::milliseconds> ReplicaWatch::lag_of(std::size_t standby) const {
  const std::lock_guard lock(mutex_);
  const auto& as_of = standbys_[standby]->as_of;
  if (!as_of) return std::nullopt;
  return std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - *as_of);
}

void ReplicaWatch::set_aside(std::size_t standby) {
  const std::lock_guard lock(mutex_);
  standbys_[standby]->as_of.reset();
}

}  // namespace schemac::runtime::detail

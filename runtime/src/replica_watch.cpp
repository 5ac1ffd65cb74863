#include "replica_watch.hpp"

#include <algorithm>
#include <charconv>

#include "patience.hpp"
#include "pool_state.hpp"
#include "schemac/runtime/error.hpp"
#include "wire.hpp"

namespace schemac::runtime::detail {
namespace {

ReplicatedOptions checked(ReplicatedOptions options) {
  options.max_lag = countable(options.max_lag);
  options.look_every = countable(options.look_every);
  if (options.look_every.count() <= 0) throw UsageError("standbys have to be looked at from time to time");
  if (options.look_every * 2 > options.max_lag)
    throw UsageError("standbys are looked at too rarely to know that they are within the bound");
  return options;
}

// Each says of which log it speaks (of which cluster, on which timeline), how far it reaches, and a primary what is
// seen there; nothing where it is the other. All of it may be asked by every role.
//
// What is seen at a primary is in its log up to where it inserts; what is committed asynchronously is seen before it is
// written (https://www.postgresql.org/docs/15/wal-async-commit.html). Where a page is full, that is past the header of
// the next one, which no standby comes up to before a record is there. The timeline is the one in the name of a file:
// what pg_control_checkpoint() says becomes true only with the first checkpoint behind a promotion.
constexpr std::string_view kPrimary =
    "SELECT system_identifier || '/' || left(pg_walfile_name(lsn), 8),"
    " place - CASE WHEN place % pg_size_bytes(current_setting('wal_segment_size')) = 40 THEN 40"
    " WHEN place % current_setting('wal_block_size')::int = 24 THEN 24 ELSE 0 END, pg_current_snapshot()"
    " FROM pg_control_system(), (SELECT pg_current_wal_insert_lsn() AS lsn WHERE NOT pg_is_in_recovery()) AS inserted,"
    " LATERAL (SELECT pg_wal_lsn_diff(lsn, '0/0')::bigint AS place) AS counted";

// A standby notes the timeline that it replays at restartpoints, and between them when it writes pages. Which one it
// receives it knows at once, and asks for none that does not go on from what it has replayed; but only
// pg_read_all_stats sees that, others NULL. The place comes first: a later timeline goes on from there as well.
// https://www.postgresql.org/docs/15/functions-info.html#FUNCTIONS-INFO-CONTROLDATA
constexpr std::string_view kStandby =
    "SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || lpad(upper(to_hex((SELECT"
    " greatest(timeline_id, min_recovery_end_timeline, (SELECT received_tli FROM pg_stat_wal_receiver))"
    " FROM pg_control_checkpoint(), pg_control_recovery()))), 8, '0'), place, ''"
    " FROM (SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint AS place WHERE pg_is_in_recovery())"
    " AS replayed";

}  // namespace

ReplicaWatch::Probe::Probe(std::string url, const PoolOptions& options)
    : url_(std::move(url)), options_(options.connection) {
  options_.on_query = nullptr;  // what the application does is what it wants to hear of
}

std::optional<ReplicaWatch::Answer> ReplicaWatch::Probe::ask(std::string_view sql, std::chrono::milliseconds timeout,
                                                             std::stop_token stop) noexcept {
  constexpr std::chrono::milliseconds kConnecting(5'000);  // to far away, encrypted
  std::optional<Answer> said;
  try {
    if (!connection_) {
      const Patience patience{deadline_in(std::max(kConnecting, timeout)), stop};
      connection_.emplace(Connection(std::make_unique<Wire>(url_, options_, patience)));
    }
    within_patience(PQsocket(connection_->owned_->raw()), {deadline_in(timeout), std::move(stop)}, [&] {
      const TextResult result = connection_->query_unchecked_sql(sql);
      if (result.empty()) return;
      const TextRow row = result[0];
      const std::string_view place = row.text(1);
      said.emplace(Answer{std::string(row.text(0)), 0, std::string(row.text(2))});
      std::from_chars(place.data(), place.data() + place.size(), said->place);
    });
  } catch (...) {
    connection_.reset();  // the next look tries again
    said.reset();
  }
  return said;
}

ReplicaWatch::ReplicaWatch(std::string primary, const std::vector<std::string>& standbys,
                           const ReplicatedOptions& options)
    : options_(checked(options)), primary_(primary, options.primary), probe_(std::move(primary), options.primary) {
  for (const std::string& url : standbys) {
    PoolOptions of = options.standby;
    if (options.on_standby) options.on_standby(of, standbys_.size());
    standbys_.push_back(std::make_unique<Standby>(url, of));
  }
  try {
    threads_.emplace_back([this] { watch_primary(); });
    for (const auto& standby : standbys_) threads_.emplace_back([this, &one = *standby] { watch_standby(one); });
  } catch (...) {
    stop();
    throw;
  }
}

ReplicaWatch::~ReplicaWatch() { stop(); }

void ReplicaWatch::stop() noexcept {
  {
    const std::lock_guard lock(mutex_);  // so that nobody goes to sleep between looking and hearing
    stop_.request_stop();
  }
  changed_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

void ReplicaWatch::watch_primary() {
  const auto is_stopped = [this] { return stop_.stop_requested(); };
  std::unique_lock lock(mutex_);
  while (!is_stopped()) {
    lock.unlock();
    const auto now = Clock::now();  // before it is asked: what it says held then or later
    std::optional<Answer> answer = probe_.ask(kPrimary, look_timeout(), stop_.get_token());
    lock.lock();
    note_primary(now, std::move(answer));
    ++looked_;
    changed_.notify_all();
    changed_.wait_for(lock, options_.look_every, is_stopped);
  }
}

void ReplicaWatch::watch_standby(Standby& standby) {
  std::uint64_t seen = 0;
  std::unique_lock lock(mutex_);
  while (!stop_.stop_requested()) {
    changed_.wait_for(lock, options_.look_every, [&] { return stop_.stop_requested() || looked_ != seen; });
    seen = looked_;
    lock.unlock();
    const std::optional<Answer> answer = standby.probe.ask(kStandby, look_timeout(), stop_.get_token());
    lock.lock();
    note_standby(standby, answer);
  }
}

void ReplicaWatch::note_primary(Clock::time_point when, std::optional<Answer> answer) {
  if (!answer) {
    seen_.clear();  // a server that comes back from a crash gives numbers of transactions a second time
    return;
  }
  if (answer->log != log_) {  // where places mean something else
    looks_.clear();
    for (const auto& standby : standbys_) standby->as_of.reset();
    log_ = std::move(answer->log);
  } else if (answer->seen == seen_ && !looks_.empty()) {
    // What was inserted since nobody sees, and nobody may write it for long: a transaction that is open.
    answer->place = looks_.back().place;
  }
  seen_ = std::move(answer->seen);
  looks_.push_back({when, answer->place});
  // An older one says nothing that would be within the bound.
  while (looks_.size() > 1 && when - looks_.front().when > options_.max_lag) looks_.pop_front();
  // Where the bound is far away every other one goes: what a standby shows is then taken for a little older than it is.
  constexpr std::size_t kMost = 4096;
  if (looks_.size() <= kMost) return;
  std::size_t kept = 0;
  for (std::size_t look = looks_.size() % 2 == 0 ? 1 : 0; look < looks_.size(); look += 2)
    looks_[kept++] = looks_[look];
  looks_.erase(looks_.begin() + static_cast<std::ptrdiff_t>(kept), looks_.end());
}

void ReplicaWatch::note_standby(Standby& standby, const std::optional<Answer>& answer) {
  if (!answer || answer->log != log_) {
    standby.as_of.reset();
    return;
  }
  for (const Look& look : looks_)
    if (answer->place >= look.place && (!standby.as_of || *standby.as_of < look.when)) standby.as_of = look.when;
}

std::chrono::milliseconds ReplicaWatch::look_timeout() const noexcept {
  return std::min<std::chrono::milliseconds>(options_.max_lag, std::chrono::seconds(5));
}

std::chrono::milliseconds ReplicaWatch::standby_timeout() const noexcept {
  return std::min<std::chrono::milliseconds>(options_.standby.acquire_timeout, std::chrono::seconds(1));
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

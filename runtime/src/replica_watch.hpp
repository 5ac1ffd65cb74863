// Looks at a primary and its standbys from time to time, and knows how old what each standby shows can be at most. Each
// server has a thread, and as much time to answer as its answer is worth something: one that is silent keeps nobody
// else from being looked at. The standbys are looked at right behind the primary, or by themselves where that is
// silent.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>

#include "process.hpp"
#include "schemac/runtime/replicated_pool.hpp"

namespace schemac::runtime::detail {

class ReplicaWatch {
 public:
  using Clock = std::chrono::steady_clock;
  using Lsn = std::int64_t;  // a place in the write-ahead log, in bytes

  ReplicaWatch(std::string primary, const std::vector<std::string>& standbys, const ReplicatedOptions& options);
  ReplicaWatch(const ReplicaWatch&) = delete;
  ReplicaWatch& operator=(const ReplicaWatch&) = delete;
  ~ReplicaWatch();

  /// Whether this is the process that made it.
  bool is_here() const noexcept { return process_.is_here(); }
  void stop() noexcept;
  Pool& primary() noexcept { return primary_; }
  std::size_t size() const noexcept { return standbys_.size(); }
  Pool& pool_of(std::size_t standby) { return standbys_[standby]->pool; }
  /// How long a standby is tried to be reached.
  std::chrono::milliseconds standby_timeout() const noexcept;
  /// The standbys within the bound now, the next in turn first.
  std::vector<std::size_t> usable();
  std::optional<std::chrono::milliseconds> lag_of(std::size_t standby) const;
  /// It could not be reached: it is left alone until the next look.
  void set_aside(std::size_t standby);

 private:
  struct Answer {
    std::string log;   // of which cluster, on which timeline: only within one can places be compared
    Lsn place;         // up to where a primary has inserted, a standby replayed
    std::string seen;  // which transactions are seen at a primary
  };
  /// A session of its own, so that a pool that has run dry tells nothing of its server.
  class Probe {
   public:
    Probe(std::string url, const PoolOptions& options);
    /// What the only row says; nothing where there is none, or the server cannot be asked now or does not answer in
    /// time. A session that is lost costs such an answer before there is another.
    std::optional<Answer> ask(std::string_view sql, std::chrono::milliseconds timeout, std::stop_token stop) noexcept;

   private:
    std::string url_;
    ConnectionOptions options_;
    std::optional<Connection> connection_;
  };
  struct Standby {
    Standby(const std::string& url, const PoolOptions& options) : pool(url, options), probe(url, options) {}
    Pool pool;
    Probe probe;
    std::optional<Clock::time_point> as_of;  // what it shows is not older than this
  };
  struct Look {
    Clock::time_point when;
    Lsn place;  // a standby that has replayed up to there shows what was seen then
  };

  /// For an answer: behind `max_lag` it says nothing any more.
  std::chrono::milliseconds look_timeout() const noexcept;
  void watch_primary();
  void watch_standby(Standby& standby);
  // Under the mutex.
  void note_primary(Clock::time_point when, std::optional<Answer> answer);
  void note_standby(Standby& standby, const std::optional<Answer>& answer);

  const OwnProcess process_;
  const ReplicatedOptions options_;
  Pool primary_;
  Probe probe_;  // of the primary
  std::vector<std::unique_ptr<Standby>> standbys_;
  mutable std::mutex mutex_;
  std::string log_;           // the primary's, which all looks are of
  std::string seen_;          // at the last look, unless that was in vain
  std::deque<Look> looks_;    // at the primary, the oldest first
  std::uint64_t looked_ = 0;  // how often the primary was looked at, in vain or not
  std::size_t turn_ = 0;
  std::stop_source stop_;
  std::condition_variable changed_;
  std::vector<std::thread> threads_;
};

}  // namespace schemac::runtime::detail

// Looks at a primary and its standbys from time to time, and knows how old what each standby shows can be at most.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "schemac/runtime/replicated_pool.hpp"

namespace schemac::runtime::detail {

class ReplicaWatch {
 public:
  using Clock = std::chrono::steady_clock;
  using Lsn = std::int64_t;  // a place in the write-ahead log, in bytes

  ReplicaWatch(std::string primary, std::vector<std::string> standbys, const ReplicatedOptions& options);
  ReplicaWatch(const ReplicaWatch&) = delete;
  ReplicaWatch& operator=(const ReplicaWatch&) = delete;
  ~ReplicaWatch();

  void stop() noexcept;
  Pool& primary() noexcept { return primary_; }
  std::size_t size() const noexcept { return standbys_.size(); }
  Pool& pool_of(std::size_t standby) { return standbys_[standby]->pool; }
  /// The standbys within the bound now, the next in turn first.
  std::vector<std::size_t> usable();
  std::optional<std::chrono::milliseconds> lag_of(std::size_t standby) const;
  /// It could not be reached: it is left alone until the next look.
  void set_aside(std::size_t standby);

 private:
  /// A session of its own, so that a pool that has run dry tells nothing of its server.
  class Probe {
   public:
    Probe(std::string url, const PoolOptions& options);
    /// What the only value is; nothing where it is NULL or the server cannot be asked now.
    std::optional<Lsn> ask(std::string_view sql) noexcept;

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
    Lsn written;
  };

  void watch();
  void look();
  void note(std::size_t standby, std::optional<Lsn> replayed);

  const ReplicatedOptions options_;
  Pool primary_;
  Probe probe_;  // of the primary
  std::vector<std::unique_ptr<Standby>> standbys_;
  mutable std::mutex mutex_;
  std::deque<Look> looks_;  // at the primary, the oldest first
  std::size_t turn_ = 0;
  bool stopped_ = false;
  std::condition_variable stopping_;
  std::thread thread_;
};

}  // namespace schemac::runtime::detail

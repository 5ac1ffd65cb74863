#include "pool_state.hpp"

#include <algorithm>
#include <random>

#include "connect.hpp"
#include "quietly.hpp"
#include "schemac/runtime/error.hpp"
#include "wire.hpp"

namespace schemac::runtime::detail {
namespace {

std::chrono::milliseconds clamped(std::chrono::milliseconds time) {
  return std::max(countable(time), std::chrono::milliseconds(0));
}

PoolOptions checked(PoolOptions options) {
  if (options.maximum == 0) throw UsageError("a pool needs a maximum of at least one connection");
  if (options.minimum > options.maximum) throw UsageError("the minimum of a pool is above its maximum");
  options.acquire_timeout = clamped(options.acquire_timeout);
  options.idle_timeout = clamped(options.idle_timeout);
  options.max_lifetime = clamped(options.max_lifetime);
  options.leak_after = clamped(options.leak_after);
  options.ping_after = clamped(options.ping_after);
  options.ping_timeout = clamped(options.ping_timeout);
  return options;
}

/// Pools that began together, as those of a fleet do, would else connect anew together for ever.
std::chrono::milliseconds drawn_lifetime(std::chrono::milliseconds longest) {
  std::random_device lot;
  return longest - std::chrono::milliseconds(
                       std::uniform_int_distribution<std::chrono::milliseconds::rep>(0, longest.count() / 10)(lot));
}

}  // namespace

Deadline deadline_in(std::chrono::milliseconds timeout) noexcept { return PoolClock::now() + clamped(timeout); }

std::chrono::milliseconds left_of(Deadline deadline) noexcept {
  return clamped(std::chrono::ceil<std::chrono::milliseconds>(deadline - PoolClock::now()));
}

PoolState::PoolState(std::string url, PoolOptions options)
    : url_(std::move(url)), options_(checked(std::move(options))) {
  connection_text(url_, options_.connection);  // throws InvalidUrl here rather than in every acquire
  housekeeper_ = std::thread([this] { keep_house(); });
}

void PoolState::close() noexcept {
  if (!is_here()) return;
  std::thread housekeeper;
  std::deque<Owned> closing;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    open_ -= idle_.size();
    closing.swap(idle_);
    housekeeper.swap(housekeeper_);
    for (Waiter* waiter : waiting_) waiter->served.notify_one();
  }
  closing_.request_stop();  // what connects does not keep us waiting
  housekeeping_.notify_all();
  if (housekeeper.joinable()) housekeeper.join();
}

bool PoolState::drain(std::chrono::milliseconds timeout) {
  close();
  std::unique_lock lock(mutex_);
  return returned_.wait_for(lock, clamped(timeout), [this] { return lent_ == 0; });
}

std::unique_ptr<PooledConnection> PoolState::acquire(const Wanted& wanted) {
  if (!options_.on_acquire) return lend(wanted);
  const auto begun = PoolClock::now();
  AcquireEvent event;
  try {
    Owned lent = lend(wanted);
    event = {PoolClock::now() - begun, true};
    call_quietly(options_.on_acquire, event);
    return lent;
  } catch (...) {
    event.waited = PoolClock::now() - begun;
    call_quietly(options_.on_acquire, event);
    throw;
  }
}

std::unique_ptr<PooledConnection> PoolState::lend(const Wanted& wanted) {
  const auto until = deadline_in(wanted.timeout);
  Waiter self;
  // Made and destroyed without the mutex, which it takes itself.
  const std::stop_callback wake(wanted.stop, [&] {
    const std::lock_guard lock(mutex_);
    self.served.notify_one();
  });
  {
    std::unique_lock lock(mutex_);
    if (closed_) throw UsageError("the pool is closed");
    const auto place = waiting_.insert(waiting_.end(), &self);
    serve_waiters();
    const auto is_over = [&] { return self.is_served() || closed_ || wanted.stop.stop_requested(); };
    if (wanted.queues) self.served.wait_until(lock, until, is_over);
    if (!self.is_served()) {
      waiting_.erase(place);
      throw_run_dry(wanted);
    }
    ++lent_;
  }
  try {
    return hand_over(self, wanted, until);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    --lent_;
    free_slot();
    returned_.notify_all();
    throw;
  }
}

std::unique_ptr<PooledConnection> PoolState::hand_over(Waiter& served, const Wanted& wanted, Deadline until) {
  Owned lent = std::move(served.loan);
  auto now = PoolClock::now();
  try {
    if (lent == nullptr || !can_be_lent(*lent, now, until)) {
      lent.reset();  // its slot is ours already
      lent = connect(until, wanted.stop);
      now = PoolClock::now();
    }
  } catch (const PatienceLost&) {
    if (closing_.stop_requested()) throw UsageError("the pool was closed");
    if (wanted.stop.stop_requested()) throw QueryCanceled("the transaction was asked to stop");
    throw ConnectTimeout("a new connection of the pool was not made within " + std::to_string(wanted.timeout.count()) +
                         " ms: the server did not answer");
  }
  lent->lent_since = now;
  lent->file = wanted.file;
  lent->line = wanted.line;
  lent->told = false;
  lent->last_lent_to = std::this_thread::get_id();
  const std::lock_guard lock(mutex_);
  loans_.push_back(lent.get());
  if (options_.leak_after.count() != 0 && options_.on_leak) wake_housekeeper(lent->lent_since + options_.leak_after);
  return lent;
}

void PoolState::throw_run_dry(const Wanted& wanted) const {
  if (closed_) throw UsageError("the pool was closed");
  if (wanted.stop.stop_requested()) throw QueryCanceled("the transaction was asked to stop");
  std::string message = "no connection of the pool became free within " + std::to_string(wanted.timeout.count()) +
                        " ms: " + std::to_string(lent_) + " of " + std::to_string(options_.maximum) + " are lent";
  // Those that the housekeeper connects, and those that were just freed for somebody else.
  if (const std::size_t coming = open_ - idle_.size() - lent_; coming != 0)
    message += ", " + std::to_string(coming) + " are being made";
  if (!loans_.empty()) {
    const Loan longest = told_of(*loans_.front(), PoolClock::now());
    message += ", the longest since " + std::to_string(longest.held.count()) + " ms at " + longest.file + ":" +
               std::to_string(longest.line);
  }
  throw PoolTimeout(std::move(message));
}

void PoolState::give_back(std::unique_ptr<PooledConnection> loan) noexcept {
  if (!is_here()) return static_cast<void>(loan.release());
  // The server may be asked to roll back here, so the mutex is not held yet.
  const bool is_clean = loan->connection.owned_ != nullptr && loan->connection.owned_->come_clean();
  const auto now = PoolClock::now();
  Owned closing;  // declared before the lock, so that it is closed after it
  const std::lock_guard lock(mutex_);
  --lent_;
  loans_.remove(loan.get());
  returned_.notify_all();
  if (!is_clean || is_past_lifetime(*loan, now) || closed_) {
    closing = std::move(loan);
    free_slot();
    return;
  }
  loan->idle_since = now;
  if (loan->lifetime.count() != 0) wake_housekeeper(loan->made + loan->lifetime);
  if (options_.idle_timeout.count() != 0 && open_ > options_.minimum)
    wake_housekeeper(loan->idle_since + options_.idle_timeout);
  idle_.push_back(std::move(loan));
  serve_waiters();
}

/// He sleeps until something is due: whoever brings what is due later need not wake him, which takes as long as a short
/// query.
void PoolState::wake_housekeeper(std::optional<PoolClock::time_point> due) noexcept {
  if (due && wakes_at_ && *wakes_at_ <= *due) return;
  wakes_at_ = due;
  housekeeping_.notify_one();
}

/// The connection that was used last, so that the others can grow idle enough to be closed; but one that the thread
/// itself had a moment ago goes first: the scheduler has brought the two processes together.
std::unique_ptr<PooledConnection> PoolState::take_idle(std::thread::id thread) noexcept {
  constexpr std::chrono::milliseconds kMoment{10};
  auto chosen = std::prev(idle_.end());
  if ((*chosen)->last_lent_to != thread) {
    const auto since = PoolClock::now() - kMoment;
    for (auto loan = idle_.end(); loan != idle_.begin();) {
      if ((*--loan)->idle_since < since) break;
      if ((*loan)->last_lent_to != thread) continue;
      chosen = loan;
      break;
    }
  }
  Owned taken = std::move(*chosen);
  idle_.erase(chosen);
  return taken;
}

Pool::Counts PoolState::counts() const {
  const std::lock_guard lock(mutex_);
  return {.idle = idle_.size(), .lent = lent_, .waiting = waiting_.size(), .opened = opened_};
}

std::vector<Loan> PoolState::loans() const {
  const auto now = PoolClock::now();
  const std::lock_guard lock(mutex_);
  std::vector<Loan> all;
  for (const PooledConnection* lent : loans_) all.push_back(told_of(*lent, now));
  return all;
}

Loan PoolState::told_of(const PooledConnection& lent, PoolClock::time_point now) const {
  return {lent.file, lent.line, std::chrono::duration_cast<std::chrono::milliseconds>(now - lent.lent_since),
          lent.lifetime};
}

std::vector<Loan> PoolState::take_leaks(PoolClock::time_point now) {
  std::vector<Loan> leaks;
  if (options_.leak_after.count() == 0 || !options_.on_leak) return leaks;
  for (PooledConnection* lent : loans_) {
    if (lent->told || now - lent->lent_since < options_.leak_after) continue;
    lent->told = true;
    leaks.push_back(told_of(*lent, now));
  }
  return leaks;
}

std::unique_ptr<PooledConnection> PoolState::connect(Deadline until, const std::stop_token& stop) {
  std::stop_source given_up;
  const auto give_up = [&] { given_up.request_stop(); };
  const std::stop_callback when_closed(closing_.get_token(), give_up);
  const std::stop_callback when_stopped(stop, give_up);
  const Patience patience{until, given_up.get_token()};
  const auto now = PoolClock::now();
  Owned made(new PooledConnection{Connection(std::make_unique<Wire>(url_, options_.connection, patience)), now,
                                  drawn_lifetime(options_.max_lifetime), now});
  if (options_.on_connect) {
    const Wire& wire = *made->connection.owned_;
    within_patience(PQsocket(wire.raw()), patience, [&] { options_.on_connect(made->connection); });
    wire.raw();  // throws where it was lost or closed
    if (wire.transaction_status() != PQTRANS_IDLE) throw UsageError("on_connect has left a transaction open");
    if (!wire.speaks_utf8()) wire.throw_other_encoding();
  }
  const std::lock_guard lock(mutex_);
  ++opened_;
  return made;
}

bool PoolState::can_be_lent(PooledConnection& loan, PoolClock::time_point now, Deadline until) const {
  Wire& wire = *loan.connection.owned_;
  if (is_past_lifetime(loan, now) || !wire.is_alive()) return false;
  return now - loan.idle_since < options_.ping_after || wire.answers(std::min(until, now + options_.ping_timeout));
}

bool PoolState::is_past_lifetime(const PooledConnection& loan, PoolClock::time_point now) noexcept {
  return loan.lifetime.count() != 0 && now - loan.made >= loan.lifetime;
}

void PoolState::serve_waiters() noexcept {
  while (!waiting_.empty() && !closed_) {
    Waiter& first = *waiting_.front();
    if (!idle_.empty()) {
      first.loan = take_idle(first.thread);
    } else if (open_ < options_.maximum) {
      ++open_;
      first.may_connect = true;
    } else {
      return;
    }
    waiting_.pop_front();
    first.served.notify_one();
  }
}

void PoolState::free_slot() noexcept {
  --open_;
  serve_waiters();
  wake_housekeeper({});  // the minimum may have to be made up
}

std::vector<std::unique_ptr<PooledConnection>> PoolState::take_expired(PoolClock::time_point now) {
  std::vector<Owned> expired;
  for (auto loan = idle_.begin(); loan != idle_.end();) {
    const bool too_idle = options_.idle_timeout.count() != 0 && open_ > options_.minimum &&
                          now - (*loan)->idle_since >= options_.idle_timeout;
    if (!too_idle && !is_past_lifetime(**loan, now)) {
      ++loan;
      continue;
    }
    expired.push_back(std::move(*loan));
    loan = idle_.erase(loan);
    --open_;
  }
  return expired;
}

std::optional<PoolClock::time_point> PoolState::next_expiry() const {
  std::optional<PoolClock::time_point> next;
  const auto consider = [&next](PoolClock::time_point when) { next = next ? std::min(*next, when) : when; };
  for (const Owned& loan : idle_) {
    if (loan->lifetime.count() != 0) consider(loan->made + loan->lifetime);
    if (options_.idle_timeout.count() != 0 && open_ > options_.minimum) {
      consider(loan->idle_since + options_.idle_timeout);
    }
  }
  if (options_.leak_after.count() != 0 && options_.on_leak)
    for (const PooledConnection* lent : loans_)
      if (!lent->told) consider(lent->lent_since + options_.leak_after);
  return next;
}

void PoolState::keep_house() {
  constexpr std::chrono::seconds kRetry{1};  // after a failed attempt to make up the minimum
  std::unique_lock lock(mutex_);
  while (!closed_) {
    if (auto expired = take_expired(PoolClock::now()); !expired.empty()) {
      serve_waiters();
      lock.unlock();
      expired.clear();  // closing tells the server, which takes its time
      lock.lock();
      continue;
    }
    if (const auto leaks = take_leaks(PoolClock::now()); !leaks.empty()) {
      lock.unlock();
      for (const Loan& leak : leaks) call_quietly(options_.on_leak, leak);
      lock.lock();
      continue;
    }
    if (open_ < options_.minimum) {
      if (!fill_up(lock)) housekeeping_.wait_for(lock, kRetry, [this] { return closed_; });
      continue;
    }
    wakes_at_ = next_expiry();
    if (const auto next = wakes_at_) {
      housekeeping_.wait_until(lock, *next);
    } else {
      housekeeping_.wait(lock);
    }
  }
}

bool PoolState::fill_up(std::unique_lock<std::mutex>& lock) {
  ++open_;
  lock.unlock();
  Owned made;
  try {
    made = connect(Deadline::max(), {});  // each host has its connect timeout
  } catch (...) {
    // Whoever acquires meets the same obstacle and is told; nobody listens here.
  }
  lock.lock();
  if (made == nullptr || closed_) {
    free_slot();
    lock.unlock();
    const bool connected = made != nullptr;
    made.reset();
    lock.lock();
    return connected;
  }
  idle_.push_back(std::move(made));
  serve_waiters();
  return true;
}

}  // namespace schemac::runtime::detail

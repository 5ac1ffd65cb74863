#include "schemac/runtime/pool.hpp"

#include <algorithm>
#include <new>

#include "pool_state.hpp"
#include "schemac/runtime/error.hpp"

namespace schemac::runtime {

Pool::Pool(std::string url, PoolOptions options)
    : state_(std::make_shared<detail::PoolState>(std::move(url), std::move(options))) {}

Pool::~Pool() {
  state_->close();
  // Its housekeeper is not here to be waited for, nor who may hold its mutex.
  if (!state_->is_here()) static_cast<void>(new (std::nothrow) std::shared_ptr(std::move(state_)));
}

Lease Pool::acquire(const char* file, int line) {
  return Lease(state_, state_->acquire({.timeout = state_->acquire_timeout(), .file = file, .line = line}));
}

Lease Pool::acquire_within(std::chrono::milliseconds timeout, const char* file, int line) {
  return Lease(state_, state_->acquire({.timeout = timeout, .file = file, .line = line}));
}

Lease Pool::acquire_unless_busy(std::chrono::milliseconds timeout, std::stop_token stop, const char* file, int line) {
  return Lease(state_, state_->acquire(
                           {.timeout = timeout, .file = file, .line = line, .queues = false, .stop = std::move(stop)}));
}

Lease Pool::acquire_for(const TransactionOptions& options, const char* file, int line) {
  std::chrono::milliseconds timeout = state_->acquire_timeout();
  if (options.deadline) timeout = std::min(timeout, detail::left_of(*options.deadline));
  try {
    return Lease(state_, state_->acquire({.timeout = timeout, .file = file, .line = line, .stop = options.stop}));
  } catch (const PoolTimeout& run_dry) {
    if (!options.deadline || std::chrono::steady_clock::now() < *options.deadline) throw;
    throw DeadlineExceeded(std::string("the deadline of the transaction has passed: ") + run_dry.what());
  }
}

Pool::Counts Pool::counts() const { return state_->counts(); }

std::vector<Loan> Pool::loans() const { return state_->loans(); }

bool Pool::drain(std::chrono::milliseconds timeout) { return state_->drain(timeout); }

void Pool::close() noexcept { state_->close(); }

Lease::Lease(std::shared_ptr<detail::PoolState> pool, std::unique_ptr<detail::PooledConnection> loan) noexcept
    : pool_(std::move(pool)), loan_(std::move(loan)) {
  wire_ = loan_->connection.wire_;
}

Lease::Lease(Lease&& other) noexcept : pool_(std::move(other.pool_)), loan_(std::move(other.loan_)) {
  wire_ = std::exchange(other.wire_, nullptr);
}

Lease& Lease::operator=(Lease&& other) noexcept {
  if (this == &other) return *this;
  release();
  pool_ = std::move(other.pool_);
  loan_ = std::move(other.loan_);
  wire_ = std::exchange(other.wire_, nullptr);
  return *this;
}

Lease::~Lease() { release(); }

Connection& Lease::operator*() const& noexcept { return loan_->connection; }

void Lease::release() noexcept {
  wire_ = nullptr;
  if (loan_ != nullptr) pool_->give_back(std::move(loan_));
  pool_.reset();
}

}  // namespace schemac::runtime

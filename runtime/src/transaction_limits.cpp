#include "transaction_limits.hpp"

#include <algorithm>
#include <limits>

#include "prepared.hpp"
#include "schemac/runtime/codec/text.hpp"
#include "schemac/runtime/error.hpp"
#include "wire.hpp"

namespace schemac::runtime::detail {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// The server keeps an int of milliseconds; longer is for ever.
milliseconds checked(milliseconds timeout) {
  if (timeout.count() < 0) throw UsageError("a timeout cannot be negative");
  return timeout.count() > std::numeric_limits<std::int32_t>::max() ? milliseconds(0) : timeout;
}

std::string set_local(const char* name, milliseconds timeout) {
  return std::string("; SET LOCAL ") + name + " = " + std::to_string(timeout.count());
}

}  // namespace

TransactionLimits::TransactionLimits(Wire& wire, const TransactionOptions& options)
    : wire_(wire),
      statement_timeout_(checked(options.statement_timeout)),
      lock_timeout_(checked(options.lock_timeout)),
      deadline_(options.deadline),
      stop_(options.stop) {
  before_statement();
  Deadline hang_up_at = Deadline::max();
  if (deadline_) {
    // Each time that it is told costs a round trip; so it is told about ten times at most.
    tolerance_ = std::max(milliseconds(5), std::chrono::ceil<milliseconds>(*deadline_ - Clock::now()) / 10);
    constexpr milliseconds kWayBack(500);  // of an answer that the server gave in time
    if (*deadline_ < Deadline::max() - tolerance_ - kWayBack) hang_up_at = *deadline_ + tolerance_ + kWayBack;
  }
  if (hang_up_at != Deadline::max() || stop_.stop_possible()) {
    hang_up_ = std::make_unique<HangUp>(PQsocket(wire.raw()), hang_up_at);
    hang_up_->rest();
  }
  if (stop_.stop_possible()) on_stop_.emplace(stop_, [this] { stop(); });
}

void TransactionLimits::stop() noexcept {
  constexpr std::chrono::seconds kGrace(1);  // for the server to give up what runs, and to say so
  hang_up_->by(Clock::now() + kGrace);
  // Before it has begun there is nothing to cancel, and what would come next is not sent.
  if (begun_ && !wire_.cancel()) cancel_is_late_ = true;
}

std::unique_ptr<HangUp> TransactionLimits::take_hang_up() noexcept {
  on_stop_.reset();  // waits for who is stopping it
  if (cancel_is_late_) hang_up_->now();
  wait();
  return std::move(hang_up_);
}

void TransactionLimits::raise_unanswered(ErrorFields fields) const {
  if (stop_.stop_requested() && !is_over()) {
    fields.message = "the transaction was asked to stop, and the server did not answer: " + fields.message;
    throw QueryCanceled(std::move(fields));
  }
  fields.message = "the deadline of the transaction has passed, and the server did not answer: " + fields.message;
  throw DeadlineExceeded(std::move(fields));
}

milliseconds TransactionLimits::statement_timeout() const {
  if (!deadline_) return statement_timeout_;
  const milliseconds left = std::max(milliseconds(1), std::chrono::ceil<milliseconds>(*deadline_ - Clock::now()));
  return checked(statement_timeout_.count() == 0 ? left : std::min(left, statement_timeout_));
}

std::string TransactionLimits::settings() {
  std::string sql;
  told_ = statement_timeout();
  if (told_.count() != 0) sql += set_local("statement_timeout", told_);
  if (lock_timeout_.count() != 0) sql += set_local("lock_timeout", lock_timeout_);
  return sql;
}

void TransactionLimits::apply_settings(const TransactionOptions& options) {
  begun_ = true;
  throw_if_stopped();
  if (options.settings.empty()) return;
  // https://www.postgresql.org/docs/15/functions-admin.html#FUNCTIONS-ADMIN-SET
  std::string sql = "SELECT ";
  Parameters values;
  for (const auto& [name, value] : options.settings) {
    if (values.size() != 0) sql += ", ";
    sql += "set_config($" + std::to_string(values.size() + 1) + ", $" + std::to_string(values.size() + 2) + ", true)";
    values.add(name);
    values.add(value);
  }
  execute_once(wire_, sql, values, nullptr);
}

void TransactionLimits::throw_if_stopped() const {
  if (stop_.stop_requested()) throw QueryCanceled("the transaction was asked to stop");
}

void TransactionLimits::before_statement() {
  throw_if_stopped();
  if (!deadline_) return;
  if (is_over()) throw DeadlineExceeded("the deadline of the transaction has passed");
  const milliseconds timeout = statement_timeout();
  const bool is_shorter = told_.count() == 0 || timeout + tolerance_ < told_;
  if (timeout.count() == 0 || !is_shorter || wire_.transaction_status() != PQTRANS_INTRANS) return;
  told_ = timeout;
  wire_.command(("SET LOCAL statement_timeout = " + std::to_string(timeout.count())).c_str());
}

bool TransactionLimits::is_over() const { return deadline_ && Clock::now() >= *deadline_; }

}  // namespace schemac::runtime::detail

// How long a transaction and its statements may take, and who may stop it. What the server can watch over it is told:
// timeouts once at the beginning, a deadline as the statement timeout that is left, whenever that has become noticeably
// shorter. A server that does not answer even then is hung up on.
// https://www.postgresql.org/docs/15/runtime-config-client.html
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "hang_up.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/transaction.hpp"

namespace schemac::runtime::detail {

class Wire;

/// For a rollback or a savepoint when the time is over: it takes a round trip, and what is hung up on is rolled back
/// too.
inline constexpr std::chrono::seconds kRollback(5);

class TransactionLimits {
 public:
  /// @throws UsageError where an option cannot be
  TransactionLimits(Wire& wire, const TransactionOptions& options);

  /// Behind the BEGIN, in the same message: `; SET LOCAL …`, or nothing.
  std::string settings();
  /// Tells the server the values that the transaction's `settings` have, as parameters.
  void apply_settings(const TransactionOptions& options);
  /// Before each statement of the transaction.
  /// @throws DeadlineExceeded, QueryCanceled: then nothing is sent
  void before_statement();
  /// A rollback to a savepoint has taken back what the server was told since.
  void rolled_back() noexcept { told_ = {}; }
  /// Whether a statement that the server gave up was given up for the deadline.
  bool is_over() const;
  /// Whether the connection was lost to the deadline or to who stops it: the server did not answer.
  bool has_hung_up() const noexcept { return hang_up_ != nullptr && hang_up_->is_done(); }
  /// Throws what it was lost to. @pre has_hung_up()
  [[noreturn]] void raise_unanswered(ErrorFields fields) const;
  /// Somebody waits for an answer, or nobody does: else it is not hung up on. @return whether nobody did
  bool wait() noexcept { return hang_up_ != nullptr && hang_up_->wait(kRollback); }
  void rest() noexcept {
    if (hang_up_ != nullptr) hang_up_->rest();
  }
  /// What hangs up, for a rollback that outlives this; nobody stops the transaction any more.
  std::unique_ptr<HangUp> take_hang_up() noexcept;

 private:
  using Milliseconds = std::chrono::milliseconds;
  void throw_if_stopped() const;
  /// From the thread that asks for it.
  void stop() noexcept;
  /// What a statement may take that begins now; 0: as long as it wants.
  Milliseconds statement_timeout() const;

  Wire& wire_;
  Milliseconds statement_timeout_;
  Milliseconds lock_timeout_;
  std::optional<Deadline> deadline_;
  std::unique_ptr<HangUp> hang_up_;
  Milliseconds tolerance_{};  // by how much a statement may be told too much
  Milliseconds told_{};       // 0: it is not known what holds
  std::stop_token stop_;
  std::atomic<bool> begun_{false};           // there is something that can be cancelled
  std::atomic<bool> cancel_is_late_{false};  // it may reach what follows on the connection
  std::optional<std::stop_callback<std::function<void()>>> on_stop_;
};

}  // namespace schemac::runtime::detail

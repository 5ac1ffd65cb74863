// What an executor talks through: libpqxx's connection, the libpq connection under it, and what belongs to this one
// session (prepared statements, the types it has met, the transaction under way, who hears notices).
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <pqxx/connection_base>
#include <string>
#include <string_view>
#include <thread>

#include "canceller.hpp"
#include "libpq.hpp"
#include "patience.hpp"
#include "prepared.hpp"
#include "process.hpp"
#include "schemac/runtime/connection.hpp"
#include "schemac/runtime/transaction.hpp"
#include "statement_cache.hpp"
#include "transaction_limits.hpp"
#include "type_names.hpp"

namespace schemac::runtime::detail {

class Frame;

class Wire {
 public:
  /// Connects. Throws as `Connection` does, and PatienceLost.
  Wire(const std::string& url, const ConnectionOptions& options, const Patience& patience = {});
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire();

  /// In a process that was forked off, nothing is said to the server.
  void close() noexcept;
  /// Also whether it is of this process.
  bool is_open() const noexcept;

  /// @throws UsageError once closed, ConnectionFailure once lost
  PGconn* raw() const;
  pqxx::connection_base& driver() const { return *driver_; }
  PGTransactionStatusType transaction_status() const noexcept { return PQtransactionStatus(raw_); }

  /// Throws unless the result is rows or a command done. A null result is libpq's word for a lost connection.
  ResultPtr checked(PGresult* result, std::string_view sql) const;
  ResultPtr checked(ResultPtr result, std::string_view sql) const { return checked(result.release(), sql); }
  /// Throws what an unsuccessful result tells.
  [[noreturn]] void fail(const PGresult* result, std::string_view sql) const;
  /// What it tells, of an error or of a lost connection.
  ErrorFields fields_of(const PGresult* result, std::string_view sql) const;
  /// Throws it as what it is: DeadlineExceeded, CommitInDoubt and ConnectionFailure, which no SQLSTATE says, among
  /// them.
  [[noreturn]] void raise(ErrorFields fields) const;
  /// Of a connection that was lost: where nothing says why, what the server said as it ended the session, if it did.
  void add_last_words(ErrorFields& fields) const;
  /// One command of ours, without parameters, which commits nothing.
  void command(const char* sql);
  /// The same, of which an observer hears: what begins or ends a transaction.
  void observed_command(const char* sql);

  /// While a thread is within, no other may be: what it has begun would be ended under it.
  class Use {
   public:
    /// @throws UsageError where another thread is within
    explicit Use(Wire& wire);
    /// Goes on all the same, for what has to be put away.
    Use(Wire& wire, std::nothrow_t) noexcept : wire_(wire), outermost_(wire.enter() == Entry::first) {}
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() {
      if (outermost_) wire_.user_.store({}, std::memory_order_release);
    }

   private:
    Wire& wire_;
    bool outermost_;
  };

  /// While somebody waits for the server: only then a transaction whose time is over is hung up on.
  class Waiting {
   public:
    /// @throws UsageError as Use does
    explicit Waiting(Wire& wire) : wire_(wire), use_(wire), begun_(wire.begins_to_wait()) {}
    Waiting(Wire& wire, std::nothrow_t quiet) noexcept
        : wire_(wire), use_(wire, quiet), begun_(wire.begins_to_wait()) {}
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting() {
      if (begun_ && wire_.limits_ != nullptr) wire_.limits_->rest();
    }

   private:
    Wire& wire_;
    Use use_;
    bool begun_;
  };

  /// Before each statement of an executor. @throws UsageError where the session was told to speak another encoding
  void before_statement() {
    if (!speaks_utf8()) throw_other_encoding();
    before_command();
  }
  /// The same before one that is ASCII alone, which is the same in every encoding: what the transaction around it may
  /// still take, and what is put out.
  void before_command() {
    commits_itself_ = false;
    drop_notifications();
    if (limits_ != nullptr) limits_->before_statement();
    if (!statements_.put_out_names().empty()) deallocate_put_out(*this);
  }
  /// Right before a statement goes to the server: where no transaction is open, or one that the program's own SQL has
  /// begun and may end, nobody knows whether it was committed when the connection is lost before it is answered.
  void sending() noexcept { sending(frame_ == nullptr || transaction_status() == PQTRANS_IDLE); }
  void sending(bool commits_itself) noexcept { commits_itself_ = commits_itself; }
  /// Whether what was sent last is committed as soon as it is done.
  bool commits_itself() const noexcept { return commits_itself_; }

  /// The program's own SQL may have ended the transaction that is open here: nothing belongs to it any more then.
  void after_run_time_sql() noexcept {
    if (frame_ != nullptr && transaction_status() == PQTRANS_IDLE) leave_transaction();
  }

  void begin(Transaction& transaction, const TransactionOptions& options, const std::string& opening = {});
  void commit();
  void rollback();
  void rolled_back_to_savepoint() noexcept {
    if (limits_ != nullptr) limits_->rolled_back();
  }

  /// From any thread. @return false where the server has not taken it in a moment: see Canceller
  bool cancel() noexcept { return canceller_.ask(); }

  /// What is written and read here is UTF-8; libpq is told by the server when the session's encoding changes.
  bool speaks_utf8() const noexcept { return PQclientEncoding(raw_) == utf8_; }
  [[noreturn]] void throw_other_encoding() const;

  /// Makes the session fit for somebody else: nothing of a transaction is left. @return false when it is not
  bool come_clean() noexcept;
  /// Looks, without asking the server, whether it has hung up meanwhile.
  bool is_alive() const noexcept;
  /// Asks the server for a sign of life. @pre no transaction is open
  /// @return whether it came in time; the session is of no use else
  bool answers(Deadline until) noexcept;

  /// The transaction that is open where a stream began it; null else. All streams that are under way share it.
  std::shared_ptr<Transaction> stream_transaction() const noexcept { return stream_transaction_.lock(); }
  void share_with_streams(const std::shared_ptr<Transaction>& transaction) noexcept {
    stream_transaction_ = transaction;
  }

  /// A number that no cursor of this session had yet.
  std::uint64_t next_cursor() noexcept { return ++cursors_; }

  /// Empty: nobody listens.
  const std::function<void(const QueryEvent&)>& on_query() const noexcept { return on_query_; }

  StatementCache& statements() noexcept { return statements_; }
  TypeNames& types() noexcept { return types_; }
  std::function<void(const Notice&)> notice_handler;

 private:
  enum class Entry : std::uint8_t { first, nested, refused };
  Entry enter() noexcept {
    std::thread::id user{};
    const std::thread::id self = std::this_thread::get_id();
    if (user_.compare_exchange_strong(user, self, std::memory_order_acquire)) return Entry::first;
    return user == self ? Entry::nested : Entry::refused;
  }
  [[noreturn]] void throw_lost() const;
  /// A notice, or an error that came while nothing was asked, which libpq makes a notice: that ends the session.
  void hear(const PGresult* notice) noexcept;
  bool begins_to_wait() noexcept { return limits_ != nullptr && limits_->wait(); }
  void fix_settings(const Patience& patience);
  /// Nobody hears them: what a program's own LISTEN brings must not pile up.
  void drop_notifications() const noexcept {
    while (PGnotify* const notification = PQnotifies(raw_)) PQfreemem(notification);
  }
  void leave_transaction() noexcept;
  void roll_back_in_time() noexcept;
  void leave_to_other_process() noexcept;

  std::shared_ptr<pqxx::connection_base> driver_;  // nobody else's; see connect()
  PGconn* raw_ = nullptr;
  OwnProcess process_;
  Canceller canceller_;
  StatementCache statements_;
  std::uint64_t cursors_ = 0;
  std::weak_ptr<Transaction> stream_transaction_;
  std::function<void(const QueryEvent&)> on_query_;
  TypeNames types_;
  int utf8_ = -1;                              // what libpq calls it; a pooler that never says stays as it began
  std::optional<ErrorFields> last_words_;      // of a server that has ended the session
  std::unique_ptr<TransactionLimits> limits_;  // of the transaction
  std::unique_ptr<Frame> frame_;
  Executor* transaction_ = nullptr;
  bool commits_itself_ = false;          // what is under way
  std::atomic<std::thread::id> user_{};  // who is within; nobody: none
};

}  // namespace schemac::runtime::detail

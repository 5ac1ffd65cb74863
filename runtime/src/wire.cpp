#include "wire.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <new>
#include <pqxx/except>

#include "answer.hpp"
#include "connect.hpp"
#include "frame.hpp"
#include "observe.hpp"
#include "schemac/runtime/statement_text.hpp"

namespace schemac::runtime::detail {
namespace {

struct Setting {
  const char* name;
  const char* value;
  const char* reported;  // how the server reports it when it is already so
};

// What text results depend on (binary ones do not) and what the reading of literals does. The server reports all of
// these when a session begins, so that mostly nothing has to be said.
// https://www.postgresql.org/docs/15/libpq-status.html#LIBPQ-PQPARAMETERSTATUS
constexpr Setting kSettings[] = {
    {"client_encoding", "UTF8", "UTF8"},
    {"DateStyle", "ISO, MDY", "ISO, MDY"},
    {"IntervalStyle", "postgres", "postgres"},
    {"standard_conforming_strings", "on", "on"},
};

constexpr const char* kStreamAround =
    "a stream is read on this connection, in a transaction of its own that only reads: begin a transaction around "
    "both, or use another connection";

/// Whether it says that a session was ended without doing what it was asked: shut down, crashed, not up yet, dropped,
/// idle for too long. https://www.postgresql.org/docs/15/errcodes-appendix.html
bool says_not_done(std::string_view sqlstate) {
  return sqlstate.starts_with("57P") || sqlstate == "25P03" || sqlstate == "25P04";
}

/// Whether SQL by itself may have committed what it did before it was cut off: a procedure or block, or a script that
/// ends transactions of its own. A semicolon in a literal begins no statement; who takes it for one is on the safe
/// side.
bool commits_midway(std::string_view sql) {
  for (;;) {
    const std::string verb = first_word(sql);
    if (verb == "CALL" || verb == "DO" || verb == "COMMIT" || verb == "END" || verb == "PREPARE") return true;
    const std::size_t next = sql.find(';');
    if (next == std::string_view::npos) return false;
    sql.remove_prefix(next + 1);
  }
}

}  // namespace

Wire::Wire(const std::string& url, const ConnectionOptions& options, const Patience& patience)
    : driver_(connect(connection_text(url, options) + password_text(options), patience)),
      raw_(raw_connection(*driver_)),
      canceller_(raw_),
      statements_(options.statement_cache_size),
      on_query_(options.on_query) {
  PQsetNoticeReceiver(
      raw_, [](void* wire, const PGresult* result) { static_cast<Wire*>(wire)->hear(result); }, this);
  fix_settings(patience);
  utf8_ = PQclientEncoding(raw_);
}

Wire::~Wire() { close(); }

void Wire::fix_settings(const Patience& patience) {
  std::string sql;
  for (const Setting& setting : kSettings) {
    const char* reported = PQparameterStatus(raw_, setting.name);
    if (reported != nullptr && std::string_view(reported) == setting.reported) continue;
    sql.append("SET ").append(setting.name).append(" = '").append(setting.value).append("'; ");
  }
  if (sql.empty()) return;
  within_patience(PQsocket(raw_), patience, [&] { command(sql.c_str()); });
}

void Wire::close() noexcept {
  leave_transaction();
  notice_handler = nullptr;
  if (raw_ != nullptr && !process_.is_here()) leave_to_other_process();
  raw_ = nullptr;
  driver_.reset();
}

void Wire::leave_to_other_process() noexcept {
  ::close(PQsocket(raw_));
  static_cast<void>(new (std::nothrow) std::shared_ptr(std::move(driver_)));  // it would say good-bye to the server
}

bool Wire::is_open() const noexcept {
  return raw_ != nullptr && PQstatus(raw_) == CONNECTION_OK && !last_words_ && process_.is_here();
}

PGconn* Wire::raw() const {
  if (raw_ == nullptr) throw UsageError("the connection is closed");
  if (PQstatus(raw_) != CONNECTION_OK || last_words_) throw_lost();
  return raw_;
}

void Wire::throw_lost() const {
  ErrorFields fields;
  add_last_words(fields);
  fields.message.insert(0, fields.message.empty() ? "" : ": ").insert(0, "the connection to the server is lost");
  throw ConnectionFailure(std::move(fields));
}

void Wire::hear(const PGresult* notice) noexcept {
  // libpq is in the midst of a result: nothing may leap over it.
  const auto tell = [this](const ErrorFields& fields) {
    if (ends_session(fields)) last_words_ = fields;
    if (notice_handler)
      notice_handler(Notice{fields.severity, fields.sqlstate, fields.message, fields.detail, fields.hint});
  };
  if (notice_handler || ends_session(notice)) call_quietly(tell, error_fields(notice, {}));
}

void Wire::add_last_words(ErrorFields& fields) const {
  if (!fields.sqlstate.empty() || raw_ == nullptr) return;
  if (!last_words_ && PQstatus(raw_) == CONNECTION_BAD) {
    // What was under way is done with; what was sent after it is read as if nothing had been asked.
    constexpr int kMost = 8;
    for (int result = 0; result < kMost && ResultPtr(PQgetResult(raw_)) != nullptr;) ++result;
    PQisBusy(raw_);  // reads on
  }
  if (!last_words_) return;
  ErrorFields said = *last_words_;
  said.statement = std::move(fields.statement);
  fields = std::move(said);
}

ResultPtr Wire::checked(PGresult* result, std::string_view sql) const {
  ResultPtr owned(result);
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail(result, sql);
  return owned;
}

ErrorFields Wire::fields_of(const PGresult* result, std::string_view sql) const {
  ErrorFields fields = error_fields(result, sql);
  if (fields.message.empty()) fields.message = first_line(PQerrorMessage(raw_));
  switch (PQresultStatus(result)) {
    case PGRES_EMPTY_QUERY:
      fields.message = "the statement is empty";
      break;
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
    case PGRES_COPY_BOTH:
      fields.message = "COPY from or to the client is not part of this call";
      break;
    default:
      break;
  }
  return fields;
}

void Wire::fail(const PGresult* result, std::string_view sql) const { raise(fields_of(result, sql)); }

void Wire::raise(ErrorFields fields) const {
  if (fields.sqlstate == "57014" && limits_ != nullptr && limits_->is_over()) throw DeadlineExceeded(std::move(fields));
  // Where nothing could be written libpq does not say that the connection is lost; reading finds the end.
  const bool lost = fields.sqlstate.empty() ? !is_alive() : ends_session(fields);
  // A server that ends the session has not done what it was asked, but for what had committed before; one that is gone
  // says nothing, and a pooler says what it likes.
  fields.may_be_committed = commits_itself_ && commits_midway(fields.statement);
  const bool known = says_not_done(fields.sqlstate) && !fields.may_be_committed;
  if (lost) add_last_words(fields);
  if (lost && !known) {
    if (!commits_itself_ && limits_ != nullptr && limits_->has_hung_up()) limits_->raise_unanswered(std::move(fields));
    if (!commits_itself_) throw ConnectionFailure(std::move(fields));
    fields.message =
        "the connection was lost before the statement was answered, which may have been done or not: " + fields.message;
    throw CommitInDoubt(std::move(fields));
  }
  if (fields.sqlstate == "25006" && stream_transaction() != nullptr) fields.message.append(": ").append(kStreamAround);
  throw_typed(std::move(fields));
}

Wire::Use::Use(Wire& wire) : wire_(wire) {
  const Entry entry = wire.enter();
  if (entry == Entry::refused)
    throw UsageError(
        "another thread is using this connection: it is for one at a time, and a `Pool` is what threads share");
  outermost_ = entry == Entry::first;
}

void Wire::command(const char* sql) {
  const Waiting waiting(*this);
  commits_itself_ = false;
  checked(answer_to(raw(), sql), sql);
}

void Wire::observed_command(const char* sql) {
  const Waiting waiting(*this);
  commits_itself_ = false;
  observed(*this, sql, [&] { return checked(answer_to(raw(), sql), sql); });
}

void Wire::begin(Transaction& transaction, const TransactionOptions& options, const std::string& opening) {
  const Use use(*this);
  raw();
  if (frame_ != nullptr || transaction_status() != PQTRANS_IDLE) {
    if (stream_transaction() != nullptr)
      throw UsageError(std::string("no transaction can begin here: ") + kStreamAround);
    throw UsageError("a transaction is open on this connection already; a `Savepoint` nests");
  }
  limits_ = std::make_unique<TransactionLimits>(*this, options);
  try {
    if (!statements_.put_out_names().empty()) deallocate_put_out(*this);
    frame_ = std::make_unique<Frame>(*this, options, limits_->settings() + opening);
    limits_->apply_settings(options);
  } catch (const pqxx::failure& failure) {
    leave_transaction();
    throw ConnectionFailure(first_line(failure.what()));
  } catch (...) {
    leave_transaction();
    throw;
  }
  transaction_ = &transaction;
  transaction_->wire_ = this;
}

void Wire::throw_other_encoding() const {
  const char* encoding = pg_encoding_to_char(PQclientEncoding(raw()));
  throw UsageError(
      std::string("the session was told to speak ") + encoding +
      " (`client_encoding`), and values are UTF-8: nothing is sent until it is told `SET client_encoding = "
      "'UTF8'`");
}

void Wire::commit() {
  const Use use(*this);
  try {
    before_command();
    frame_->commit();
  } catch (const pqxx::failure& failure) {
    leave_transaction();
    // Before COMMIT was sent: libpqxx looks whether the connection still stands.
    throw ConnectionFailure(first_line(failure.what()));
  } catch (...) {
    leave_transaction();
    throw;
  }
  leave_transaction();
}

void Wire::rollback() {
  const Use use(*this);
  leave_transaction();
}

void Wire::leave_transaction() noexcept {
  // From here on nobody stops it: a rollback is let end, if the server answers.
  const auto hang_up = limits_ != nullptr ? limits_->take_hang_up() : nullptr;
  limits_.reset();
  frame_.reset();  // rolls back what has not ended
  if (transaction_ != nullptr) transaction_->wire_ = nullptr;
  transaction_ = nullptr;
  stream_transaction_.reset();
}

bool Wire::come_clean() noexcept {
  if (is_open() && (frame_ != nullptr || transaction_status() != PQTRANS_IDLE)) roll_back_in_time();
  leave_transaction();
  notice_handler = nullptr;
  if (!is_open() || PQpipelineStatus(raw_) != PQ_PIPELINE_OFF || !speaks_utf8()) return false;
  // A request to cancel that is still on its way would cancel what the next one runs.
  return transaction_status() == PQTRANS_IDLE && !canceller_.is_asking() && is_alive();
}

void Wire::roll_back_in_time() noexcept {
  try {
    const HangUp hang_up(PQsocket(raw_), std::chrono::steady_clock::now() + kRollback);
    leave_transaction();
    if (!is_open() || PQpipelineStatus(raw_) != PQ_PIPELINE_OFF) return;
    // What began by a BEGIN of run-time SQL.
    if (transaction_status() == PQTRANS_INTRANS || transaction_status() == PQTRANS_INERROR) command("ROLLBACK");
  } catch (const std::exception&) {
    // It is not idle then, so that nobody gets it.
  }
}

bool Wire::is_alive() const noexcept {
  // A server that hangs up first says why, and that is enough; else it may take two readings to come to the end.
  for (int reading = 0; reading < 8 && is_open(); ++reading) {
    pollfd socket{PQsocket(raw_), POLLIN, 0};
    if (::poll(&socket, 1, 0) <= 0) return true;
    if (PQconsumeInput(raw_) == 0) return false;
    PQisBusy(raw_);  // reads what has come, whatever it answers
  }
  return is_open();
}

bool Wire::answers(Deadline until) noexcept {
  if (PQsendQuery(raw_, "") == 0) return false;
  for (;;) {
    while (PQisBusy(raw_) == 0) {
      const ResultPtr result(PQgetResult(raw_));
      if (result == nullptr) return is_open() && transaction_status() == PQTRANS_IDLE;
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
    pollfd socket{PQsocket(raw_), POLLIN, 0};
    if (left <= 0 || ::poll(&socket, 1, static_cast<int>(std::min<decltype(left)>(left, 60'000))) == 0) return false;
    if (PQconsumeInput(raw_) == 0) return false;
  }
}

}  // namespace schemac::runtime::detail

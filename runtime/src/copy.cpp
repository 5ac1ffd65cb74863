#include "schemac/runtime/copy.hpp"

#include <algorithm>

#include "answer.hpp"
#include "observe.hpp"
#include "schemac/runtime/codec/json.hpp"
#include "wire.hpp"

namespace schemac::runtime {
namespace {

// As libpq's own buffer grows: pieces larger than this save nothing, and memory stays small.
constexpr std::size_t kPiece = 64 * 1024;
constexpr std::size_t kLargestPiece = 16 * 1024 * 1024;

void tell(const detail::Wire& wire, std::string_view sql, std::chrono::steady_clock::time_point begun,
          const PGresult* answer, bool failed) {
  if (!wire.on_query()) return;
  const char* const sqlstate = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
  const auto duration = std::chrono::steady_clock::now() - begun;
  const QueryEvent event{sql, 0, 0, detail::rows_of(answer), duration, failed, sqlstate != nullptr ? sqlstate : ""};
  detail::call_quietly(wire.on_query(), event);
}

/// A column in `COPY t (a, "b c") FROM …` as it stands there, or its number where the statement names none.
std::string copied_column(std::string_view sql, std::size_t number) {
  bool quoted = false;
  std::size_t column = 0;  // of the list, once that has begun
  std::string name;
  for (const char letter : sql) {
    if (letter == '"') quoted = !quoted;
    if (quoted || letter == '"') {
      name += letter;
    } else if (column == 0) {
      if (letter == '(') column = 1;
      name.clear();
    } else if (letter == ',' || letter == ')') {
      if (column++ == number) return name;
      if (letter == ')') break;
      name.clear();
    } else if (letter != ' ') {
      name += letter;
    }
  }
  return std::to_string(number);
}

}  // namespace

CopyIn::CopyIn(Executor& executor, const Statement& statement)
    : executor_(&executor), sql_(statement.sql()), begun_(std::chrono::steady_clock::now()) {
  detail::Wire& wire = executor.wire();
  const detail::Wire::Waiting waiting(wire);
  wire.before_statement();
  alone_ = wire.transaction_status() == PQTRANS_IDLE;
  const detail::ResultPtr result = detail::answer_to_copy(wire.raw(), sql_.c_str());
  if (PQresultStatus(result.get()) != PGRES_COPY_IN) {
    tell(wire, sql_, begun_, result.get(), true);
    wire.fail(result.get(), sql_);
  }
  buffer_.append(std::string_view("PGCOPY\n\377\r\n\0", 11));
  buffer_.int32(0);  // flags
  buffer_.int32(0);  // no extension of the header
}

CopyIn::~CopyIn() {
  if (executor_ == nullptr || executor_->wire_ == nullptr) return;
  detail::Wire& wire = *executor_->wire_;
  const detail::Wire::Waiting waiting(wire, std::nothrow);
  detail::ResultPtr answer;
  if (wire.is_open()) {
    PGconn* connection = wire.raw();
    PQputCopyEnd(connection, "the rows were not sent to their end");
    answer.reset(PQgetResult(connection));
    while (PGresult* rest = PQgetResult(connection)) PQclear(rest);
  }
  tell(wire, sql_, begun_, answer.get(), true);
}

void CopyIn::begin_row(std::size_t fields) {
  if (buffer_.size() >= kPiece) send();
  ++row_;
  field_ = 0;
  buffer_.int16(static_cast<std::int16_t>(fields));
}

void CopyIn::add_jsonb(const Json& value) {
  ++field_;
  const std::size_t begun = buffer_.begin_length();
  buffer_.byte(1);
  try {
    Codec<Json>::encode(buffer_, value);
  } catch (...) {
    rethrow_at_field();
  }
  buffer_.end_length(begun);
}

void CopyIn::rethrow_at_field() const { rethrow_in_column(copied_column(sql_, field_), row_); }

void CopyIn::send() {
  detail::Wire& wire = executor_->wire();
  const detail::Wire::Waiting waiting(wire);
  // A row may be larger than a message can be; where it is cut does not matter.
  for (std::size_t sent = 0; sent < buffer_.size(); sent += kLargestPiece) {
    const auto size = static_cast<int>(std::min(kLargestPiece, buffer_.size() - sent));
    if (PQputCopyData(wire.raw(), buffer_.at(sent), size) != 1) wire.fail(nullptr, sql_);
  }
  buffer_.clear();
}

std::uint64_t CopyIn::finish() {
  buffer_.int16(-1);
  send();
  detail::Wire& wire = executor_->wire();
  const detail::Wire::Waiting waiting(wire);
  PGconn* connection = wire.raw();
  // A server that has hung up by now will not read the end, without which it keeps nothing.
  wire.sending(alone_ && wire.is_alive());
  if (PQputCopyEnd(connection, nullptr) != 1) wire.fail(nullptr, sql_);
  executor_ = nullptr;
  detail::ResultPtr answer(PQgetResult(connection));
  while (PGresult* rest = PQgetResult(connection)) PQclear(rest);
  const bool failed = PQresultStatus(answer.get()) != PGRES_COMMAND_OK;
  const std::uint64_t rows = detail::rows_of(answer.get());
  tell(wire, sql_, begun_, answer.get(), failed);
  if (failed) wire.fail(answer.get(), sql_);
  return rows;
}

}  // namespace schemac::runtime

// The cursor behind a stream. Rows come by FETCH in binary, as many at a time as make about a megabyte.
// https://www.postgresql.org/docs/15/sql-fetch.html
#include <algorithm>
#include <optional>

#include "prepared.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/query.hpp"
#include "schemac/runtime/query/query_text.hpp"
#include "schemac/runtime/query/stream.hpp"
#include "schemac/runtime/statement_text.hpp"
#include "schemac/runtime/transaction.hpp"
#include "wire.hpp"

namespace schemac::runtime::detail {
namespace {

constexpr std::size_t kFirstPiece = 64;  // rows, while nobody knows how large they are
constexpr std::size_t kMostRows = 8192;
constexpr std::size_t kPieceSize = 1024 * 1024;  // bytes

/// Reads and gives up what it read when this ends.
TransactionOptions reading_only() {
  TransactionOptions options;
  options.read_only = true;
  return options;
}

Executor& required(Executor* executor) {
  if (executor == nullptr) throw UsageError("the query has nowhere to run: say `on(executor)`");
  return *executor;
}

}  // namespace

struct RowCursor::State {
  State(Executor& around, std::string sql, const Parameters& parameters, const ResultShape& columns, bool locks)
      : executor(&around), shape(&columns), statement(std::move(sql)) {
    own = around.wire().stream_transaction();
    if (locks && (own != nullptr || !around.in_transaction()))
      throw UsageError("rows are locked until the transaction ends: a stream that locks them needs one around it");
    if (own == nullptr && !around.in_transaction()) {
      own = std::make_shared<Transaction>(around, reading_only());
      around.wire().share_with_streams(own);
    }
    Wire& wire = running().wire();
    name = "schemac_cursor_" + std::to_string(wire.next_cursor());
    // What is said to the server of a statement that has a name says it too.
    if (const std::string_view given = given_name(statement); !given.empty())
      named = "/* name: " + std::string(given) + " */ ";
    const std::string declare = named + "DECLARE " + name + " NO SCROLL CURSOR FOR " + statement;
    execute_once(wire, declare, parameters, nullptr);
    fetch_from = " FROM " + name;
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (own.use_count() == 1) return;  // which takes the cursor along
    if (executor->wire_ == nullptr || !executor->wire_->is_open()) return;
    const Wire::Waiting waiting(*executor->wire_, std::nothrow);
    // A transaction that has failed takes its cursors along.
    if (executor->wire_->transaction_status() != PQTRANS_INTRANS) return;
    if (at_end || is_there()) const ResultPtr ignored(PQexec(executor->wire_->raw(), ("CLOSE " + name).c_str()));
  }

  /// It may have gone with the transaction or savepoint that it was opened in, and closing it would fail the one that
  /// is open now.
  bool is_there() const {
    const std::string ask = "SELECT FROM pg_catalog.pg_cursors WHERE name = '" + name + "'";
    const ResultPtr found(PQexec(executor->wire_->raw(), ask.c_str()));
    return PQntuples(found.get()) == 1;
  }

  Executor& running() { return own != nullptr ? *own : *executor; }

  Executor* executor;
  const ResultShape* shape;
  std::string statement;
  std::shared_ptr<Transaction> own;  // of the streams: rolled back at the end of the last, as it only reads
  std::string name;
  std::string named;
  std::string fetch_from;
  std::size_t piece = kFirstPiece;
  bool checked = false;
  bool at_end = false;  // as of just now
};

RowCursor::RowCursor(Executor* executor, const SqlText& sql, const ResultShape& shape, bool locks) {
  Parameters parameters;
  sql.lend(parameters);
  state_ = std::make_unique<State>(required(executor), sql.spell(), parameters, shape, locks);
}
RowCursor::RowCursor(Executor& executor, const Statement& statement, const Parameters& parameters,
                     const ResultShape& shape, bool locks)
    : state_(std::make_unique<State>(executor, std::string(statement.sql()), parameters, shape, locks)) {}
RowCursor::RowCursor(RowCursor&& other) noexcept = default;
RowCursor& RowCursor::operator=(RowCursor&& other) noexcept = default;
RowCursor::~RowCursor() = default;

bool RowCursor::fetch(RowSink& sink) {
  if (state_ == nullptr) return false;
  State& state = *state_;
  if (state.at_end) {
    state_.reset();
    return false;
  }
  Wire& wire = state.running().wire();
  const Parameters none{};
  const std::string fetch = state.named + "FETCH " + std::to_string(state.piece) + state.fetch_from;
  ResultPtr rows = execute_once(wire, fetch, none, state.checked ? nullptr : state.shape);
  state.checked = true;
  const auto size = static_cast<std::size_t>(PQntuples(rows.get()));
  const std::size_t asked = state.piece;
  if (size > 0)
    state.piece = std::clamp(kPieceSize * size / std::max<std::size_t>(PQresultMemorySize(rows.get()), 1),
                             std::size_t{1}, kMostRows);
  const Result result(rows.release());
  read_rows(result, state.shape->count, state.statement, sink);
  state.at_end = size < asked;
  // A transaction of its own lasts for as long as its last rows are looked at: what can be done meanwhile must not
  // depend on how many there are.
  if (state.at_end && (state.own == nullptr || size == 0)) state_.reset();
  return state_ != nullptr;
}

}  // namespace schemac::runtime::detail

#include "frame.hpp"

#include "answer.hpp"
#include "observe.hpp"

namespace schemac::runtime::detail {
namespace {

std::string begin_command(const TransactionOptions& options) {
  std::string sql = "BEGIN ISOLATION LEVEL ";
  switch (options.isolation) {
    case Isolation::read_committed:
      sql += "READ COMMITTED";
      break;
    case Isolation::repeatable_read:
      sql += "REPEATABLE READ";
      break;
    case Isolation::serializable:
      sql += "SERIALIZABLE";
      break;
  }
  // Said in either case: the role or the database may have `default_transaction_read_only` set.
  sql += options.read_only ? ", READ ONLY" : ", READ WRITE";
  if (options.deferrable) sql += ", DEFERRABLE";
  return sql;
}

}  // namespace

Frame::Frame(Wire& wire, const TransactionOptions& options, const std::string& settings)
    : namedclass("transaction"),
      pqxx::dbtransaction(wire.driver()),
      wire_(wire),
      begin_(begin_command(options) + settings) {
  Begin();
}

Frame::~Frame() { End(); }

void Frame::do_begin() { wire_.observed_command(begin_.c_str()); }

void Frame::do_commit() {
  if (wire_.transaction_status() == PQTRANS_IDLE)
    throw UsageError("the transaction was ended by SQL of the program's own: a `Transaction` ends it by itself");
  // COMMIT of a failed transaction answers ROLLBACK and no error: it must not look like success.
  if (wire_.transaction_status() == PQTRANS_INERROR) {
    wire_.observed_command("ROLLBACK");
    throw TransactionAborted("the transaction had failed before its commit, and nothing of it was kept");
  }
  observed(wire_, "COMMIT", [this] { return send_commit(); });
}

ResultPtr Frame::send_commit() {
  const Wire::Waiting waiting(wire_);
  ResultPtr result = answer_to(wire_.raw(), "COMMIT");
  if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) return result;
  if (wire_.is_open() && !ends_session(result.get())) wire_.fail(result.get(), "COMMIT");
  ErrorFields fields = wire_.fields_of(result.get(), "COMMIT");
  wire_.add_last_words(fields);
  fields.message = "the connection was lost during a commit, which may have happened or not: " + fields.message;
  throw CommitInDoubt(std::move(fields));
}

void Frame::do_abort() {
  if (wire_.is_open() && wire_.transaction_status() != PQTRANS_IDLE) wire_.observed_command("ROLLBACK");
}

}  // namespace schemac::runtime::detail

#include "schemac/runtime/transaction.hpp"

#include "wire.hpp"

namespace schemac::runtime {

Transaction::Transaction(Executor& executor, const TransactionOptions& options) {
  executor.wire().begin(*this, options);
}

Transaction::Transaction(Executor& executor, const std::string& opening) {
  executor.wire().begin(*this, {}, "; " + opening);
}

Transaction::~Transaction() {
  if (wire_ != nullptr) wire_->rollback();
}

void Transaction::commit() { wire().commit(); }

void Transaction::rollback() { wire().rollback(); }

Savepoint::Savepoint(Transaction& transaction) : transaction_(&transaction), number_(++transaction.savepoints_) {
  const std::string sql = "SAVEPOINT schemac_" + std::to_string(number_);
  transaction.wire().observed_command(sql.c_str());
}

Savepoint::~Savepoint() {
  if (transaction_ == nullptr || !transaction_->is_open()) return;
  try {
    rollback();
  } catch (const Error&) {
    // The connection is lost or the savepoint went with an outer one: either way its work is gone already, and the
    // transaction, failed, cannot be committed.
  }
}

void Savepoint::release() { end("RELEASE SAVEPOINT schemac_", ""); }

void Savepoint::rollback() {
  // Rolling back to a savepoint keeps it, so it is released as well: nobody could name it any more.
  Transaction* const transaction = transaction_;
  end("ROLLBACK TO SAVEPOINT schemac_", "; RELEASE SAVEPOINT schemac_");
  transaction->wire().rolled_back_to_savepoint();
}

void Savepoint::end(Fragment verb, Fragment then) {
  if (transaction_ == nullptr) throw UsageError("the savepoint has ended already");
  std::string sql = std::string(verb.sql()) + std::to_string(number_);
  if (!then.sql().empty()) sql.append(then.sql()).append(std::to_string(number_));
  transaction_->wire().observed_command(sql.c_str());
  transaction_ = nullptr;  // only now: after a release that failed, the destructor still has to roll back
}

AtomicScope::AtomicScope(Executor& executor, bool needed) {
  if (!needed) return;
  if (!executor.in_transaction()) {
    own_ = std::make_unique<Transaction>(executor);
    return;
  }
  executor.wire().observed_command("SAVEPOINT schemac_scope");  // one name for all: they nest
  around_ = &executor;
}

AtomicScope::~AtomicScope() {
  if (around_ == nullptr) return;
  try {
    if (!around_->in_transaction()) return;
    around_->wire().observed_command("ROLLBACK TO SAVEPOINT schemac_scope; RELEASE SAVEPOINT schemac_scope");
    around_->wire().rolled_back_to_savepoint();
  } catch (const Error&) {
    // As with a savepoint: its work is gone already.
  }
}

void AtomicScope::commit() {
  if (own_ != nullptr) own_->commit();
  if (around_ == nullptr) return;
  around_->wire().observed_command("RELEASE SAVEPOINT schemac_scope");
  around_ = nullptr;
}

}  // namespace schemac::runtime

#include "schemac/runtime/transaction.hpp"

#include "wire.hpp"

namespace schemac::runtime {
namespace {

/// Rolling back to a savepoint keeps it, so it is released as well: nobody could name it any more.
void give_up(detail::Wire& wire, const std::string& savepoint) {
  wire.observed_command(("ROLLBACK TO SAVEPOINT " + savepoint + "; RELEASE SAVEPOINT " + savepoint).c_str());
  wire.rolled_back_to_savepoint();
}

constexpr const char* kScope = "schemac_scope";  // one name for all: they nest

}  // namespace

Transaction::Transaction(Executor& executor, const TransactionOptions& options) {
  executor.wire().begin(*this, options);
}

Transaction::Transaction(Executor& executor, const std::string& opening) {
  executor.wire().begin(*this, {}, "; " + opening);
}

Transaction::~Transaction() {
  if (wire_ != nullptr) wire_->rollback();
}

void Transaction::commit() {
  detail::Wire& on = wire();
  try {
    on.commit();
  } catch (const CommitInDoubt&) {
    throw;
  } catch (...) {
    undone_ = true;
    throw;
  }
}

void Transaction::rollback() {
  wire().rollback();
  undone_ = true;
}

Savepoint::Savepoint(Transaction& transaction) : transaction_(&transaction), number_(++transaction.savepoints_) {
  transaction.wire().observed_command(("SAVEPOINT " + name()).c_str());
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

void Savepoint::release() {
  wire().observed_command(("RELEASE SAVEPOINT " + name()).c_str());
  transaction_ = nullptr;  // only now: after a release that failed, the destructor still has to roll back
}

void Savepoint::rollback() {
  give_up(wire(), name());
  transaction_ = nullptr;
}

std::string Savepoint::name() const { return "schemac_" + std::to_string(number_); }

detail::Wire& Savepoint::wire() const {
  if (transaction_ == nullptr) throw UsageError("the savepoint has ended already");
  return transaction_->wire();
}

AtomicScope::AtomicScope(Executor& executor, bool needed) {
  if (!needed) return;
  if (!executor.in_transaction()) {
    own_ = std::make_unique<Transaction>(executor);
    return;
  }
  executor.wire().observed_command((std::string("SAVEPOINT ") + kScope).c_str());
  around_ = &executor;
}

AtomicScope::~AtomicScope() {
  if (around_ == nullptr) return;
  try {
    if (!around_->in_transaction()) return;
    give_up(around_->wire(), kScope);
  } catch (const Error&) {
    // As with a savepoint: its work is gone already.
  }
}

void AtomicScope::commit() {
  if (own_ != nullptr) own_->commit();
  if (around_ == nullptr) return;
  around_->wire().observed_command((std::string("RELEASE SAVEPOINT ") + kScope).c_str());
  around_ = nullptr;
}

}  // namespace schemac::runtime

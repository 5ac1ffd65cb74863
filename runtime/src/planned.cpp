#include "schemac/runtime/query/planned.hpp"

#include "schemac/runtime/error.hpp"
#include "schemac/runtime/query/select_parts.hpp"
#include "schemac/runtime/transaction.hpp"

namespace schemac::runtime {
namespace {

/// What is done in its scope is undone behind it, also where a statement failed.
class Undone {
 public:
  explicit Undone(Executor& executor) : executor_(executor) {
    if (executor.in_transaction())
      executor.execute_unchecked_sql("SAVEPOINT schemac_explained");
    else
      own_.emplace(executor);
  }
  Undone(const Undone&) = delete;
  Undone& operator=(const Undone&) = delete;
  ~Undone() {
    if (own_) return;  // rolls back by itself
    try {
      executor_.execute_unchecked_sql("ROLLBACK TO SAVEPOINT schemac_explained; RELEASE SAVEPOINT schemac_explained");
    } catch (const Error&) {  // the connection is lost, and with it what was done
    }
  }

 private:
  Executor& executor_;
  std::optional<Transaction> own_;
};

}  // namespace

std::string PlannedStatement::explain() const { return detail::run_explain(executor_, sql_, false); }

std::string PlannedStatement::explain_analyze() const {
  if (does_ == Does::read || executor_ == nullptr) return detail::run_explain(executor_, sql_, true);
  const Undone undone(*executor_);
  return detail::run_explain(executor_, sql_, true);
}

}  // namespace schemac::runtime

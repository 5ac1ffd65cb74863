#include "prove/beside.hpp"

#include <algorithm>
#include <chrono>
#include <future>
#include <optional>

#include <fmt/format.h>

#include "schemac/runtime/transaction.hpp"
#include "sql/quote.hpp"

namespace schemac::prove {
namespace {

plan::Lock lock_named(std::string_view mode) {
  static const std::map<std::string_view, plan::Lock> kModes = {
      {"AccessShareLock", plan::Lock::access_share},
      {"RowShareLock", plan::Lock::row_share},
      {"RowExclusiveLock", plan::Lock::row_exclusive},
      {"ShareUpdateExclusiveLock", plan::Lock::share_update_exclusive},
      {"ShareLock", plan::Lock::share},
      {"ShareRowExclusiveLock", plan::Lock::share_row_exclusive},
      {"ExclusiveLock", plan::Lock::exclusive},
      {"AccessExclusiveLock", plan::Lock::access_exclusive},
  };
  return kModes.at(mode);
}

/// The tables and materialized views that a text names, or an index of which it names. Some too many do no harm.
constexpr std::string_view kNamed =
    "SELECT c.relkind, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
    " AND (position(c.relname IN $1) > 0 OR EXISTS (SELECT FROM pg_index i JOIN pg_class part ON part.oid ="
    " i.indexrelid WHERE i.indrelid = c.oid AND position(part.relname IN $1) > 0))";

constexpr std::string_view kHeld =
    "SELECT locktype, relation, mode, granted FROM pg_locks WHERE pid = $1::int AND (NOT granted OR (locktype ="
    " 'relation' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())))";

/// A transaction in the way of whoever uses these tables: of a concurrent form at its last wait, for an older snapshot;
/// of a block of statements at its first change of a row.
class Brake {
 public:
  Brake(runtime::Connection& observer, const std::string& statement)
      : transaction_(std::in_place, observer, runtime::TransactionOptions{runtime::Isolation::repeatable_read}) {
    const bool block = statement.starts_with("DO ");
    for (const runtime::TextRow row : transaction_->query_unchecked_sql(kNamed, {statement})) {
      const std::string name = sql::qualified({std::string(row.text("nspname")), std::string(row.text("relname"))});
      if (row.text("relkind") == "m")
        transaction_->execute_unchecked_sql("SELECT FROM " + name + " LIMIT 0");
      else
        transaction_->execute_unchecked_sql("LOCK TABLE " + name + " IN " + (block ? "SHARE" : "ACCESS SHARE") +
                                            " MODE");
    }
  }
  void release() {
    if (transaction_) transaction_->rollback();
    transaction_.reset();
  }

 private:
  std::optional<runtime::Transaction> transaction_;
};

/// Notes what the session has; true while it waits.
bool look(runtime::Connection& observer, const std::string& pid, Locks& locks) {
  bool waits = false;
  for (const runtime::TextRow row : observer.query_unchecked_sql(kHeld, {pid})) {
    waits = waits || row.text("granted") == "f";
    if (row.text("locktype") != "relation") continue;
    add_lock(locks, row.text("relation"), row.text("mode"));
  }
  return waits;
}

}  // namespace

void add_lock(Locks& locks, std::string_view relation, std::string_view mode) {
  const plan::Lock lock = lock_named(mode);
  const auto [found, added] = locks.emplace(relation, lock);
  if (!added) found->second = std::max(found->second, lock);
}

Locks locks_seen(runtime::Connection& database, runtime::Connection& observer, const std::string& statement) {
  const std::string pid = fmt::format("{}", database.backend_pid());
  Locks locks;
  std::future<void> running;         // waits for its end when it is left, so that
  Brake brake(observer, statement);  // this must be gone before
  running = std::async(std::launch::async, [&] { database.execute_unchecked_sql(statement); });
  while (running.wait_for(std::chrono::milliseconds(1)) == std::future_status::timeout)
    if (look(observer, pid, locks)) brake.release();
  running.get();
  return locks;
}

}  // namespace schemac::prove

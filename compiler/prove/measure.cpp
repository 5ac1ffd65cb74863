#include "prove/measure.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "elaborate/run.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/transaction.hpp"

namespace schemac::prove {
namespace {

using model::QualifiedName;

constexpr std::string_view kStores =
    "SELECT c.oid, n.nspname, c.relname, c.relfilenode, coalesce(s.seq_scan, 0) AS scans FROM pg_class c "
    "JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_xact_user_tables s ON s.relid = c.oid "
    "WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'";

constexpr std::string_view kLocks =
    "SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

/// A relation as it was before a statement, or is after it.
struct Store {
  QualifiedName name;
  std::string file;
  std::string scans;
};
using Stores = std::map<std::string, Store>;  // by oid

Stores stores_in(runtime::Executor& executor) {
  Stores stores;
  const runtime::TextResult rows = executor.query_unchecked_sql(kStores);
  for (const runtime::TextRow row : rows)
    stores.emplace(std::string(row.text("oid")),
                   Store{{std::string(row.text("nspname")), std::string(row.text("relname"))},
                         std::string(row.text("relfilenode")),
                         std::string(row.text("scans"))});
  return stores;
}

/// `AccessExclusiveLock`, as pg_locks says it. https://www.postgresql.org/docs/15/view-pg-locks.html
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

plan::Effect between(const Stores& before, const Stores& after, const runtime::TextResult& locks) {
  plan::Effect effect;
  for (const runtime::TextRow row : locks) {
    const std::string oid(row.text("relation"));
    const auto now = after.find(oid);
    const auto former = before.find(oid);
    if (former == before.end()) continue;
    effect.lock(now == after.end() ? former->second.name : now->second.name, lock_named(row.text("mode")));
  }
  for (const auto& [oid, store] : after) {
    const auto former = before.find(oid);
    if (former == before.end()) continue;
    if (former->second.file != store.file) effect.rewrites.insert(store.name);
    if (former->second.scans != store.scans) effect.scans.insert(store.name);
  }
  return effect;
}

bool is_for_transaction_alone(const sql::Statement& statement) { return statement.text.starts_with("SET LOCAL "); }

class Watch {
 public:
  explicit Watch(runtime::Connection& database) : database_(database), known_(stores_in(database)) {}

  plan::Effect run(const sql::Statement& statement) {
    runtime::Transaction transaction(database_);
    Stores before = stores_in(transaction);
    std::erase_if(before, [&](const auto& entry) { return !known_.contains(entry.first); });
    transaction.execute_unchecked_sql(statement.text);
    const runtime::TextResult locks = transaction.query_unchecked_sql(kLocks);
    plan::Effect effect = between(before, stores_in(transaction), locks);
    transaction.commit();
    return effect;
  }

 private:
  runtime::Connection& database_;
  Stores known_;  ///< What was there before the script.
};

}  // namespace

Measured measure(runtime::Connection& database, const sql::Script& script) {
  Watch watch(database);
  Measured all;
  for (const sql::ScriptBatch& batch : script.batches) {
    auto& measured = all.emplace_back();
    for (const sql::Statement& statement : batch.statements) {
      try {
        auto& effect = measured.emplace_back();
        if (is_for_transaction_alone(statement)) {
          effect.emplace();
        } else if (batch.transaction == plan::Transaction::one) {
          effect = watch.run(statement);
        } else {
          database.execute_unchecked_sql(statement.text);
        }
      } catch (const runtime::ConnectionFailure&) {
        throw;
      } catch (const runtime::Error& error) {
        throw elaborate::StatementFailed(statement, error);
      }
    }
  }
  return all;
}

}  // namespace schemac::prove

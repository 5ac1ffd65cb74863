#include "prove/measure.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "elaborate/run.hpp"
#include "prove/beside.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/transaction.hpp"
#include "sql/quote.hpp"

namespace schemac::prove {
namespace {

using model::QualifiedName;

constexpr std::string_view kStores =
    "SELECT c.oid, n.nspname, c.relname, c.relfilenode, coalesce(pg_stat_get_numscans(c.oid), 0) AS scans"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'"
    " AND ($1::oid[] IS NULL OR c.oid = ANY ($1::oid[]))";

/// Scans that are not yet counted for others to see: of the session, not of the transaction.
constexpr std::string_view kScans =
    "SELECT oid, pg_stat_get_xact_numscans(oid) AS scans FROM pg_class WHERE relkind IN ('r', 'm')"
    " AND pg_stat_get_xact_numscans(oid) > 0";

constexpr std::string_view kLocks =
    "SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

using Scans = std::map<std::string, std::string>;  // by oid, as all below

/// A relation as it was before a statement, or is after it.
struct Store {
  QualifiedName name;
  std::string file;
  std::string scans;  ///< Since ever, as far as they are counted.
};
using Stores = std::map<std::string, Store>;

/// All, or those of them that are locked.
Stores stores_in(runtime::Executor& executor, const Locks* locks = nullptr) {
  std::set<std::string> locked;
  if (locks != nullptr)
    for (const auto& [oid, lock] : *locks) locked.insert(oid);
  Stores stores;
  const runtime::TextResult rows =
      executor.query_unchecked_sql(kStores, {locks == nullptr ? std::nullopt : std::optional(oid_array(locked))});
  for (const runtime::TextRow row : rows)
    stores.emplace(std::string(row.text("oid")),
                   Store{{std::string(row.text("nspname")), std::string(row.text("relname"))},
                         std::string(row.text("relfilenode")),
                         std::string(row.text("scans"))});
  return stores;
}

Scans scans_in(runtime::Executor& executor) {
  Scans scans;
  for (const runtime::TextRow row : executor.query_unchecked_sql(kScans))
    scans.emplace(std::string(row.text("oid")), std::string(row.text("scans")));
  return scans;
}

Locks locks_in(runtime::Executor& executor) {
  Locks locks;
  for (const runtime::TextRow row : executor.query_unchecked_sql(kLocks))
    add_lock(locks, row.text("relation"), row.text("mode"));
  return locks;
}

bool is_for_transaction_alone(const sql::Statement& statement) { return statement.text.starts_with("SET LOCAL "); }

/// What no seeded row may decide: values that do not cast, constraints that do not hold.
/// https://www.postgresql.org/docs/15/errcodes-appendix.html, classes 22 and 23
bool is_about_rows(const runtime::Error& error) {
  return error.sqlstate().starts_with("22") || error.sqlstate().starts_with("23");
}

class Watch {
 public:
  Watch(runtime::Connection& database, runtime::Connection& observer)
      : database_(database), observer_(observer), stores_(stores_in(database)), contents_(database) {}

  /// Whether there is anything that a statement could touch.
  [[nodiscard]] bool has_anything() const { return !stores_.empty(); }

  Receipt run(const sql::Statement& statement, plan::Transaction transaction) {
    Receipt receipt;
    for (int tries = 0;; ++tries) {
      try {
        receipt.effect = transaction == plan::Transaction::one ? inside(statement.text) : beside(statement.text);
        receipt.losses = contents_.losses(database_, touched_);
        return receipt;
      } catch (const runtime::ConnectionFailure&) {
        throw;
      } catch (const runtime::Error& error) {
        if (!is_about_rows(error) || tries == 2) throw elaborate::StatementFailed(statement, error);
        if (receipt.refused.empty()) receipt.refused = error.message();
        make_room(tries == 0 ? error : runtime::Error(""));
      }
    }
  }

 private:
  plan::Effect inside(const std::string& statement) {
    runtime::Transaction transaction(database_);
    const Scans before = scans_in(transaction);
    transaction.execute_unchecked_sql(statement);
    const Locks locks = locks_in(transaction);
    const Scans after = scans_in(transaction);
    const Stores now = stores_in(transaction, &locks);
    transaction.commit();
    std::set<std::string> scanned;
    for (const auto& [oid, count] : after)
      if (const auto former = before.find(oid); former == before.end() || former->second != count) scanned.insert(oid);
    return note(locks, scanned, now);
  }

  plan::Effect beside(const std::string& statement) {
    count_scans();
    const Stores before = stores_in(database_);
    Locks locks = locks_seen(database_, observer_, statement);
    count_scans();
    const Stores now = stores_in(database_);
    std::set<std::string> scanned;
    for (const auto& [oid, store] : now)
      if (const auto former = before.find(oid); former != before.end() && former->second.scans != store.scans)
        locks.emplace(oid, plan::Lock::access_share), scanned.insert(oid);
    return note(locks, scanned, now);
  }

  /// Makes PostgreSQL count what the session has scanned. Before 15 it does so when it likes.
  void count_scans() {
    if (database_.server_version() >= 150000) database_.execute_unchecked_sql("SELECT pg_stat_force_next_flush()");
  }

  /// What the statement took and did of what was there before the script. Nothing is changed that is not locked.
  /// @param now of what is locked, at least
  plan::Effect note(const Locks& locks, const std::set<std::string>& scanned, const Stores& now) {
    plan::Effect effect;
    touched_.clear();
    for (const auto& [oid, lock] : locks) {
      const auto former = stores_.find(oid);
      if (former == stores_.end()) continue;
      const auto store = now.find(oid);
      if (lock > plan::Lock::row_share) touched_.insert(oid);
      if (store == now.end()) {
        effect.lock(former->second.name, lock);
        stores_.erase(former);
        continue;
      }
      effect.lock(store->second.name, lock);
      if (former->second.file != store->second.file) effect.rewrites.insert(store->second.name);
      if (scanned.contains(oid)) effect.scans.insert(store->second.name);
      former->second = store->second;
    }
    return effect;
  }

  /// Takes away the rows of the table that PostgreSQL names, or of all.
  void make_room(const runtime::Error& error) {
    std::string tables;
    if (!error.table().empty()) tables = sql::qualified({error.schema(), error.table()});
    if (tables.empty())
      for (const runtime::TextRow row : database_.query_unchecked_sql(
               "SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace IN (SELECT oid FROM"
               " pg_namespace WHERE nspname <> 'information_schema' AND nspname !~ '^pg_')"))
        tables += (tables.empty() ? "" : ", ") + std::string(row.text(std::size_t{0}));
    if (tables.empty()) return;
    database_.execute_unchecked_sql("TRUNCATE " + tables + " CASCADE");
    stores_ = remaining(stores_in(database_));
    contents_ = Contents(database_);
  }
  [[nodiscard]] Stores remaining(Stores now) const {
    std::erase_if(now, [&](const auto& entry) { return !stores_.contains(entry.first); });
    return now;
  }

  runtime::Connection& database_;
  runtime::Connection& observer_;
  Stores stores_;  ///< Of what was there before the script.
  Contents contents_;
  std::set<std::string> touched_;  ///< By the last statement, so that rows may be others.
};

}  // namespace

Measured measure(runtime::Connection& database, runtime::Connection& observer, const sql::Script& script) {
  Watch watch(database, observer);
  Measured all;
  if (!watch.has_anything()) {
    elaborate::run(database, script, elaborate::Sending::joined);
    for (const sql::ScriptBatch& batch : script.batches) all.emplace_back(batch.statements.size());
    return all;
  }
  for (const sql::ScriptBatch& batch : script.batches) {
    auto& measured = all.emplace_back();
    for (const sql::Statement& statement : batch.statements) {
      auto& receipt = measured.emplace_back();
      if (!is_for_transaction_alone(statement)) receipt = watch.run(statement, batch.transaction);
    }
  }
  return all;
}

}  // namespace schemac::prove

// What a step takes and does on tables that are there: locks, rows written anew, rows looked at. As PostgreSQL 15 was
// measured doing it; a test holds this against measuring again. For where no server is at hand.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "diff/changes.hpp"
#include "diff/descent.hpp"
#include "plan/plan.hpp"

namespace schemac::plan {

/// Locks on tables, the stronger the later. https://www.postgresql.org/docs/15/explicit-locking.html
enum class Lock {
  access_share,
  row_share,
  row_exclusive,
  share_update_exclusive,
  share,
  share_row_exclusive,
  exclusive,
  access_exclusive,
};

/// `share update exclusive`
[[nodiscard]] std::string_view name_of(Lock lock);

/// By table or materialized view. What only reads the catalog or the rows (access share) is not kept.
struct Effect {
  std::map<model::QualifiedName, Lock> locks;
  std::set<model::QualifiedName> rewrites;  ///< Its rows are stored anew.
  std::set<model::QualifiedName> scans;     ///< All its rows are looked at.

  /// Keeps the strongest of the locks on a table.
  void lock(const model::QualifiedName& table, Lock mode);
  [[nodiscard]] bool empty() const { return locks.empty() && rewrites.empty() && scans.empty(); }
  bool operator==(const Effect&) const = default;
};

/// `access exclusive on public.t, share row exclusive on public.r; writes public.t anew; looks at all rows of public.t`
[[nodiscard]] std::string describe(const Effect& effect);

/// What to expect of the steps of plans from one difference. What hangs on what is looked up once.
class Expected {
 public:
  /// `difference` must outlive this.
  explicit Expected(const diff::Difference& difference);

  /// On relations that were there before the plan.
  [[nodiscard]] Effect of(const Step& step) const;

 private:
  const diff::Difference& difference_;
  diff::Descent descent_;
};

}  // namespace schemac::plan

// Checks and foreign keys: added for new rows at once, and held against those that are there under a lock that stops
// neither readers nor writers. https://www.postgresql.org/docs/15/sql-altertable.html#SQL-ALTERTABLE-NOTES
#include <optional>

#include "plan/online_site.hpp"

namespace schemac::plan {
namespace {

constexpr const char* kLooksAtRows = "holds it against the rows that are there, while others write";

template <class Constraint>
std::optional<Pieces> in_two_steps(const Constraint& constraint, const Step& step) {
  Constraint unproved = constraint;
  unproved.not_valid = true;
  Constraint before = unproved;
  before.comment = constraint.comment;
  Pieces pieces{{}, {}, {}, constraint.table};
  pieces.only_looks = true;
  pieces.now.push_back({{diff::Create<Constraint>{unproved},
                         without(step, {HazardKind::may_fail, HazardKind::blocks_writes}),
                         step.because,
                         Way::at_once,
                         {}},
                        Place::together});
  pieces.later.push_back(
      {{diff::Alter<Constraint>{before, constraint}, only(step, HazardKind::may_fail), kLooksAtRows, Way::at_once, {}},
       Place::apart});
  return pieces;
}

/// What only is to be validated, by itself.
template <class Constraint>
Pieces validated(const diff::Alter<Constraint>& change, const Step& step) {
  Step validate = step;
  validate.change = change;
  Pieces pieces{{}, {{std::move(validate), Place::apart}}, {}, change.after.table};
  pieces.only_looks = true;
  return pieces;
}

}  // namespace

std::optional<Pieces> online_form(const diff::Create<model::Check>& change, const Step& step, const Site& site) {
  const model::Check& check = change.object;
  if (!site.is_live(check.table) || check.not_valid || check.inherited) return std::nullopt;
  return in_two_steps(check, step);
}

// A partitioned table takes no foreign key that is NOT VALID before PostgreSQL 18. To refer to one makes constraints
// for its partitions too, which VALIDATE does not reach: they would pass for unproved for ever.
std::optional<Pieces> online_form(const diff::Create<model::ForeignKey>& change, const Step& step, const Site& site) {
  const model::ForeignKey& key = change.object;
  const bool has_partitions = site.is_partitioned(key.table) || site.is_partitioned(key.references);
  if (!site.is_live(key.table) || has_partitions || key.not_valid || key.inherited) return std::nullopt;
  return in_two_steps(key, step);
}

std::optional<Pieces> online_form(const diff::Alter<model::Check>& change, const Step& step, const Site& site) {
  const bool validates = change.before.not_valid && !change.after.not_valid;
  if (!validates || !site.is_live(change.after.table)) return std::nullopt;
  return validated(change, step);
}

// ALTER CONSTRAINT takes a lock that nobody should wait for while rows are looked at.
std::optional<Pieces> online_form(const diff::Alter<model::ForeignKey>& change, const Step& step, const Site& site) {
  const bool validates = change.before.not_valid && !change.after.not_valid;
  if (!validates || !site.is_live(change.after.table)) return std::nullopt;
  if (change.before.deferral == change.after.deferral) return validated(change, step);
  model::ForeignKey between = change.before;
  between.deferral = change.after.deferral;
  Pieces pieces = validated(diff::Alter<model::ForeignKey>{between, change.after}, step);
  Step deferral = step;
  deferral.change = diff::Alter<model::ForeignKey>{change.before, between};
  deferral.hazards = without(step, {HazardKind::may_fail});
  pieces.now.push_back({std::move(deferral), Place::together});
  return pieces;
}

}  // namespace schemac::plan

// What the forms of online.hpp have to know about the place where a step works. For the files online_*.cpp alone.
#pragma once

#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/schema.hpp"
#include "plan/plan.hpp"

namespace schemac::plan {

class Site {
 public:
  /// Both live as long as the site.
  Site(const Plan& plan, const diff::Difference& difference);

  [[nodiscard]] const diff::Difference& difference() const { return difference_; }
  [[nodiscard]] const model::Dependencies& needs_before() const { return needs_before_; }
  [[nodiscard]] const model::Dependencies& needs_after() const { return needs_after_; }

  /// Whether others may read and write the relation while the plan runs: it is there before, and not made anew.
  [[nodiscard]] bool is_live(const model::QualifiedName& relation) const;
  /// Whether the step waits for a lock that others may hold.
  [[nodiscard]] bool meets_others(const Step& step) const;
  [[nodiscard]] bool is_partitioned(const model::QualifiedName& table) const;
  /// Whether an UPDATE of the table, or of one below it, does more than it says: it fires triggers or rules, or does
  /// not see all rows.
  [[nodiscard]] bool updates_have_effects(const model::QualifiedName& table) const;

  /// `wish`, shortened to what PostgreSQL keeps of a name (63 bytes), with a number where some relation or constraint
  /// of `schema` has that name in either state.
  [[nodiscard]] std::string free_name(const std::string& wish, const std::string& schema) const;

 private:
  const diff::Difference& difference_;
  model::Dependencies needs_before_;
  model::Dependencies needs_after_;
  std::set<model::QualifiedName> made_;                  ///< Relations that the plan makes.
  std::set<std::pair<std::string, std::string>> taken_;  ///< Schema and name of what has one, in either state.
};

/// Where a step runs.
enum class Place {
  together,  ///< In the transaction of the step before, if there is one.
  apart,     ///< It begins a transaction.
  alone,     ///< In none.
};

struct Piece {
  Step step;
  Place place = Place::together;
};

/// What becomes of a step.
struct Pieces {
  std::vector<Piece> now;    ///< At its turn.
  std::vector<Piece> later;  ///< At the end, or before something that needs `provides`.
  std::set<model::ObjectId> provides = {};
  model::QualifiedName table = {};
  std::optional<model::ObjectId> former = std::nullopt;  ///< What stays until its successor is there.
  const Step* origin = nullptr;                          ///< Of the plan.
  bool only_looks = false;  ///< What waits holds rows against something: other columns may change before.
};

/// An index or key that is dropped only when its successor is there.
using Former = const Step*;

/// The hazards of `step`, but for those that `kinds` names.
[[nodiscard]] std::vector<Hazard> without(const Step& step, std::initializer_list<HazardKind> kinds);
[[nodiscard]] std::vector<Hazard> only(const Step& step, HazardKind kind);

/// SET NOT NULL by way of a check: `step` alters a column.
[[nodiscard]] Pieces through_check(const Step& step, const Site& site);

// One for each change that has an online form; nothing where it has none at that place.
[[nodiscard]] std::optional<Pieces> online_form(const diff::Create<model::Index>& change, const Step& step,
                                                const Site& site, Former former);
[[nodiscard]] std::optional<Pieces> online_form(const diff::Create<model::Unique>& change, const Step& step,
                                                const Site& site, Former former);
[[nodiscard]] std::optional<Pieces> online_form(const diff::Create<model::PrimaryKey>& change, const Step& step,
                                                const Site& site, Former former);
[[nodiscard]] std::optional<Pieces> online_form(const diff::Create<model::Check>& change, const Step& step,
                                                const Site& site);
[[nodiscard]] std::optional<Pieces> online_form(const diff::Create<model::ForeignKey>& change, const Step& step,
                                                const Site& site);
[[nodiscard]] std::optional<Pieces> online_form(const diff::Alter<model::Check>& change, const Step& step,
                                                const Site& site);
[[nodiscard]] std::optional<Pieces> online_form(const diff::Alter<model::ForeignKey>& change, const Step& step,
                                                const Site& site);
[[nodiscard]] std::optional<Pieces> online_form(const diff::AddColumn& change, const Step& step, const Site& site);
[[nodiscard]] std::optional<Pieces> online_form(const diff::AlterColumn& change, const Step& step, const Site& site);

/// How an index or key goes, when it is not in the way of anything.
[[nodiscard]] Piece removal(const Step& drop, const Site& site);

}  // namespace schemac::plan

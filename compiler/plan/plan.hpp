// Changes, ordered and weighed: PostgreSQL's behaviour, and still not a word of SQL.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "diff/changes.hpp"

namespace schemac::plan {

/// What a step may do to a database that is in use. The names are those of `--allow` and of schemac.toml.
enum class HazardKind {
  deletes_data,
  rewrites_table,
  blocks_writes,
  may_fail,             ///< On rows that exist: NULLs before NOT NULL, duplicates before UNIQUE …
  breaks_running_code,  ///< Code that knows the former schema stops working: renames, drops.
  changes_rights,
  cannot_be_undone,
};

/// `deletes-data`
[[nodiscard]] std::string_view name_of(HazardKind kind);

/// The hazard of that name.
[[nodiscard]] std::optional<HazardKind> hazard_named(std::string_view name);

struct Hazard {
  HazardKind kind{};
  std::string detail;  ///< Lower case, no full stop: "rows of `public.users` are lost".
  bool operator==(const Hazard&) const = default;
};

/// How a step makes its change, where PostgreSQL has more than one way.
enum class Way {
  at_once,        ///< By the plain statement.
  concurrently,   ///< An index is built or dropped while others write; commits by itself, and bears being run again.
  from_index,     ///< A primary key or unique constraint takes over the index `Step::index`.
  from_sequence,  ///< An identity column of a table that has children, whose rows are numbered beforehand.
  by_blocks,      ///< Of a column that was added empty: its rows get the default, some blocks of the table at a time;
                  ///< commits as it goes, and bears being run again.
};

struct Step {
  diff::Change change;
  std::vector<Hazard> hazards;
  std::string because;  ///< Why it is there, where the change alone does not say: "stands in the way of …".
  Way way = Way::at_once;
  std::string index = {};  ///< Of Way::from_index: its name, in the schema of the table.

  /// Beside an AlterColumn another one of the table, in the same statement.
  struct Also {
    diff::AlterColumn change;
    bool may_fail = false;  ///< On rows that exist; then the step's own change may, too.
  };
  std::vector<Also> also = {};
};

/// One line for a step in messages: that of its change, and its way.
[[nodiscard]] std::string describe(const Step& step);

/// Whether the steps of a batch run in one transaction, or each commits by itself.
enum class Transaction { one, none };

struct Batch {
  Transaction transaction = Transaction::one;
  std::vector<Step> steps;
  std::string lock_timeout = {};  ///< How long each statement waits for a lock, as `3s`; empty: as the session says.
};

/// Up and down are one each.
struct Plan {
  std::vector<Batch> batches;
  [[nodiscard]] bool empty() const { return batches.empty(); }
};

/// A difference for which there is no plan that keeps data; what() names the object and says why.
class CannotPlan : public std::runtime_error {
 public:
  CannotPlan(model::ObjectId object, const std::string& why);
  [[nodiscard]] const model::ObjectId& object() const { return object_; }

 private:
  model::ObjectId object_;
};

/// Orders the changes by what needs what, takes down and puts back what stands in the way, splits batches where
/// PostgreSQL demands it, and weighs each step. Every step is made at once: online() in online.hpp spares those who
/// read and write meanwhile. Throws CannotPlan.
[[nodiscard]] Plan make(const diff::Difference& difference);

}  // namespace schemac::plan

// A plan as statements, and the text of a migration file: written here, read back here, run from here by everybody.
// In the text, `-- schemac: transaction`, `-- schemac: no transaction` and `-- schemac: batch …` (walk.hpp), each on a
// line of its own, open batches.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"
#include "sql/row_checks.hpp"
#include "sql/walk.hpp"
#include "support/diagnostics.hpp"

namespace schemac::sql {

/// One statement, ready to send.
struct Statement {
  std::string text;                      ///< Without the final semicolon.
  std::vector<std::string> comments;     ///< Lines that stand above it in a file, without `-- `: why, and its hazards.
  Place place;                           ///< Where it was read from; empty when it was made from a plan.
  std::vector<std::string> allows = {};  ///< Hazards that `-- schemac: allow deletes-data` above it says it may have.
  std::optional<RowCheck> check = std::nullopt;  ///< `-- schemac: check rows: SELECT …` above it.
  /// Hazards that it may have because generate was called with `--allow`: `-- schemac: generated with --allow=…`.
  std::vector<std::string> generated_with = {};

  bool operator==(const Statement&) const = default;
};

struct ScriptBatch {
  plan::Transaction transaction = plan::Transaction::one;
  std::vector<Statement> statements;
  std::optional<Walk> walk =
      std::nullopt;  ///< They run once for each so many rows of a table, each time a transaction.

  bool operator==(const ScriptBatch&) const = default;
};

struct Script {
  std::vector<ScriptBatch> batches;  ///< None of them empty.

  [[nodiscard]] bool empty() const { return batches.empty(); }
  bool operator==(const Script&) const = default;
};

/// The statements of a plan, batch by batch. What a step says of itself stands above its first statement. Bodies of
/// functions are not looked into while they are created: what they name may come later.
[[nodiscard]] Script script(const plan::Plan& plan);

/// The same of a plan from `difference`, and each statement that rows can make fail has its check.
[[nodiscard]] Script script(const plan::Plan& plan, const diff::Difference& difference);

/// The text of a migration file: markers open batches, comments stand above their statements. `title` becomes the first
/// comment line; empty: none. The same script gives the same bytes, and read() gives the script back, with places.
[[nodiscard]] std::string write_migration(const Script& script, std::string_view title);

/// The same as a script for psql: BEGIN and COMMIT are printed, so that autocommit does the right thing. Where there
/// are several batches it stops at the first error, which psql alone would run past.
[[nodiscard]] std::string write_psql(const Script& script);

/// Reads a migration file, or any .sql file (one transaction where no marker says otherwise). Statements that do not
/// parse (Code::sql_syntax) and comments that look like a marker and are none, or stand within a statement
/// (Code::migration_malformed), become diagnostics with their line and column in `file`. Comments directly above a
/// statement are its own; others are left out.
[[nodiscard]] Script read(std::string_view text, const std::string& file, Diagnostics& diagnostics);

/// SHA-256 (hex) over what the statements and transaction markers mean: comments, blank lines and layout do not count,
/// every constant does. A statement that PostgreSQL 15's grammar does not know counts by its tokens.
[[nodiscard]] std::string checksum(const Script& script);

}  // namespace schemac::sql

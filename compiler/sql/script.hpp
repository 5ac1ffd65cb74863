// A plan as statements, and the text of a migration file: written here, read back here, run from here by everybody.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"
#include "support/diagnostics.hpp"

namespace schemac::sql {

/// One statement, ready to send.
struct Statement {
  std::string text;                   ///< Without the final semicolon.
  std::vector<std::string> comments;  ///< Lines that stand above it in a file, without `-- `: why, and its hazards.
  Place place;                        ///< Where it was read from; empty when it was made from a plan.
};

struct ScriptBatch {
  plan::Transaction transaction = plan::Transaction::one;
  std::vector<Statement> statements;
};

struct Script {
  std::vector<ScriptBatch> batches;
  [[nodiscard]] bool empty() const { return batches.empty(); }
};

/// The statements of a plan, batch by batch.
[[nodiscard]] Script script(const plan::Plan& plan);

/// The text of a migration file: `-- schemac: transaction` and `-- schemac: no transaction` open batches; comments
/// stand above their statements. `title` becomes the first comment line. The same script gives the same bytes.
[[nodiscard]] std::string write_migration(const Script& script, std::string_view title);

/// The same as a script for psql: BEGIN and COMMIT are printed, so that autocommit does the right thing.
[[nodiscard]] std::string write_psql(const Script& script);

/// Reads a migration file, or any .sql file (one transaction where no marker says otherwise). Syntax errors become
/// diagnostics with their line and column in `file`.
[[nodiscard]] Script read(std::string_view text, const std::string& file, Diagnostics& diagnostics);

/// SHA-256 (hex) over what the statements and transaction markers mean: comments, blank lines and layout do not count,
/// every constant does.
[[nodiscard]] std::string checksum(const Script& script);

}  // namespace schemac::sql

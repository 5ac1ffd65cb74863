// The migrations on disk: numbered folders with up.sql and down.sql, and migrations.sum, in which each line's hash is
// taken over the one before, so that two branches that both add a migration conflict in git.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "schemac/runtime/migration/migration.hpp"
#include "sql/script.hpp"
#include "support/diagnostics.hpp"
#include "support/files.hpp"

namespace schemac::history {

/// One migration: `0001_initial/up.sql` and `down.sql`.
struct Migration {
  int number = 0;
  std::string name;  ///< `initial`
  std::string up_text;
  std::string down_text;
  sql::Script up;
  sql::Script down;
  std::string checksum;  ///< SHA-256 (hex) over what both scripts mean; comments and layout do not count.

  /// Those that it was made of, by number, the last with its own: `-- schemac: replaces 0001_initial CHECKSUM` in
  /// up.sql.
  std::vector<runtime::migration::Replaced> replaces = {};

  /// `0001_initial`
  [[nodiscard]] std::string folder() const;
};

inline constexpr std::string_view kSumFile = "migrations.sum";

/// All migrations, in the order of their numbers.
using History = std::vector<Migration>;

/// Reads the folder. A folder that does not exist is an empty history. Whatever does not fit (a missing file, a syntax
/// error, two migrations with one number, a difference from migrations.sum) becomes a diagnostic at its place.
[[nodiscard]] History read(const std::filesystem::path& folder, Diagnostics& diagnostics);

/// The same without a look at migrations.sum: what people wrote or edited, before it is sealed.
[[nodiscard]] History read_unsealed(const std::filesystem::path& folder, Diagnostics& diagnostics);

/// The same without a look at numbers either: after a merge two migrations may have one. By number, then name.
[[nodiscard]] History read_unnumbered(const std::filesystem::path& folder, Diagnostics& diagnostics);

/// The migration that comes next in `history`, made from two scripts. `name` must be a slug.
[[nodiscard]] Migration next(const History& history, std::string name, const sql::Script& up, const sql::Script& down);

/// Stages the files of `migration` and migrations.sum as it is with it at the end of `history`.
[[nodiscard]] StagedFiles append(const std::filesystem::path& folder, const History& history,
                                 const Migration& migration);

/// The text of up.sql with the lines that say what it replaces behind its title.
[[nodiscard]] std::string with_replaced_lines(const std::string& up_text,
                                              const std::vector<runtime::migration::Replaced>& replaces);

/// Lower case, words joined by `_`, nothing else: what may stand in a folder's name. Empty when nothing is left.
[[nodiscard]] std::string slug(std::string_view text);

}  // namespace schemac::history

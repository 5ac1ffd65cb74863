// Renames that the user has decided, written into the sources where the new name is declared: `renamed_from("x")` at a
// column or a table of a header, `/// schemac: renamed from x` above an enumeration or enumerator, and
// `-- schemac: renamed from x` above what a .sql file declares. Nothing else of a file moves.
#pragma once

#include <optional>
#include <vector>

#include "frontend/parse.hpp"
#include "model/renames.hpp"
#include "support/files.hpp"

namespace schemac::frontend {

struct WrittenRenames {
  StagedFiles files;
  std::vector<Place> places;  ///< Where each was written, in the files as they were.
};

/// Works out the files with `renames` in them; nothing is written before they are committed. `declared` is what
/// `options` gave. The new texts are read again and must say the renames and otherwise the same. A rename whose place
/// is not found, or that cannot be said there (a macro, say), is reported, and then there is nothing to write.
/// What no file declares (it came from a live database) is left out.
[[nodiscard]] std::optional<WrittenRenames> write_renames(const Options& options, const model::Declared& declared,
                                                          const model::Renames& renames, Diagnostics& diagnostics);

}  // namespace schemac::frontend

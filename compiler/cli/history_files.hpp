// A history as it is to be on disk: for the verbs that put migrations in the place of others.
#pragma once

#include <string>
#include <vector>

#include "history/migration.hpp"

namespace schemac::cli {

/// Makes the folder of migrations what `after` says, all of it or nothing: files of `before` that it has no more are
/// removed with their folders, and migrations.sum is written anew. `more` is written together with them. Throws
/// FileError.
void write_history(const std::filesystem::path& folder, const history::History& before, const history::History& after,
                   StagedFiles more);

}  // namespace schemac::cli

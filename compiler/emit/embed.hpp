// Migrations as C++, so that a program carries them in its binary and runs them when it starts
// (schemac/runtime/migration/at_start.hpp). The statements are split and looked at here: the program parses no SQL.
#pragma once

#include <string>
#include <vector>

#include "emit/generate.hpp"
#include "schemac/runtime/migration/migration.hpp"

namespace schemac::emit {

/// The files, in the folder of the output. Not generated code of a schema header: generate() leaves them alone.
inline constexpr const char* kMigrationsHeader = "schemac_migrations.hpp";
inline constexpr const char* kMigrationsSource = "schemac_migrations.cpp";

/// A header and a source that define `migrations()` in `cpp_namespace` (`shop`, `a::b`; empty: the global one). The
/// same migrations give the same bytes. Faults in templates are reported: then there is no result. Throws FileError.
[[nodiscard]] std::optional<StagedFiles> embed(const std::vector<runtime::migration::Migration>& migrations,
                                               const std::string& cpp_namespace, const Options& options,
                                               Diagnostics& diagnostics);

}  // namespace schemac::emit

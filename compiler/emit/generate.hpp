// The room's door: the declared schema and its described queries in; out comes what applications use, the C++ of
// repositories and queries with the contract that holds them against a database, and the manifest, which keeps what
// this generation sends and reads. All is staged, nothing written yet. Needs no server and reads nothing but templates.
// The C++ itself is in templates/; SQL stands in them too, with holes for names.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "model/declared.hpp"
#include "support/diagnostics.hpp"
#include "support/files.hpp"

namespace schemac::emit {

struct Options {
  std::filesystem::path output;          ///< The folder of generated files.
  std::filesystem::path templates;       ///< Those that came with schemac.
  std::filesystem::path user_templates;  ///< Looked into first, file by file; empty: none.
  std::string schema_folder = "schema";  ///< What the names of schema headers are relative to.
};

/// Whether the names of the schema leave generated ones alone; those that meet are reported to `diagnostics`.
[[nodiscard]] bool can_generate(const model::Declared& declared, const Options& options, Diagnostics& diagnostics);

/// One header and one source for each schema header, also for one that declares no entity, and a source that holds the
/// generation together (output_names.hpp has their names). The same input gives the same bytes.
/// Names of the schema that meet generated ones, and faults in templates, are reported to `diagnostics`: then there is
/// no result. Throws FileError when a template exists and cannot be read.
[[nodiscard]] std::optional<StagedFiles> generate(const model::Declared& declared, const Options& options,
                                                  Diagnostics& diagnostics);

}  // namespace schemac::emit

// The generated C++ of a project: made anew, or known to stand as the last run left it. Most of the time that schemac
// takes when nothing has changed would go into making files that are there already; `.schemac/code.sum` spares it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/project.hpp"
#include "emit/generate.hpp"
#include "model/declared.hpp"
#include "support/files.hpp"

namespace schemac::cli {

struct GeneratedCode {
  StagedFiles files;                             ///< Nothing but removals where all stands.
  std::vector<std::filesystem::path> leftovers;  ///< Of schema headers that are gone; `files` removes them.
  std::optional<std::string> sum;                ///< Of what was made and what of; nothing where all stands.
};

/// How code of the project is made.
/// @param output instead of the project's folder of generated code; empty: that
[[nodiscard]] emit::Options emit_options(const Project& project, const std::filesystem::path& output);

/// Whether C++ can be made of `declared`, as far as its names go: what takes no time to know.
[[nodiscard]] bool can_make_code(const Project& project, const model::Declared& declared,
                                 const std::filesystem::path& output, Diagnostics& diagnostics);

/// The C++ of `declared`. Writes nothing.
/// @param output instead of the project's folder of generated code; empty: that
[[nodiscard]] std::optional<GeneratedCode> make_code(const Project& project, const model::Declared& declared,
                                                     const std::filesystem::path& output, Diagnostics& diagnostics);

/// Keeps what tells the next make_code that there is nothing to make. To be called once `code.files` are written.
void remember(const Project& project, const GeneratedCode& code);

}  // namespace schemac::cli

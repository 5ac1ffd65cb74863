// Whether what schemac wrote is what it would write now: the snapshot and the generated C++, beside the sources.
#pragma once

#include "cli/generated_code.hpp"
#include "cli/project.hpp"
#include "model/declared.hpp"

namespace schemac::cli {

/// Whether the snapshot was written from these very sources. One that cannot be read is an error.
[[nodiscard]] bool is_current(const Project& project, const model::Declared& declared, Diagnostics& diagnostics);

/// The same, with a `stale_output` where it was not. Nothing: the snapshot cannot be read, and that was said.
[[nodiscard]] std::optional<bool> demand_current(const Project& project, const model::Declared& declared,
                                                 Diagnostics& diagnostics);

/// A `stale_output` for each file of the generated code that is not what would be written, or that nothing makes any
/// more.
void demand_fresh(const GeneratedCode& code, Diagnostics& diagnostics);

}  // namespace schemac::cli

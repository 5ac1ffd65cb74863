// From clang's tree to Source: which records are entities and mixins, their fields, types and words. It understands
// C++ and the shape of the vocabulary, not what its words mean.
#pragma once

#include "frontend/source.hpp"
#include "frontend/translation_unit.hpp"

namespace schemac::frontend {

/// Reads all entities of the schema headers, with the mixins and enumerations that they use. Call it only where clang
/// found no error. Members that are no columns and words that are no constants are reported.
[[nodiscard]] Source read_headers(const clang::Parsed& parsed, Paths& paths, Diagnostics& diagnostics);

}  // namespace schemac::frontend

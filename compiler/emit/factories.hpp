// Factories of entities for the tests of an application: for each a class that makes valid rows of it, on top of the
// generated repositories and schemac::testing. Not generated code of a schema header: generate() leaves them alone, and
// programs have none of it.
#pragma once

#include <optional>
#include <string>

#include "emit/generate.hpp"

namespace schemac::emit {

/// The files, in the folder of the output.
inline constexpr const char* kFactoriesHeader = "schemac_factories.hpp";
inline constexpr const char* kFactoriesSource = "schemac_factories.cpp";

/// @param headers the folder in front of generated headers where factories include them: `generated`; empty: none
/// The same input gives the same bytes. Names of the schema that meet generated ones, and faults in templates, are
/// reported: then there is no result. Throws FileError.
[[nodiscard]] std::optional<StagedFiles> factories(const model::Declared& declared, const std::string& headers,
                                                   const Options& options, Diagnostics& diagnostics);

}  // namespace schemac::emit

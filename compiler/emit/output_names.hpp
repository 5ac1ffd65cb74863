// What generated files are called. The names follow from those of the schema headers alone, so that a build knows them
// before anything has been read.
#pragma once

#include <string>
#include <vector>

#include "model/declared.hpp"

namespace schemac::emit {

struct OutputNames {
  std::string schema_header;  ///< As configured: `schema/sales/order.hpp`.
  std::string header;         ///< Relative to the output folder: `sales/order.hpp`.
  std::string source;         ///< `sales/order.cpp`.
  std::string stem;           ///< An identifier: `sales_order`.
};

/// The pair that holds all of a generation together, and says what it expects of a database; no schema header is called
/// like it.
inline constexpr const char* kContractHeader = "schemac_contract.hpp";
inline constexpr const char* kContractSource = "schemac_contract.cpp";

/// What this generation sends to a database, for `schemac check --against` of a later one.
inline constexpr const char* kManifest = "schemac_manifest.json";
/// Raised whenever a manifest of the former format would be read as something else.
inline constexpr int kManifestFormat = 1;

/// @param schema_folder what the names of headers are relative to; a header elsewhere goes by its file name alone
[[nodiscard]] OutputNames output_names(const std::string& schema_header, const std::string& schema_folder);

/// What files are made of: the schema headers and the files of queries.
[[nodiscard]] std::vector<std::string> sources_of(const model::Declared& declared);

/// Every file that `generate` writes for these sources, relative to the output folder, sorted.
[[nodiscard]] std::vector<std::string> output_files(const std::vector<std::string>& sources,
                                                    const std::string& schema_folder);

/// How `from`, a generated file, includes `to`, another one: relative, so that no include path is needed.
[[nodiscard]] std::string include_path(const std::string& from, const std::string& to);

}  // namespace schemac::emit

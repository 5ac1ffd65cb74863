// The contract of a generation as templates see it: that its files belong together, and what it expects of a database
// (schemac/runtime/contract.hpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emit/file_view.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

/// A header and its source, known by one hash of both in the namespace of their generation.
struct GeneratedPair {
  OutputNames names;
  std::string cpp_namespace;
  std::string hash;
};

/// @param pairs everything that belongs together
[[nodiscard]] View contract_view(const std::vector<FileContent>& files, const std::vector<GeneratedPair>& pairs);

/// How a text is spelled in the language of a file, its quotes included.
using Quote = std::string (*)(std::string_view);

/// What the contract says of a table: lists of `contract_columns`, `contract_constraints`, `contract_keys`.
void put_contract(View& view, const EntitySpelling& entity, Quote quote);
/// The same of an enumeration: its names and a list of `labels`.
[[nodiscard]] View enum_entry(const model::Enumeration& enumeration, Quote quote);

/// The innermost namespace that all rows and enumerations are in: `eventide`, `a::b`; empty: the global one.
[[nodiscard]] std::string shared_namespace(const std::vector<FileContent>& files);

}  // namespace schemac::emit

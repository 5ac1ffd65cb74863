// The contract of a generation as templates see it: that its files belong together, and what it expects of a database
// (schemac/runtime/contract.hpp).
#pragma once

#include <string>
#include <vector>

#include "emit/file_view.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

/// @param hashes of the pairs of files, in their order
[[nodiscard]] View contract_view(const std::vector<FileContent>& files, const std::vector<std::string>& hashes);

/// The innermost namespace that all rows and enumerations are in: `eventide`, `a::b`; empty: the global one.
[[nodiscard]] std::string shared_namespace(const std::vector<FileContent>& files);

}  // namespace schemac::emit

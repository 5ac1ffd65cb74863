// Whether the names and types of queries can be C++: each is an identifier, none is there twice, and each column's type
// can be read.
#pragma once

#include <vector>

#include "emit/query_spelling.hpp"
#include "support/diagnostics.hpp"

namespace schemac::emit {

void check_queries(const std::vector<QueryContent>& files, const EnumNames& enums, Diagnostics& diagnostics);

}  // namespace schemac::emit

// Which operators the columns of a type have in queries: the compiler's side of schemac::runtime::Kind.
#pragma once

#include <string>

#include "model/declared.hpp"

namespace schemac::emit {

/// The name of an enumerator of schemac::runtime::Kind.
[[nodiscard]] std::string column_kind(const model::Field& field);

/// The header below `schemac/runtime/query/` with the operators of that kind; empty: it has those of all kinds alone.
[[nodiscard]] std::string operators_header(const std::string& kind);

}  // namespace schemac::emit

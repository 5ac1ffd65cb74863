// Whether the columns that a statement gives are those that the program was compiled to decode.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "libpq.hpp"
#include "schemac/runtime/shape.hpp"

namespace schemac::runtime::detail {

class Wire;

/// The numbers of the result's column types, also of a statement's description.
std::vector<std::uint32_t> column_types(const PGresult* result);

/// @throws DecodeError when a column is of none of the types that the shape takes, or when their number differs
void check_columns(Wire& wire, const std::vector<std::uint32_t>& columns, const ResultShape& shape,
                   std::string_view sql);

}  // namespace schemac::runtime::detail

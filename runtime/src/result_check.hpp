// Whether the columns that a statement gives are those that the program was compiled to decode.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libpq.hpp"
#include "schemac/runtime/result.hpp"
#include "schemac/runtime/shape.hpp"

namespace schemac::runtime::detail {

class Wire;

/// A column of a result: the number of its type, and the name that a message says.
struct ResultColumn {
  std::uint32_t type = 0;
  std::string name;
};

/// The columns of a result, also of a statement's description.
std::vector<ResultColumn> columns_of(const PGresult* result);

/// @throws DecodeError when a column is of none of the types that the shape takes, or when their number differs
void check_columns(Wire& wire, const std::vector<ResultColumn>& columns, const ResultShape& shape,
                   std::string_view sql);

/// Adds to an error about the answer that its statement has been done, where that is so: it would else look as if
/// nothing had been.
void tell_kept(const Result& result, ErrorFields& fields);

}  // namespace schemac::runtime::detail

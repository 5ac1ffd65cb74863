// Where a value stands that cannot be sent: what an InvalidValue is given on its way out of a codec.
#pragma once

#include <cstddef>
#include <string_view>

namespace schemac::runtime {

/// Throws what is under way once more; an InvalidValue says where the value stands.
/// @param number from 1, behind `what`
[[noreturn]] void rethrow_at(std::string_view what, std::size_t number);
/// The same of a value that is to be written to a column, which the error has in its fields, too.
/// @param column as SQL spells it
/// @param row from 1, where several are written; 0: there is one
[[noreturn]] void rethrow_in_column(std::string_view column, std::size_t row = 0);

}  // namespace schemac::runtime

// Which further operators an expression has by what its type is: those of text on text, of ranges on ranges. On others
// they are not there, so that a wrong call names a member that does not exist. Generated headers include only those
// that are members of the columns that they have; operators that stand between two sides are included here alone.
#pragma once

#include <schemac/runtime/query/array_operators.hpp>
#include <schemac/runtime/query/bit_operators.hpp>
#include <schemac/runtime/query/calendar_operators.hpp>
#include <schemac/runtime/query/concatenation.hpp>
#include <schemac/runtime/query/geometry_functions.hpp>
#include <schemac/runtime/query/json_operators.hpp>
#include <schemac/runtime/query/number_operators.hpp>
#include <schemac/runtime/query/range_arithmetic.hpp>
#include <schemac/runtime/query/range_operators.hpp>
#include <schemac/runtime/query/text_operators.hpp>
#include <schemac/runtime/query/time_operators.hpp>

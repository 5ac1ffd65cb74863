// Values that a column may take, guessed from its type and from what is said about it: nobody has to invent rows for a
// proof. Which of them a table really takes is PostgreSQL's to say; seed.hpp asks it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/schema.hpp"

namespace schemac::prove {

/// The constants (`18`, `open`) in texts that speak of a column: checks, bounds of partitions. Numbers come with their
/// neighbours, since a bound is as often beside as on what may be; regular expressions with texts that match them.
[[nodiscard]] std::set<std::string> constants_in(const std::string& expression);

/// Whether an expression, as PostgreSQL prints it, names the column.
[[nodiscard]] bool speaks_of(const std::string& expression, const std::string& column);

/// SQL for values of a type, the likeliest first: of an enum its labels, of a domain what its base type takes, of any
/// type some plain values and each of `constants`. Never empty. They differ from one row to the next, where they can.
/// @param type as format_type spells it
/// @param row from 1
[[nodiscard]] std::vector<std::string> values_of(const std::string& type, int row, const model::Schema& schema,
                                                 const std::set<std::string>& constants);

}  // namespace schemac::prove

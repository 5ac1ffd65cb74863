// What the body of a function names. Quoted bodies are unknown to pg_depend: such names order steps where they can, and
// forbid nothing.
#pragma once

#include <set>
#include <string>

#include "model/function.hpp"

namespace schemac::plan {

/// Every name in the strings of the definition, of whatever it may be; none of a body that is parsed (BEGIN ATOMIC),
/// for its needs are known.
[[nodiscard]] std::set<std::string> names_in_body(const model::Function& function);

/// Whether the body is SQL that was parsed when the function was made, so that PostgreSQL knows all that it needs.
[[nodiscard]] bool has_parsed_body(const model::Function& function);

}  // namespace schemac::plan

// Looks for generated names that meet: a schema is free in its names, and what is made of them may still be the same.
#pragma once

#include <vector>

#include "emit/file_view.hpp"
#include "emit/query_spelling.hpp"
#include "support/diagnostics.hpp"

namespace schemac::emit {

/// Reports each clash as an error of code generated_clash: an entity `NewUser` beside an entity `User`, two headers
/// that give one file, a type called `std`, two lookups with one name. Names within queries are looked at in
/// query_names.hpp.
void find_clashes(const std::vector<FileContent>& files, const std::vector<QueryContent>& queries,
                  Diagnostics& diagnostics);

}  // namespace schemac::emit

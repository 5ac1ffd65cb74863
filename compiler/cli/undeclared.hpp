// What sources do not speak of is no difference from a live database. Two databases are compared exactly.
#pragma once

#include <string>
#include <vector>

#include "model/schema.hpp"

namespace schemac::cli {

/// The namespaces that a source speaks of: those it makes, and those it puts something into. The rest of a database is
/// not its business.
[[nodiscard]] std::vector<std::string> namespaces_of(const model::Schema& source);

/// Takes out of `live` what `source` does not say: extensions and other objects of the whole database, the tablespaces
/// and storage parameters that somebody gave to what it does say. Of `source` the namespace `public` goes where a
/// database does without it.
void forget_undeclared(model::Schema& live, model::Schema& source);

}  // namespace schemac::cli

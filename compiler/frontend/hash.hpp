// One number for all that reaches the database. The same hash as last time: nothing has to be asked of a server.
#pragma once

#include <string>

#include "frontend/parse.hpp"

namespace schemac::frontend {

/// SHA-256 in hexadecimal over the declared objects, the statements of .sql files and the options that change their
/// meaning. Places, comments of C++, the order of headers and renames do not count.
[[nodiscard]] std::string hash_of(const model::Declared& declared, const Options& options);

}  // namespace schemac::frontend

// Extensions that a word of the vocabulary cannot do without: citext, btree_gist, pg_trgm.
#pragma once

#include <string>

#include "frontend/draft.hpp"

namespace schemac::frontend {

/// Declares the extension, once, and gives the schema that its objects are in.
std::string need_extension(Draft& draft, const std::string& name, const Place& because);

}  // namespace schemac::frontend

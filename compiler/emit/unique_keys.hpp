// The keys by which an INSERT can find its row there already, as templates see them.
#pragma once

#include <vector>

#include "emit/spelling.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

/// The primary key first. One that the database alone fills in finds nothing, and is left out.
[[nodiscard]] std::vector<View> unique_key_views(const EntitySpelling& entity);

}  // namespace schemac::emit

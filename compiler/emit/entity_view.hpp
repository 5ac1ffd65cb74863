// An entity as templates see it.
#pragma once

#include "emit/relation_view.hpp"
#include "emit/spelling.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

[[nodiscard]] View entity_view(const EntitySpelling& entity, const EntityNames& names);

/// A schema comment as a list `comment` of views with a `line`.
void put_comment(View& view, const std::string& comment);

}  // namespace schemac::emit

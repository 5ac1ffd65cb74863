// ALTER EXTENSION … SET SCHEMA takes the extension's types along: a column that has one is the same under its new name.
#pragma once

#include "model/schema.hpp"

namespace schemac::diff {

/// Gives the columns of `before` the names that their types have in `after`, where the type belongs to an extension
/// that moves and nothing else of it differs. Types of the schema's own are left alone: they do not move by themselves.
void follow_moved_extensions(const model::Schema& after, model::Schema& before);

}  // namespace schemac::diff

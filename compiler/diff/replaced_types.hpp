// Types that cannot become in place what they are to be, while columns hold values of them.
#pragma once

#include "model/schema.hpp"

namespace schemac::diff {

/// Whether the enum, domain or composite type `id` of `before` has to give its name to a new type beside it, so that
/// columns can move from the one to the other: an enum that loses labels or has them in another order (ALTER TYPE only
/// adds them), and, where columns hold values of it, a domain over another type, a composite type whose attributes
/// change their types or places, and each whose name goes to a type of another kind.
/// https://www.postgresql.org/docs/15/sql-altertype.html, https://www.postgresql.org/docs/15/sql-alterdomain.html
[[nodiscard]] bool must_make_way(const model::Schema& before, const model::Schema& after, const model::ObjectId& id);

/// Whether a column of `schema` has the type `id`, or one that is made of it.
[[nodiscard]] bool columns_hold(const model::Schema& schema, const model::ObjectId& id);

}  // namespace schemac::diff

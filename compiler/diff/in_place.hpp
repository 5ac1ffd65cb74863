// What PostgreSQL can alter in place, kind by kind. What it cannot is dropped and created, which only objects that
// hold no data may be; so for tables, columns and sequences there is nothing here to say no.
#pragma once

#include "model/schema.hpp"

namespace schemac::diff {

/// Whether an ALTER leads from `before` to `after`, which have the same name and comment. Pages: ALTER EXTENSION,
/// ALTER SEQUENCE, CREATE FUNCTION, ALTER TABLE, ALTER INDEX, ALTER POLICY of https://www.postgresql.org/docs/15/.
[[nodiscard]] bool can_alter(const model::Extension& before, const model::Extension& after);
[[nodiscard]] bool can_alter(const model::Sequence& before, const model::Sequence& after);
[[nodiscard]] bool can_alter(const model::Function& before, const model::Function& after);
[[nodiscard]] bool can_alter(const model::Check& before, const model::Check& after);
[[nodiscard]] bool can_alter(const model::Index& before, const model::Index& after);
[[nodiscard]] bool can_alter(const model::ForeignKey& before, const model::ForeignKey& after);
[[nodiscard]] bool can_alter(const model::Trigger& before, const model::Trigger& after);
[[nodiscard]] bool can_alter(const model::Policy& before, const model::Policy& after);
[[nodiscard]] bool can_alter(const model::CompositeType& before, const model::CompositeType& after);
[[nodiscard]] bool can_alter(const model::Domain& before, const model::Domain& after);
[[nodiscard]] bool can_alter(const model::View& before, const model::View& after);
[[nodiscard]] bool can_alter(const model::MaterializedView& before, const model::MaterializedView& after);
[[nodiscard]] bool can_alter(const model::Scripted& before, const model::Scripted& after);

/// Whether ALTER COLUMN leads from `before` to `after`. It does not for what is generated: its expression cannot be
/// set (before PostgreSQL 17), and its type not with USING.
[[nodiscard]] bool can_alter(const model::Column& before, const model::Column& after);

}  // namespace schemac::diff

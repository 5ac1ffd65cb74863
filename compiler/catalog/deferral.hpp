// When a constraint is checked, from the two flags that PostgreSQL keeps of constraints and constraint triggers.
#pragma once

#include "catalog/fields.hpp"
#include "model/primary_key.hpp"

namespace schemac::catalog {

/// Takes `deferrable`, then `initially deferred`.
[[nodiscard]] inline model::Deferral read_deferral(Fields& fields) {
  const bool deferrable = fields.flag();
  const bool deferred = fields.flag();
  if (!deferrable) return model::Deferral::not_deferrable;
  return deferred ? model::Deferral::initially_deferred : model::Deferral::initially_immediate;
}

}  // namespace schemac::catalog

// The keys by which an INSERT can find its row there already, as templates see them.
#pragma once

#include <string>
#include <vector>

#include "emit/spelling.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

struct UpsertKey {
  std::string enumerator;                    ///< Of the repository's `Key`.
  std::vector<const FieldSpelling*> fields;  ///< Never empty.
  std::string predicate;                     ///< Empty: it holds for all rows.
};

/// The primary key first. One that the database alone fills in finds nothing, and is left out.
[[nodiscard]] std::vector<UpsertKey> upsert_keys(const EntitySpelling& entity);

/// The same for templates.
[[nodiscard]] std::vector<View> unique_key_views(const EntitySpelling& entity);

}  // namespace schemac::emit

// The .sql files after a pull: statements of what changed are replaced where they stand, what is new goes behind what
// is there, a file for each kind. Everything else stays byte for byte.
#pragma once

#include <set>

#include "model/declared.hpp"
#include "model/schema.hpp"
#include "pull/sources.hpp"

namespace schemac::pull {

/// What the sources say before the edit, and as far as headers go after it.
struct SqlEdit {
  const model::Schema& said;                        ///< What PostgreSQL makes of the sources as they were.
  const model::Schema& live;                        ///< What they shall say.
  const std::set<model::ObjectId>& headers_before;  ///< What headers said.
  const std::set<model::ObjectId>& headers_now;     ///< What they say now.
  /// Objects of the headers for whose difference the vocabulary has no word: an ALTER says the rest.
  const std::set<model::ObjectId>& beyond_words;
};

void edit_sql(const SqlEdit& edit, const Layout& layout, const std::string& default_schema, Sources& sources);

}  // namespace schemac::pull

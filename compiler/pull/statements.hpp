// Objects as the statements of .sql files: what no entity says. Any kind that plan/ and sql/ know is one here, so that
// a new kind needs nothing in this room.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "diff/changes.hpp"
#include "model/schema.hpp"

namespace schemac::pull {

struct Said {
  model::ObjectId object;
  std::vector<std::string> statements;  ///< Without final semicolons.
};

/// What makes these objects of `schema` where all else is there, in the order in which they can be made. A sequence and
/// the table that counts by it need each other: it is handed over in a statement of its own.
[[nodiscard]] std::vector<Said> creation_of(const model::Schema& schema, const std::set<model::ObjectId>& objects);

/// The statements of a change that is made where the object is.
[[nodiscard]] std::vector<std::string> statements_of(const diff::Change& change);

/// The ids of all objects of a schema, without columns.
[[nodiscard]] std::set<model::ObjectId> ids_of(const model::Schema& schema);
/// Those that are in both and differ.
[[nodiscard]] std::set<model::ObjectId> differing(const model::Schema& a, const model::Schema& b);

/// The table of a column, else the object itself.
[[nodiscard]] model::ObjectId whole_of(const model::ObjectId& id);

/// What a COMMENT or an ALTER is about: the statement without its values, so that another value takes its place.
[[nodiscard]] std::string stem_of(const std::string& statement);

}  // namespace schemac::pull

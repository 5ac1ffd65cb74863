// The ways from an entity to another, along which relations go: a `BelongsTo`, or a foreign key that a `RefersTo`
// names.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/declared.hpp"
#include "pull/entity_text.hpp"
#include "pull/renamed_columns.hpp"

namespace schemac::pull {

struct Way {
  model::QualifiedName from;
  model::QualifiedName to;
  std::vector<std::string> columns;
  std::string name;  ///< Of the member.
  std::string by;    ///< What tells it from others between the same entities.
};

/// What the headers say before they are edited.
struct Former {
  const model::Declared& declared;
  const model::Schema& schema;  ///< What they and the .sql files mean.
  const std::map<model::QualifiedName, RenamedColumns>& renamed;
  /// By the names of struct and member: relations that cannot be said any more.
  const std::set<std::pair<std::string, std::string>>& gone;
};

/// What these columns are called from now on.
[[nodiscard]] std::vector<std::string> called_now(const Former& former, const model::QualifiedName& table,
                                                  std::vector<std::string> columns);

/// Whether the same columns, in any order.
[[nodiscard]] bool are_alike(const std::vector<std::string>& a, const std::vector<std::string>& b);

/// The foreign keys of `from` to `to`, where headers can say both ends from now on.
[[nodiscard]] std::vector<const model::ForeignKey*> keys_between(const model::QualifiedName& from,
                                                                 const model::QualifiedName& to,
                                                                 const Wording& wording);

/// Whether headers can say a foreign key over these columns from now on.
[[nodiscard]] bool refers(const model::QualifiedName& from, const std::vector<std::string>& columns,
                          const model::QualifiedName& to, const Wording& wording);

/// Whether no foreign key goes that way yet.
[[nodiscard]] bool is_new(const Way& way, const Former& former);

/// The references of `wording`, and the `RefersTo` that are declared and stay true.
[[nodiscard]] std::vector<Way> find_ways(const Wording& wording, const Former& former);

}  // namespace schemac::pull

// Tables that no ALTER TABLE makes what they are to be: they make way under another name, are created anew, and their
// rows go over.
#pragma once

#include <vector>

#include "diff/changes.hpp"

namespace schemac::diff {

/// A table that has made way, and the one that has its name.
struct Rebuilt {
  model::ObjectId former;
  model::ObjectId table;
};

/// The first table of both states that must be rebuilt: one that becomes partitioned, or is no longer, or in another
/// way, or by a column of another type, or whose hash partitions get other remainders
/// (https://www.postgresql.org/docs/15/sql-altertable.html: there is no command for it), or whose columns are to be
/// there only because a parent has them, though the table had them before; or a partition of one in `rebuilt`, or of
/// one that stays, whose rows go to several others. Null: none.
[[nodiscard]] const model::Table* table_to_rebuild(const model::Schema& before, const model::Schema& after,
                                                   const std::vector<Rebuilt>& rebuilt);

/// The partitions, of parents that stay, that go or have made way and whose rows find places in others.
[[nodiscard]] std::vector<const model::Table*> partitions_with_heirs(const model::Schema& renamed,
                                                                     const model::Schema& after,
                                                                     const std::vector<Rebuilt>& rebuilt);

/// Appends what passes from the one to the other: rows, the right to be a partition, the names of identity sequences.
/// Rows of partitions with heirs pass to those.
void pass_on_rows(const model::Schema& renamed, const model::Schema& after, const std::vector<Rebuilt>& rebuilt,
                  std::vector<Change>& changes);

}  // namespace schemac::diff

#include "diff/compare.hpp"

#include <utility>

#include "diff/compare_kinds.hpp"

namespace schemac::diff {

Difference compare(model::Schema before, model::Schema after, const model::Renames& renames) {
  Difference difference;
  difference.before = std::move(before);
  difference.after = std::move(after);
  difference.renamed = difference.before;
  difference.renames = renames;
  compare_kinds(difference.renamed, difference.after, difference.changes);
  return difference;
}

}  // namespace schemac::diff

#include "diff/compare.hpp"

#include <utility>

#include "diff/apply_renames.hpp"
#include "diff/compare_kinds.hpp"
#include "diff/moved_extensions.hpp"
#include "diff/rights.hpp"

namespace schemac::diff {
namespace {

Difference difference_of(model::Schema before, model::Schema after, const model::Renames& renames, Claim claim) {
  Renamed renamed = apply_renames(before, after, renames, claim);
  Difference difference{std::move(before), std::move(renamed.schema), std::move(after), std::move(renamed.held),
                        std::move(renamed.changes)};
  const std::vector<Rebuilt> rebuilt = std::move(renamed.rebuilt);
  complete_rights(difference.renamed, difference.after);
  follow_moved_extensions(difference.after, difference.renamed);
  compare_kinds(difference.renamed, difference.after, difference.changes);
  pass_on_rows(difference.renamed, difference.after, rebuilt, difference.changes);
  compare_rights(difference.renamed, difference.after, difference.changes);
  return difference;
}

}  // namespace

Difference compare(model::Schema before, model::Schema after, const model::Renames& renames) {
  return difference_of(std::move(before), std::move(after), renames, Claim::said);
}

Difference inverse(const Difference& difference) {
  return difference_of(difference.after, difference.before, model::reversed(difference.renames), Claim::known);
}

}  // namespace schemac::diff

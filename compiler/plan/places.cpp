#include "plan/places.hpp"

#include "diff/routine_head.hpp"
#include "plan/footprint.hpp"

namespace schemac::plan {

bool takes_its_place(const diff::Difference& difference, const model::ObjectId& former, const model::ObjectId& now) {
  if (former == now || share_a_name(former, now)) return true;
  if (former.kind != model::Kind::function || now.kind != model::Kind::function) return false;
  const model::Function* gone = difference.renamed.functions.find(former);
  const model::Function* made = difference.after.functions.find(now);
  return gone != nullptr && made != nullptr && diff::may_be_confused(*gone, *made);
}

}  // namespace schemac::plan

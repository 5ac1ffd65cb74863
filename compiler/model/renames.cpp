#include "model/renames.hpp"

#include <utility>

namespace schemac::model {

Renames reversed(Renames renames) {
  for (Rename& rename : renames) {
    std::swap(rename.before, rename.after);
    std::swap(rename.label_before, rename.label_after);
  }
  return renames;
}

}  // namespace schemac::model

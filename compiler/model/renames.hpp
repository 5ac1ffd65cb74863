// Renames: what the user said of them, beside the two schemas and never part of one.
#pragma once

#include <string>
#include <vector>

#include "model/object_id.hpp"

namespace schemac::model {

/// `before` became `after`. Both have the same kind. An enum label is a rename of kind `enum_type` with the labels set.
struct Rename {
  ObjectId before;
  ObjectId after;
  std::string label_before;  ///< Only for a label of an enum.
  std::string label_after;

  auto operator<=>(const Rename&) const = default;
};

using Renames = std::vector<Rename>;

/// The renames of the way back.
[[nodiscard]] Renames reversed(Renames renames);

}  // namespace schemac::model

// An installed extension. What belongs to it (its members) is never part of the model.
#pragma once

#include <optional>
#include <string>

#include "model/object_id.hpp"

namespace schemac::model {

struct Extension {
  static constexpr Kind kKind = Kind::extension;

  std::string name;
  std::string schema;   ///< Where its objects are.
  std::string version;  ///< Empty: whichever the server has; a declared extension names none.

  [[nodiscard]] ObjectId id() const { return {kKind, {}, {}, name}; }
  bool operator==(const Extension&) const = default;
};

}  // namespace schemac::model

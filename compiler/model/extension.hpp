// An installed extension. What belongs to it (its members) is never part of the model.
#pragma once

#include <optional>
#include <string>

#include "model/object_id.hpp"

namespace schemac::model {

struct Extension {
  static constexpr Kind kKind = Kind::extension;

  std::string name;
  std::string schema;       ///< Where its objects are.
  std::string version;      ///< Empty: whichever the server has; a declared extension names none.
  bool relocatable = true;  ///< Whether it can move to another schema. A fact, not a wish: no difference by itself.

  std::optional<std::string> comment = {};      ///< In place of its own; empty: none at all. Nothing: its own.
  std::optional<std::string> own_comment = {};  ///< A fact again, known where another is in its place.

  [[nodiscard]] ObjectId id() const { return {kKind, {}, {}, name}; }
  bool operator==(const Extension&) const = default;
};

}  // namespace schemac::model

// An enumerated type; the order of its labels is part of its meaning.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/object_id.hpp"

namespace schemac::model {

struct EnumType {
  static constexpr Kind kKind = Kind::enum_type;

  QualifiedName name;
  std::vector<std::string> labels;
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, name.schema, {}, name.name}; }
  bool operator==(const EnumType&) const = default;
};

}  // namespace schemac::model

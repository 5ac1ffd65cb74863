// A namespace of the database: what PostgreSQL calls a schema.
#pragma once

#include <optional>
#include <string>

#include "model/object_id.hpp"

namespace schemac::model {

struct Namespace {
  static constexpr Kind kKind = Kind::namespace_;

  std::string name;
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, {}, {}, name}; }
  bool operator==(const Namespace&) const = default;
};

}  // namespace schemac::model

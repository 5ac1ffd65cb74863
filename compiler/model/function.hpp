// A function or procedure, kept as the statement that creates it: its body is a language of its own.
#pragma once

#include <optional>
#include <string>

#include "model/object_id.hpp"

namespace schemac::model {

struct Function {
  static constexpr Kind kKind = Kind::function;

  QualifiedName name;
  std::string arguments;   ///< Types of the identity arguments, as pg_get_function_identity_arguments says them.
  std::string definition;  ///< CREATE OR REPLACE …, as pg_get_functiondef writes it, without a final semicolon.
  bool procedure = false;
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, name.schema, {}, name.name + "(" + arguments + ")"}; }
  bool operator==(const Function&) const = default;
};

}  // namespace schemac::model

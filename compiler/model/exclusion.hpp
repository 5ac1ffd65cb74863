// Exclusion constraints.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/index.hpp"
#include "model/object_id.hpp"
#include "model/parameters.hpp"
#include "model/primary_key.hpp"

namespace schemac::model {

struct Exclusion {
  static constexpr Kind kKind = Kind::exclusion;

  struct Element {
    IndexKey key;
    std::string op;  ///< As SQL: `=`, `&&`, or `OPERATOR(app.~)` where the search path does not find it.
    bool operator==(const Element&) const = default;
  };

  QualifiedName table;
  std::string name;
  std::string method = "gist";
  std::vector<Element> elements;
  std::vector<std::string> include;
  std::optional<std::string> predicate;
  Deferral deferral = Deferral::not_deferrable;
  Parameters storage_parameters;
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, table.schema, table.name, name}; }
  bool operator==(const Exclusion&) const = default;
};

}  // namespace schemac::model

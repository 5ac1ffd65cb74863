// What the numbers of types mean in one database.
#pragma once

#include <cstdint>
#include <map>

#include "model/query.hpp"
#include "schemac/runtime/connection.hpp"

namespace schemac::queries {

class TypeNames {
 public:
  explicit TypeNames(runtime::Connection& database) : database_(database) {}

  /// The type of this number; a domain as what it is over.
  const model::QueryType& of(std::uint32_t number);

 private:
  runtime::Connection& database_;
  std::map<std::uint32_t, model::QueryType> known_;
};

}  // namespace schemac::queries

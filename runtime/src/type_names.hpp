// The names of types that have no fixed number (enums, types of extensions), asked of the server once a connection.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "libpq.hpp"

namespace schemac::runtime::detail {

class Wire;

struct TypeIdentity {
  std::string schema;
  std::string name;  // of the element, for an array
  bool array = false;
};

class TypeNames {
 public:
  /// @throws Error as the query does; DecodeError when there is no type of this number
  const TypeIdentity& of(Wire& wire, std::uint32_t oid);

 private:
  std::map<std::uint32_t, TypeIdentity> known_;
};

}  // namespace schemac::runtime::detail

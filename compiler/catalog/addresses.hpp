// Which of our objects stands behind a number of PostgreSQL's: how pg_depend is read. An address is the catalog that
// holds the object, its number there and, for a column, which one.
// https://www.postgresql.org/docs/15/catalog-pg-depend.html
#pragma once

#include <cstdint>
#include <functional>
#include <unordered_map>

#include "catalog/fields.hpp"
#include "model/object_id.hpp"

namespace schemac::catalog {

/// The catalogs whose objects we read. Their numbers are the same in every PostgreSQL (src/include/catalog/*.h).
inline constexpr Oid kPgType = 1247;
inline constexpr Oid kPgProc = 1255;
inline constexpr Oid kPgClass = 1259;
inline constexpr Oid kPgConstraint = 2606;
inline constexpr Oid kPgNamespace = 2615;
inline constexpr Oid kPgTrigger = 2620;
inline constexpr Oid kPgExtension = 3079;
inline constexpr Oid kPgPolicy = 3256;

struct Address {
  Oid catalog = 0;
  Oid object = 0;
  std::int32_t column = 0;  ///< 0: the object itself.

  bool operator==(const Address&) const = default;
};

struct AddressHash {
  std::size_t operator()(const Address& address) const noexcept {
    const std::uint64_t object = (std::uint64_t{address.catalog} << 32) | address.object;
    return std::hash<std::uint64_t>{}(object * 0x9E3779B97F4A7C15ULL + static_cast<std::uint32_t>(address.column));
  }
};

/// The objects that are read, by address.
using Addresses = std::unordered_map<Address, model::ObjectId, AddressHash>;

}  // namespace schemac::catalog

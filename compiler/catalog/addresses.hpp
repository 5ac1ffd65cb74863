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
inline constexpr Oid kPgForeignServer = 1417;
inline constexpr Oid kPgUserMapping = 1418;
inline constexpr Oid kPgForeignDataWrapper = 2328;
inline constexpr Oid kPgAm = 2601;
inline constexpr Oid kPgAmop = 2602;
inline constexpr Oid kPgAmproc = 2603;
inline constexpr Oid kPgCast = 2605;
inline constexpr Oid kPgConstraint = 2606;
inline constexpr Oid kPgConversion = 2607;
inline constexpr Oid kPgLanguage = 2612;
inline constexpr Oid kPgNamespace = 2615;
inline constexpr Oid kPgOpclass = 2616;
inline constexpr Oid kPgOperator = 2617;
inline constexpr Oid kPgRewrite = 2618;
inline constexpr Oid kPgTrigger = 2620;
inline constexpr Oid kPgOpfamily = 2753;
inline constexpr Oid kPgExtension = 3079;
inline constexpr Oid kPgForeignTable = 3118;
inline constexpr Oid kPgPolicy = 3256;
inline constexpr Oid kPgStatistic = 3381;
inline constexpr Oid kPgCollation = 3456;
inline constexpr Oid kPgEventTrigger = 3466;
inline constexpr Oid kPgTransform = 3576;
inline constexpr Oid kPgTsDict = 3600;
inline constexpr Oid kPgTsParser = 3601;
inline constexpr Oid kPgTsConfig = 3602;
inline constexpr Oid kPgTsTemplate = 3764;
inline constexpr Oid kPgPublication = 6104;
inline constexpr Oid kPgPublicationRel = 6106;
inline constexpr Oid kPgPublicationNamespace = 6237;

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

// The functions of Value<T> for every type that generated columns have, enumerations apart.
#include "schemac/runtime/codec/value.hpp"

#include "schemac/runtime/codec/bits.hpp"
#include "schemac/runtime/codec/bytes.hpp"
#include "schemac/runtime/codec/date_time.hpp"
#include "schemac/runtime/codec/geometry.hpp"
#include "schemac/runtime/codec/interval.hpp"
#include "schemac/runtime/codec/json.hpp"
#include "schemac/runtime/codec/money.hpp"
#include "schemac/runtime/codec/network.hpp"
#include "schemac/runtime/codec/numeric.hpp"
#include "schemac/runtime/codec/range.hpp"
#include "schemac/runtime/codec/secret.hpp"
#include "schemac/runtime/codec/system_types.hpp"
#include "schemac/runtime/codec/text.hpp"
#include "schemac/runtime/codec/text_search.hpp"
#include "schemac/runtime/codec/uuid.hpp"
#include "schemac/runtime/codec/xml.hpp"

namespace schemac::runtime {

bool detail::is_null(const Field* fields, std::size_t column) noexcept { return fields[column].is_null(); }

/// A type by itself and as an array.
#define SCHEMAC_RUNTIME_VALUE(...)    \
  template struct Value<__VA_ARGS__>; \
  template struct Value<std::vector<__VA_ARGS__>>

SCHEMAC_RUNTIME_VALUE(bool);
SCHEMAC_RUNTIME_VALUE(std::int16_t);
SCHEMAC_RUNTIME_VALUE(std::int32_t);
SCHEMAC_RUNTIME_VALUE(std::int64_t);
SCHEMAC_RUNTIME_VALUE(float);
SCHEMAC_RUNTIME_VALUE(double);
SCHEMAC_RUNTIME_VALUE(Numeric);
SCHEMAC_RUNTIME_VALUE(Money);
SCHEMAC_RUNTIME_VALUE(std::string);
SCHEMAC_RUNTIME_VALUE(Bytes);
SCHEMAC_RUNTIME_VALUE(Uuid);
SCHEMAC_RUNTIME_VALUE(Date);
SCHEMAC_RUNTIME_VALUE(Time);
SCHEMAC_RUNTIME_VALUE(TimeTz);
SCHEMAC_RUNTIME_VALUE(Timestamp);
SCHEMAC_RUNTIME_VALUE(TimestampTz);
SCHEMAC_RUNTIME_VALUE(Interval);
SCHEMAC_RUNTIME_VALUE(Json);
SCHEMAC_RUNTIME_VALUE(Xml);
SCHEMAC_RUNTIME_VALUE(Inet);
SCHEMAC_RUNTIME_VALUE(Cidr);
SCHEMAC_RUNTIME_VALUE(MacAddr);
SCHEMAC_RUNTIME_VALUE(MacAddr8);
SCHEMAC_RUNTIME_VALUE(BitString);
SCHEMAC_RUNTIME_VALUE(Point);
SCHEMAC_RUNTIME_VALUE(Line);
SCHEMAC_RUNTIME_VALUE(LineSegment);
SCHEMAC_RUNTIME_VALUE(Box);
SCHEMAC_RUNTIME_VALUE(Path);
SCHEMAC_RUNTIME_VALUE(Polygon);
SCHEMAC_RUNTIME_VALUE(Circle);
SCHEMAC_RUNTIME_VALUE(TsVector);
SCHEMAC_RUNTIME_VALUE(TsQuery);
SCHEMAC_RUNTIME_VALUE(Lsn);
SCHEMAC_RUNTIME_VALUE(Oid);
SCHEMAC_RUNTIME_VALUE(Range<std::int32_t>);
SCHEMAC_RUNTIME_VALUE(Range<std::int64_t>);
SCHEMAC_RUNTIME_VALUE(Range<Numeric>);
SCHEMAC_RUNTIME_VALUE(Range<Date>);
SCHEMAC_RUNTIME_VALUE(Range<Timestamp>);
SCHEMAC_RUNTIME_VALUE(Range<TimestampTz>);
SCHEMAC_RUNTIME_VALUE(Multirange<std::int32_t>);
SCHEMAC_RUNTIME_VALUE(Multirange<std::int64_t>);
SCHEMAC_RUNTIME_VALUE(Multirange<Numeric>);
SCHEMAC_RUNTIME_VALUE(Multirange<Date>);
SCHEMAC_RUNTIME_VALUE(Multirange<Timestamp>);
SCHEMAC_RUNTIME_VALUE(Multirange<TimestampTz>);
SCHEMAC_RUNTIME_VALUE(PasswordHash);
SCHEMAC_RUNTIME_VALUE(Ciphertext);

#undef SCHEMAC_RUNTIME_VALUE

}  // namespace schemac::runtime

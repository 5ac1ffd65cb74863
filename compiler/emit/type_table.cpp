// The table itself; what is made of it is in types.cpp.
#include <algorithm>
#include <array>

#include "emit/types.hpp"

namespace schemac::emit {
namespace {

using enum model::TypeWord;

constexpr bool kByValue = true, kAsText = true, kCast = true;

// What is cast travels as text without a number: types of extensions and of users have no number that is fixed.
constexpr std::array kTypes = std::to_array<TypeSpelling>({
    {boolean, "Boolean", "boolean", "bool", "", "scalar.hpp", kByValue},
    {smallint, "SmallInt", "smallint", "std::int16_t", "<cstdint>", "scalar.hpp", kByValue},
    {integer, "Integer", "integer", "std::int32_t", "<cstdint>", "scalar.hpp", kByValue},
    {bigint, "BigInt", "bigint", "std::int64_t", "<cstdint>", "scalar.hpp", kByValue},
    {real, "Real", "real", "float", "", "scalar.hpp", kByValue},
    {double_precision, "DoublePrecision", "double precision", "double", "", "scalar.hpp", kByValue},
    {numeric, "Numeric<P, S>", "numeric(p, s)", "schemac::runtime::Numeric", "<schemac/runtime/numeric.hpp>",
     "numeric.hpp"},
    {money, "Money", "money", "schemac::runtime::Money", "<schemac/runtime/money.hpp>", "money.hpp", kByValue},
    {text, "Text", "text", "std::string", "<string>", "text.hpp"},
    {varchar, "Varchar<N>", "character varying(n)", "std::string", "<string>", "text.hpp"},
    {char_, "Char<N>", "character(n)", "std::string", "<string>", "text.hpp"},
    {citext, "CiText", "citext", "std::string", "<string>", "text.hpp", false, false, kCast},
    {bytea, "Bytea", "bytea", "schemac::runtime::Bytes", "<schemac/runtime/bytes.hpp>", "bytes.hpp"},
    {uuid, "Uuid", "uuid", "schemac::runtime::Uuid", "<schemac/runtime/uuid.hpp>", "uuid.hpp"},
    {date, "Date", "date", "schemac::runtime::Date", "<schemac/runtime/date_time.hpp>", "date_time.hpp", kByValue},
    {time, "Time", "time", "schemac::runtime::Time", "<schemac/runtime/date_time.hpp>", "date_time.hpp", kByValue},
    {timetz, "TimeTz", "time with time zone", "schemac::runtime::TimeTz", "<schemac/runtime/date_time.hpp>",
     "date_time.hpp", kByValue},
    {timestamp, "Timestamp", "timestamp", "schemac::runtime::Timestamp", "<schemac/runtime/date_time.hpp>",
     "date_time.hpp", kByValue},
    {timestamptz, "TimestampTz", "timestamp with time zone", "schemac::runtime::TimestampTz",
     "<schemac/runtime/date_time.hpp>", "date_time.hpp", kByValue},
    {interval, "Interval", "interval", "schemac::runtime::Interval", "<schemac/runtime/interval.hpp>", "interval.hpp"},
    {json, "Json", "json", "schemac::runtime::Json", "<schemac/runtime/json.hpp>", "json.hpp"},
    {jsonb, "Jsonb", "jsonb", "schemac::runtime::Json", "<schemac/runtime/json.hpp>", "json.hpp"},
    {xml, "Xml", "xml", "schemac::runtime::Xml", "<schemac/runtime/xml.hpp>", "xml.hpp"},
    {inet, "Inet", "inet", "schemac::runtime::Inet", "<schemac/runtime/network.hpp>", "network.hpp"},
    {cidr, "Cidr", "cidr", "schemac::runtime::Cidr", "<schemac/runtime/network.hpp>", "network.hpp"},
    {macaddr, "MacAddr", "macaddr", "schemac::runtime::MacAddr", "<schemac/runtime/network.hpp>", "network.hpp"},
    {macaddr8, "MacAddr8", "macaddr8", "schemac::runtime::MacAddr8", "<schemac/runtime/network.hpp>", "network.hpp"},
    {bit, "Bit<N>", "bit(n)", "schemac::runtime::BitString", "<schemac/runtime/bits.hpp>", "bits.hpp"},
    {varbit, "VarBit<N>", "bit varying(n)", "schemac::runtime::BitString", "<schemac/runtime/bits.hpp>", "bits.hpp"},
    {point, "Point", "point", "schemac::runtime::Point", "<schemac/runtime/geometry.hpp>", "geometry.hpp"},
    {line, "Line", "line", "schemac::runtime::Line", "<schemac/runtime/geometry.hpp>", "geometry.hpp"},
    {lseg, "Lseg", "lseg", "schemac::runtime::LineSegment", "<schemac/runtime/geometry.hpp>", "geometry.hpp"},
    {box, "Box", "box", "schemac::runtime::Box", "<schemac/runtime/geometry.hpp>", "geometry.hpp"},
    {path, "Path", "path", "schemac::runtime::Path", "<schemac/runtime/geometry.hpp>", "geometry.hpp"},
    {polygon, "Polygon", "polygon", "schemac::runtime::Polygon", "<schemac/runtime/geometry.hpp>", "geometry.hpp"},
    {circle, "Circle", "circle", "schemac::runtime::Circle", "<schemac/runtime/geometry.hpp>", "geometry.hpp"},
    {tsvector, "TsVector", "tsvector", "schemac::runtime::TsVector", "<schemac/runtime/text_search.hpp>",
     "text_search.hpp", false, kAsText},
    {tsquery, "TsQuery", "tsquery", "schemac::runtime::TsQuery", "<schemac/runtime/text_search.hpp>", "text_search.hpp",
     false, kAsText},
    {pg_lsn, "PgLsn", "pg_lsn", "schemac::runtime::Lsn", "<schemac/runtime/system_types.hpp>", "system_types.hpp",
     kByValue},
    {oid, "Oid", "oid", "schemac::runtime::Oid", "<schemac/runtime/system_types.hpp>", "system_types.hpp", kByValue},
    {int4range, "Int4Range", "int4range", "schemac::runtime::Range<std::int32_t>", "<schemac/runtime/range.hpp>",
     "range.hpp"},
    {int8range, "Int8Range", "int8range", "schemac::runtime::Range<std::int64_t>", "<schemac/runtime/range.hpp>",
     "range.hpp"},
    {numrange, "NumRange", "numrange", "schemac::runtime::Range<schemac::runtime::Numeric>",
     "<schemac/runtime/range.hpp> <schemac/runtime/numeric.hpp>", "range.hpp"},
    {daterange, "DateRange", "daterange", "schemac::runtime::Range<schemac::runtime::Date>",
     "<schemac/runtime/range.hpp> <schemac/runtime/date_time.hpp>", "range.hpp"},
    {tsrange, "TsRange", "tsrange", "schemac::runtime::Range<schemac::runtime::Timestamp>",
     "<schemac/runtime/range.hpp> <schemac/runtime/date_time.hpp>", "range.hpp"},
    {tstzrange, "TsTzRange", "tstzrange", "schemac::runtime::Range<schemac::runtime::TimestampTz>",
     "<schemac/runtime/range.hpp> <schemac/runtime/date_time.hpp>", "range.hpp"},
    {int4multirange, "Int4MultiRange", "int4multirange", "schemac::runtime::Multirange<std::int32_t>",
     "<schemac/runtime/multirange.hpp>", "range.hpp"},
    {int8multirange, "Int8MultiRange", "int8multirange", "schemac::runtime::Multirange<std::int64_t>",
     "<schemac/runtime/multirange.hpp>", "range.hpp"},
    {nummultirange, "NumMultiRange", "nummultirange", "schemac::runtime::Multirange<schemac::runtime::Numeric>",
     "<schemac/runtime/multirange.hpp> <schemac/runtime/numeric.hpp>", "range.hpp"},
    {datemultirange, "DateMultiRange", "datemultirange", "schemac::runtime::Multirange<schemac::runtime::Date>",
     "<schemac/runtime/multirange.hpp> <schemac/runtime/date_time.hpp>", "range.hpp"},
    {tsmultirange, "TsMultiRange", "tsmultirange", "schemac::runtime::Multirange<schemac::runtime::Timestamp>",
     "<schemac/runtime/multirange.hpp> <schemac/runtime/date_time.hpp>", "range.hpp"},
    {tstzmultirange, "TsTzMultiRange", "tstzmultirange", "schemac::runtime::Multirange<schemac::runtime::TimestampTz>",
     "<schemac/runtime/multirange.hpp> <schemac/runtime/date_time.hpp>", "range.hpp"},
    {enumeration, "Enum<E>", "the enum type", "", "<schemac/runtime/enum.hpp>", "enum.hpp", kByValue, false, kCast},
    {custom, "Custom<\"…\">", "as written", "std::string", "<string>", "text.hpp", false, kAsText, kCast},
});

static_assert(std::is_sorted(kTypes.begin(), kTypes.end(),
                             [](const TypeSpelling& a, const TypeSpelling& b) { return a.word < b.word; }));
static_assert(kTypes.size() == static_cast<std::size_t>(custom) + 1, "each word has its row");

}  // namespace

std::span<const TypeSpelling> type_table() { return kTypes; }

}  // namespace schemac::emit

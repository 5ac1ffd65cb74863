// As what types parameters are declared: the compiler's table by name, and the numbers of the runtime's codecs.
#include "emit/parameter_types.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <schemac/runtime/codec/bits.hpp>
#include <schemac/runtime/codec/bytes.hpp>
#include <schemac/runtime/codec/date_time.hpp>
#include <schemac/runtime/codec/geometry.hpp>
#include <schemac/runtime/codec/interval.hpp>
#include <schemac/runtime/codec/json.hpp>
#include <schemac/runtime/codec/money.hpp>
#include <schemac/runtime/codec/network.hpp>
#include <schemac/runtime/codec/numeric.hpp>
#include <schemac/runtime/codec/range.hpp>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/codec/secret.hpp>
#include <schemac/runtime/codec/system_types.hpp>
#include <schemac/runtime/codec/text.hpp>
#include <schemac/runtime/codec/text_search.hpp>
#include <schemac/runtime/codec/uuid.hpp>
#include <schemac/runtime/codec/xml.hpp>

#include "emit/types.hpp"
#include "unit/emit/sample.hpp"

using namespace schemac;
using namespace schemac::runtime;
using model::TypeWord;

namespace {

/// Numbers that PostgreSQL has given once and for all: pg_type.dat. 0 is what the server infers.
const std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> kNumbers = {
    {"", {0, 0}},
    {"boolean", {16, 1000}},
    {"smallint", {21, 1005}},
    {"integer", {23, 1007}},
    {"bigint", {20, 1016}},
    {"real", {700, 1021}},
    {"double precision", {701, 1022}},
    {"numeric", {1700, 1231}},
    {"money", {790, 791}},
    {"text", {25, 1009}},
    {"bytea", {17, 1001}},
    {"uuid", {2950, 2951}},
    {"date", {1082, 1182}},
    {"time", {1083, 1183}},
    {"time with time zone", {1266, 1270}},
    {"timestamp", {1114, 1115}},
    {"timestamp with time zone", {1184, 1185}},
    {"interval", {1186, 1187}},
    {"xml", {142, 143}},
    {"inet", {869, 1041}},
    {"cidr", {650, 651}},
    {"macaddr", {829, 1040}},
    {"macaddr8", {774, 775}},
    {"bit varying", {1562, 1563}},
    {"point", {600, 1017}},
    {"line", {628, 629}},
    {"lseg", {601, 1018}},
    {"box", {603, 1020}},
    {"path", {602, 1019}},
    {"polygon", {604, 1027}},
    {"circle", {718, 719}},
    {"tsvector", {3614, 3643}},
    {"tsquery", {3615, 3645}},
    {"pg_lsn", {3220, 3221}},
    {"oid", {26, 1028}},
    {"int4range", {3904, 3905}},
    {"int8range", {3926, 3927}},
    {"numrange", {3906, 3907}},
    {"daterange", {3912, 3913}},
    {"tsrange", {3908, 3909}},
    {"tstzrange", {3910, 3911}},
    {"int4multirange", {4451, 6150}},
    {"int8multirange", {4536, 6157}},
    {"nummultirange", {4532, 6151}},
    {"datemultirange", {4535, 6155}},
    {"tsmultirange", {4533, 6152}},
    {"tstzmultirange", {4534, 6153}},
};

std::uint32_t number_of(const std::string& type) {
  const bool array = type.ends_with("[]");
  const auto [single, many] = kNumbers.at(array ? type.substr(0, type.size() - 2) : type);
  return array ? many : single;
}

model::Field field_of(TypeWord word, const std::string& sql) { return tests::field("value", word, sql); }

template <class T>
void holds(const model::Field& field) {
  INFO(field.type.sql);
  CHECK(number_of(emit::parameter_type(field)) == Codec<T>::kOid);
  CHECK(number_of(emit::array_parameter_type(field)) == Codec<T>::kArrayOid);
  model::Field array = field;
  array.type.array = true;
  array.type.sql += "[]";
  CHECK(number_of(emit::parameter_type(array)) == Codec<T>::kArrayOid);
}

template <class T>
void holds(TypeWord word) {
  std::string sql(emit::type_table()[static_cast<std::size_t>(word)].sql);
  if (const std::size_t modifiers = sql.find('('); modifiers != std::string::npos) sql.resize(modifiers);
  holds<T>(field_of(word, sql));
}

}  // namespace

TEST_CASE("parameters are declared as their codecs declare them") {
  holds<bool>(TypeWord::boolean);
  holds<std::int16_t>(TypeWord::smallint);
  holds<std::int32_t>(TypeWord::integer);
  holds<std::int64_t>(TypeWord::bigint);
  holds<float>(TypeWord::real);
  holds<double>(TypeWord::double_precision);
  holds<Numeric>(field_of(TypeWord::numeric, "numeric(10,2)"));
  holds<Money>(TypeWord::money);
  for (const TypeWord word : {TypeWord::text, TypeWord::varchar, TypeWord::char_, TypeWord::citext, TypeWord::custom})
    holds<std::string>(word);
  holds<Bytes>(TypeWord::bytea);
  holds<Uuid>(TypeWord::uuid);
  holds<Date>(TypeWord::date);
  holds<Time>(field_of(TypeWord::time, "time(3)"));
  holds<TimeTz>(TypeWord::timetz);
  holds<Timestamp>(TypeWord::timestamp);
  holds<TimestampTz>(field_of(TypeWord::timestamptz, "timestamp(3) with time zone"));
  holds<Interval>(TypeWord::interval);
  for (const TypeWord word : {TypeWord::json, TypeWord::jsonb}) holds<Json>(word);
  holds<Xml>(TypeWord::xml);
  holds<Inet>(TypeWord::inet);
  holds<Cidr>(TypeWord::cidr);
  holds<MacAddr>(TypeWord::macaddr);
  holds<MacAddr8>(TypeWord::macaddr8);
  for (const TypeWord word : {TypeWord::bit, TypeWord::varbit}) holds<BitString>(word);
  holds<Point>(TypeWord::point);
  holds<Line>(TypeWord::line);
  holds<LineSegment>(TypeWord::lseg);
  holds<Box>(TypeWord::box);
  holds<Path>(TypeWord::path);
  holds<Polygon>(TypeWord::polygon);
  holds<Circle>(TypeWord::circle);
  holds<TsVector>(TypeWord::tsvector);
  holds<TsQuery>(TypeWord::tsquery);
  holds<Lsn>(TypeWord::pg_lsn);
  holds<Oid>(TypeWord::oid);
  holds<Range<std::int32_t>>(TypeWord::int4range);
  holds<Range<std::int64_t>>(TypeWord::int8range);
  holds<Range<Numeric>>(TypeWord::numrange);
  holds<Range<Date>>(TypeWord::daterange);
  holds<Range<Timestamp>>(TypeWord::tsrange);
  holds<Range<TimestampTz>>(TypeWord::tstzrange);
  holds<Multirange<std::int32_t>>(TypeWord::int4multirange);
  holds<Multirange<std::int64_t>>(TypeWord::int8multirange);
  holds<Multirange<Numeric>>(TypeWord::nummultirange);
  holds<Multirange<Date>>(TypeWord::datemultirange);
  holds<Multirange<Timestamp>>(TypeWord::tsmultirange);
  holds<Multirange<TimestampTz>>(TypeWord::tstzmultirange);
}

TEST_CASE("an enumeration and what is secret are declared as they travel") {
  const model::Field role = field_of(TypeWord::enumeration, "public.role");
  CHECK(emit::parameter_type(role).empty());
  CHECK(emit::array_parameter_type(role).empty());
  model::Field secret = field_of(TypeWord::text, "text");
  secret.hashed = true;
  CHECK(number_of(emit::parameter_type(secret)) == Codec<PasswordHash>::kOid);
  CHECK(number_of(emit::array_parameter_type(secret)) == Codec<PasswordHash>::kArrayOid);
  secret.hashed = false;
  secret.encrypted = true;
  CHECK(number_of(emit::parameter_type(secret)) == Codec<Ciphertext>::kOid);
  CHECK(number_of(emit::array_parameter_type(secret)) == Codec<Ciphertext>::kArrayOid);
}

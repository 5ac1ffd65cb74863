// Every codec against the server: what it reads is what the server means, and what it sends is what the server sees.
#include <catch2/catch.hpp>
#include <limits>
#include <schemac/runtime/codec/array.hpp>
#include <schemac/runtime/codec/bits.hpp>
#include <schemac/runtime/codec/bytes.hpp>
#include <schemac/runtime/codec/date_time.hpp>
#include <schemac/runtime/codec/enum.hpp>
#include <schemac/runtime/codec/geometry.hpp>
#include <schemac/runtime/codec/interval.hpp>
#include <schemac/runtime/codec/json.hpp>
#include <schemac/runtime/codec/money.hpp>
#include <schemac/runtime/codec/network.hpp>
#include <schemac/runtime/codec/numeric.hpp>
#include <schemac/runtime/codec/range.hpp>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/codec/system_types.hpp>
#include <schemac/runtime/codec/text.hpp>
#include <schemac/runtime/codec/text_search.hpp>
#include <schemac/runtime/codec/uuid.hpp>
#include <schemac/runtime/codec/xml.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/query.hpp>

#include "support/private_server.hpp"

using namespace schemac;
using namespace schemac::runtime;

namespace {

enum class Mood { sad, very_happy };

Connection& database() {
  static Connection connection = [] {
    Connection made(tests::lasting_database("codec"));
    made.execute_unchecked_sql(
        "CREATE SCHEMA feelings; CREATE TYPE feelings.mood AS ENUM ('sad', 'very \"happy\", {so}\\')");
    return made;
  }();
  return connection;
}

template <class T>
T read(const Statement& statement) {
  return one<Scalar<T>>(database(), statement, Parameters());
}

/// What the server sees of a value that is sent: the statement gives it back as text.
template <class T>
std::string sent(const Statement& statement, const T& value) {
  return one<Scalar<std::string>>(database(), statement, values(value));
}

/// There, back, and equal.
template <class T>
void echoes(const Statement& statement, const T& value) {
  INFO(statement.sql());
  CHECK(one<Scalar<T>>(database(), statement, values(value)) == value);
  CHECK(one<Scalar<std::optional<T>>>(database(), statement, values(std::optional<T>())) == std::nullopt);
}

}  // namespace

template <>
struct schemac::runtime::EnumType<Mood> {
  static constexpr std::string_view kSchema = "feelings";
  static constexpr std::string_view kName = "mood";
  static constexpr EnumLabel<Mood> kLabels[] = {{Mood::sad, "sad"}, {Mood::very_happy, "very \"happy\", {so}\\"}};
};

TEST_CASE("the numbers of types are the server's") {
  const auto check = [](std::string_view name, const ServerType& type) {
    INFO(name);
    const auto found = database().query_unchecked_sql("SELECT oid, typarray FROM pg_type WHERE oid = $1::regtype",
                                                      {std::string(name)});
    CHECK(found[0].text(0) == std::to_string(type.oid));
    CHECK(found[0].text(1) == std::to_string(type.array_oid));
  };
  check("boolean", Codec<bool>::kTypes[0]);
  check("smallint", Codec<std::int16_t>::kTypes[0]);
  check("integer", Codec<std::int32_t>::kTypes[0]);
  check("bigint", Codec<std::int64_t>::kTypes[0]);
  check("real", Codec<float>::kTypes[0]);
  check("double precision", Codec<double>::kTypes[0]);
  check("numeric", Codec<Numeric>::kTypes[0]);
  check("money", Codec<Money>::kTypes[0]);
  check("text", Codec<std::string>::kTypes[0]);
  check("varchar", Codec<std::string>::kTypes[1]);
  check("bpchar", Codec<std::string>::kTypes[2]);
  check("name", Codec<std::string>::kTypes[3]);
  check("\"char\"", Codec<std::string>::kTypes[4]);
  check("bytea", Codec<Bytes>::kTypes[0]);
  check("uuid", Codec<Uuid>::kTypes[0]);
  check("date", Codec<Date>::kTypes[0]);
  check("time", Codec<Time>::kTypes[0]);
  check("timetz", Codec<TimeTz>::kTypes[0]);
  check("timestamp", Codec<Timestamp>::kTypes[0]);
  check("timestamptz", Codec<TimestampTz>::kTypes[0]);
  check("interval", Codec<Interval>::kTypes[0]);
  check("jsonb", Codec<Json>::kTypes[0]);
  check("json", Codec<Json>::kTypes[1]);
  check("xml", Codec<Xml>::kTypes[0]);
  check("inet", Codec<Inet>::kTypes[0]);
  check("cidr", Codec<Cidr>::kTypes[0]);
  check("macaddr", Codec<MacAddr>::kTypes[0]);
  check("macaddr8", Codec<MacAddr8>::kTypes[0]);
  check("varbit", Codec<BitString>::kTypes[0]);
  check("bit", Codec<BitString>::kTypes[1]);
  check("point", Codec<Point>::kTypes[0]);
  check("line", Codec<Line>::kTypes[0]);
  check("lseg", Codec<LineSegment>::kTypes[0]);
  check("box", Codec<Box>::kTypes[0]);
  check("path", Codec<Path>::kTypes[0]);
  check("polygon", Codec<Polygon>::kTypes[0]);
  check("circle", Codec<Circle>::kTypes[0]);
  check("oid", Codec<Oid>::kTypes[0]);
  check("pg_lsn", Codec<Lsn>::kTypes[0]);
  check("int4range", RangeOf<std::int32_t>::kNumbers.range);
  check("int8range", RangeOf<std::int64_t>::kNumbers.range);
  check("numrange", RangeOf<Numeric>::kNumbers.range);
  check("tsrange", RangeOf<Timestamp>::kNumbers.range);
  check("tstzrange", RangeOf<TimestampTz>::kNumbers.range);
  check("daterange", RangeOf<Date>::kNumbers.range);
  if (database().server_version() < 140000) return;
  check("int4multirange", RangeOf<std::int32_t>::kNumbers.multirange);
  check("int8multirange", RangeOf<std::int64_t>::kNumbers.multirange);
  check("nummultirange", RangeOf<Numeric>::kNumbers.multirange);
  check("tsmultirange", RangeOf<Timestamp>::kNumbers.multirange);
  check("tstzmultirange", RangeOf<TimestampTz>::kNumbers.multirange);
  check("datemultirange", RangeOf<Date>::kNumbers.multirange);
}

TEST_CASE("numbers come and go exactly") {
  echoes("SELECT $1::boolean", true);
  echoes("SELECT $1::boolean", false);
  echoes("SELECT $1::smallint", std::numeric_limits<std::int16_t>::min());
  echoes("SELECT $1::integer", std::numeric_limits<std::int32_t>::min());
  echoes("SELECT $1::bigint", std::numeric_limits<std::int64_t>::min());
  echoes("SELECT $1::real", 1.1f);
  echoes("SELECT $1::double precision", -0.1);
  echoes("SELECT $1::double precision", std::numeric_limits<double>::infinity());
  echoes("SELECT $1::money", Money{-1234});
  echoes("SELECT $1::oid", Oid{4'000'000'000});
  echoes("SELECT $1::pg_lsn", Lsn{0xFFFFFFFF00000001});
  CHECK(sent("SELECT $1::bigint::text", std::int64_t{-42}) == "-42");
  CHECK(sent("SELECT $1::pg_lsn::text", Lsn{0x16B374D848}) == "16/B374D848");
}

TEST_CASE("numerics come and go with every digit") {
  for (const std::string& text :
       {std::string("0"), std::string("0.00"), std::string("1"), std::string("-1"), std::string("10000"),
        std::string("9999.9999"), std::string("0.0001"), std::string("0.00001"), std::string("-12345678.000090"),
        std::string("100000000"), std::string("1.50"), std::string("NaN"), std::string("0.12345"),
        std::string("123456789012345678901234567890.123456789"), "1" + std::string(131071, '0'),
        "0." + std::string(16382, '0') + "1"}) {
    INFO(text.substr(0, 60));
    CHECK(sent("SELECT $1::numeric::text", Numeric(text)) == text);
    const Numeric back = one<Scalar<Numeric>>(database(), "SELECT $1::text::numeric", values(text));
    CHECK(back.to_string() == text);
  }
  CHECK(read<Numeric>("SELECT numeric(10,2) '12.5'").to_string() == "12.50");
  CHECK(read<Numeric>("SELECT 1e-5::numeric").to_string() == "0.00001");
  if (database().server_version() >= 140000) echoes("SELECT $1::numeric", Numeric::minus_infinity());
}

TEST_CASE("text of every kind is a string") {
  for (const char* text : {"", "plain", "é€\xf0\x9f\x98\x80", "'; DROP TABLE x; --", "\\ \" { } , NULL"})
    echoes("SELECT $1::text", std::string(text));
  echoes("SELECT $1::varchar", std::string("x"));
  echoes("SELECT $1::name", std::string("x"));
  CHECK(read<std::string>("SELECT 'ab'::char(4)") == "ab  ");
  CHECK(read<std::string>("SELECT 'a'::\"char\"") == "a");
  CHECK(read<std::string>("SELECT 'bare'") == "bare");
  CHECK(sent("SELECT $1::text", std::string_view("view")) == "view");
  CHECK(sent("SELECT length($1::text)::text", std::string(100000, 'x')) == "100000");
  Bytes bytes(256);
  for (std::size_t index = 0; index < bytes.size(); ++index) bytes[index] = static_cast<std::byte>(index);
  echoes("SELECT $1::bytea", bytes);
  echoes("SELECT $1::bytea", Bytes());
}

TEST_CASE("days and instants come and go, infinite ones too") {
  for (const char* text : {"2026-03-01", "0044-03-15 BC", "4714-11-24 BC", "5874897-12-31", "infinity", "-infinity"}) {
    INFO(text);
    CHECK(sent("SELECT $1::date::text", Date::parse(text).value()) == text);
    CHECK(one<Scalar<Date>>(database(), "SELECT $1::text::date", values(std::string(text))).to_string() == text);
  }
  for (const char* text : {"2026-03-01 09:30:00.25", "1999-12-31 23:59:59.999999", "4714-11-24 00:00:00 BC",
                           "294276-12-31 23:59:59.999999", "infinity", "-infinity"}) {
    INFO(text);
    CHECK(sent("SELECT $1::timestamp::text", Timestamp::parse(text).value()) == text);
    CHECK(one<Scalar<Timestamp>>(database(), "SELECT $1::text::timestamp", values(std::string(text))).to_string() ==
          text);
  }
  database().execute_unchecked_sql("SET TimeZone = 'Pacific/Auckland'");  // instants do not care
  CHECK(read<TimestampTz>("SELECT timestamptz '2026-03-01 09:30:00+02'").to_string() == "2026-03-01 07:30:00+00");
  CHECK(sent("SELECT ($1::timestamptz AT TIME ZONE 'UTC')::text", TimestampTz::from_unix_microseconds(0)) ==
        "1970-01-01 00:00:00");
  echoes("SELECT $1::timestamptz", TimestampTz::infinity());
  database().execute_unchecked_sql("RESET TimeZone");
  for (const char* text : {"00:00:00", "13:45:30.000001", "24:00:00"}) {
    CHECK(sent("SELECT $1::time::text", Time::parse(text).value()) == text);
    CHECK(one<Scalar<Time>>(database(), "SELECT $1::text::time", values(std::string(text))).to_string() == text);
  }
  for (const char* text : {"13:45:30+02", "13:45:30.5-03:30", "00:00:00+00"}) {
    CHECK(sent("SELECT $1::timetz::text", TimeTz::parse(text).value()) == text);
    CHECK(one<Scalar<TimeTz>>(database(), "SELECT $1::text::timetz", values(std::string(text))).to_string() == text);
  }
  echoes("SELECT $1::interval", Interval{-14, 3, -14706700000});
  CHECK(read<Interval>("SELECT interval '1 year 2 months 3 days 04:05:06.7'").to_string() == "P1Y2M3DT4H5M6.7S");
  CHECK(sent("SELECT $1::interval::text", Interval{14, -3, 1}) == "1 year 2 mons -3 days +00:00:00.000001");
}

TEST_CASE("an instant out of the range of its type is the server's DataException") {
  CHECK_THROWS_AS(read<Date>("SELECT date '5874898-01-01'"), DataException);
  CHECK_THROWS_AS(sent("SELECT $1::timestamp::text", Timestamp{INT64_MAX - 1}), DataException);
  CHECK_THROWS_AS(sent("SELECT $1::time::text", Time{-1}), DataException);
}

TEST_CASE("identifiers, addresses and bits come and go") {
  echoes("SELECT $1::uuid", *Uuid::parse("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
  CHECK(sent("SELECT $1::uuid::text", Uuid{{1, 2, 3}}) == Uuid{{1, 2, 3}}.to_string());
  for (const char* text : {"192.168.0.1/24", "10.0.0.1", "2001:db8::1/64", "::1"}) {
    echoes("SELECT $1::inet", *Inet::parse(text));
    CHECK(sent("SELECT $1::inet::text", *Inet::parse(text)) ==
          (std::string(text).find('/') != std::string::npos
               ? text
               : std::string(text) + (Inet::parse(text)->is_v6 ? "/128" : "/32")));
  }
  echoes("SELECT $1::cidr", *Cidr::parse("10.0.0.0/8"));
  echoes("SELECT $1::cidr", *Cidr::parse("2001:db8::/32"));
  echoes("SELECT $1::macaddr", *MacAddr::parse("08:00:2b:01:02:03"));
  echoes("SELECT $1::macaddr8", *MacAddr8::parse("08:00:2b:01:02:03:04:05"));
  echoes("SELECT $1::varbit", BitString("1010101011"));
  echoes("SELECT $1::varbit", BitString(""));
  CHECK(read<BitString>("SELECT B'101'::bit(5)").to_string() == "10100");
  CHECK(sent("SELECT $1::bit(3)::text", BitString("101")) == "101");
}

TEST_CASE("documents come and go") {
  CHECK(read<Json>("SELECT '{\"b\": 1,  \"a\": [null]}'::jsonb").text == R"({"a": [null], "b": 1})");
  CHECK(read<Json>("SELECT '{\"b\": 1,  \"a\": [null]}'::json").text == R"({"b": 1,  "a": [null]})");
  echoes("SELECT $1::jsonb", Json{R"({"a": "é'\"\\"})"});
  echoes("SELECT $1::json", Json{"[1,  2]"});
  CHECK_THROWS_AS(sent("SELECT $1::jsonb::text", Json{"{"}), DataException);
  echoes("SELECT $1::xml", Xml{"<a>é</a>"});
  CHECK(read<TsVector>("SELECT to_tsvector('simple', 'b a')::text").text == "'a':2 'b':1");
  CHECK(sent("SELECT ($1::tsvector @@ 'a'::tsquery)::text", TsVector{"a:1"}) == "true");
  CHECK(sent("SELECT $1::tsquery::text", TsQuery{"a & !b"}) == "'a' & !'b'");
  CHECK_THROWS_AS(read<TsVector>("SELECT 'a'::tsquery"), DecodeError);
}

TEST_CASE("what is searched in and for is read from its binary form as PostgreSQL writes it") {
  for (const char* text :
       {"", "'a'", "'a':1 'b':2,3", "'a':1A,2B,3C,4 'b':16383", R"('it''s' 'back\\slash' 'é x':7A)"}) {
    INFO(text);
    const std::string given = text;
    CHECK(one<Scalar<TsVector>>(database(), "SELECT $1::text::tsvector", values(given)).text ==
          one<Scalar<std::string>>(database(), "SELECT $1::text::tsvector::text", values(given)));
  }
  for (const char* text :
       {"", "a", "!a", "!!a", "a & b | c", "a & (b | c)", "!(a | b)", "a <-> b <-> c", "a <-> (b <-> c)",
        "(a <2> b) <-> c & d", "a <0> (b | !c)", "(a | b) <-> (c & d)", "a:*", "a:*ABCD & b:c",
        R"('it''s' | 'back\\slash')", "!(a <-> b) & !(c & !d)", "a & b & c & d", "a | (b | (c | d))"}) {
    INFO(text);
    const std::string given = text;
    CHECK(one<Scalar<TsQuery>>(database(), "SELECT $1::text::tsquery", values(given)).text ==
          one<Scalar<std::string>>(database(), "SELECT $1::text::tsquery::text", values(given)));
  }
  CHECK(read<std::vector<TsVector>>("SELECT ARRAY['a:1 b'::tsvector, '']") ==
        std::vector{TsVector{"'a':1 'b'"}, TsVector{""}});
}

TEST_CASE("shapes come and go") {
  echoes("SELECT $1::point", Point{1.5, -2});
  echoes("SELECT $1::line", Line{1, 2, 3});
  echoes("SELECT $1::lseg", LineSegment{{1, 2}, {3, 4}});
  echoes("SELECT $1::box", Box{{3, 4}, {1, 2}});
  echoes("SELECT $1::path", Path{true, {{1, 2}, {3, 4}}});
  echoes("SELECT $1::path", Path{false, {{1, 2}}});
  echoes("SELECT $1::polygon", Polygon{{{0, 0}, {1, 0}, {0, 1}}});
  echoes("SELECT $1::circle", Circle{{1, 2}, 3});
  CHECK(sent("SELECT $1::polygon::text", Polygon{{{0, 0}, {1, 0}}}) == "((0,0),(1,0))");
}

TEST_CASE("ranges come and go with their bounds") {
  CHECK(read<Range<std::int32_t>>("SELECT int4range(1, 3, '[]')") == Range<std::int32_t>(1, 4));
  CHECK(read<Range<std::int32_t>>("SELECT int4range(1, 1)").is_empty());
  echoes("SELECT $1::int4range", Range<std::int32_t>(std::nullopt, 5));
  echoes("SELECT $1::int8range", Range<std::int64_t>(5, std::nullopt));
  echoes("SELECT $1::int8range", Range<std::int64_t>::everything());
  for (const Bounds bounds : {Bounds::open, Bounds::closed, Bounds::closed_open, Bounds::open_closed}) {
    echoes("SELECT $1::numrange", Range<Numeric>(Numeric("1.5"), Numeric("2.5"), bounds));
  }
  CHECK(sent("SELECT $1::numrange::text", Range<Numeric>(Numeric("1.5"), Numeric("2.5"), Bounds::open_closed)) ==
        "(1.5,2.5]");
  echoes("SELECT $1::daterange", Range<Date>(Date{0}, Date::infinity()));
  echoes("SELECT $1::tsrange", Range<Timestamp>(Timestamp{0}, Timestamp{1}));
  echoes("SELECT $1::tstzrange", Range<TimestampTz>(TimestampTz{0}, TimestampTz{1}));
  echoes("SELECT $1::tstzrange", Range<TimestampTz>::empty());
  CHECK_THROWS_AS(sent("SELECT $1::int4range::text", Range<std::int32_t>(3, 1)), DataException);
  if (database().server_version() < 140000) return;
  using Numbers = Multirange<std::int32_t>;
  echoes("SELECT $1::int4multirange", Numbers{{Range<std::int32_t>(1, 3), Range<std::int32_t>(5, std::nullopt)}});
  echoes("SELECT $1::int4multirange", Numbers{});
  CHECK(sent("SELECT $1::datemultirange::text",
             Multirange<Date>{{Range<Date>(Date{0}, Date{5}), Range<Date>(Date{3}, Date{9})}}) ==
        "{[2000-01-01,2000-01-10)}");
}

TEST_CASE("arrays of anything come and go") {
  echoes("SELECT $1::integer[]", std::vector<std::int32_t>{1, -2, 3});
  echoes("SELECT $1::integer[]", std::vector<std::int32_t>{});
  echoes("SELECT $1::integer[]", std::vector<std::optional<std::int32_t>>{1, std::nullopt});
  echoes("SELECT $1::boolean[]", std::vector<bool>{true, false});
  echoes("SELECT $1::text[]", std::vector<std::string>{"", "NULL", "a,b", "{\"\\}", "é"});
  echoes("SELECT $1::varchar[]", std::vector<std::optional<std::string>>{std::nullopt, "x"});
  echoes("SELECT $1::uuid[]", std::vector<Uuid>{{}, {{1}}});
  echoes("SELECT $1::numeric[]", std::vector<Numeric>{Numeric("1.50"), Numeric("NaN")});
  echoes("SELECT $1::timestamptz[]", std::vector<TimestampTz>{{1}, {2}});
  echoes("SELECT $1::tstzrange[]", std::vector<Range<TimestampTz>>{{}, Range<TimestampTz>::everything()});
  echoes("SELECT $1::jsonb[]", std::vector<Json>{{"{\"a\": \"x,\\\"y\"}"}, {"null"}});
  echoes("SELECT $1::xml[]", std::vector<Xml>{{"<a b=\"c\"/>"}});
  echoes("SELECT $1::bytea[]", std::vector<Bytes>{{std::byte{0}}, {}});
  echoes("SELECT $1::box[]", std::vector<Box>{{{3, 4}, {1, 2}}, {{1, 1}, {0, 0}}});
  CHECK_THROWS_AS(read<std::vector<std::int32_t>>("SELECT ARRAY[[1,2],[3,4]]"), DecodeError);
  CHECK_THROWS_AS(read<std::vector<std::int32_t>>("SELECT ARRAY[1,NULL]"), DecodeError);
  CHECK_THROWS_AS(read<std::vector<std::int32_t>>("SELECT 1"), DecodeError);
  CHECK(read<std::vector<std::int32_t>>("SELECT '[5:6]={1,2}'::int[]") == std::vector<std::int32_t>{1, 2});
}

TEST_CASE("enums come and go by their labels") {
  echoes("SELECT $1::feelings.mood", Mood::sad);
  echoes("SELECT $1::feelings.mood", Mood::very_happy);
  echoes("SELECT $1::feelings.mood[]", std::vector<Mood>{Mood::very_happy, Mood::sad});
  echoes("SELECT $1::feelings.mood[]", std::vector<std::optional<Mood>>{Mood::very_happy, std::nullopt});
  CHECK_THROWS_AS(sent("SELECT $1::feelings.mood::text", static_cast<Mood>(9)), InvalidValue);
  CHECK_THROWS_AS(read<Mood>("SELECT 'sad'::text"), DecodeError);
  database().execute_unchecked_sql("CREATE SCHEMA elsewhere; CREATE TYPE elsewhere.mood AS ENUM ('sad')");
  CHECK_THROWS_AS(read<Mood>("SELECT 'sad'::elsewhere.mood"), DecodeError);
  database().execute_unchecked_sql("ALTER TYPE feelings.mood ADD VALUE 'new'");
  CHECK_THROWS_WITH(read<Mood>("SELECT 'new'::feelings.mood AS how"),
                    Catch::Contains("column `how`") && Catch::Contains("no label `new`"));
}

TEST_CASE("a type that we have no word for travels as text") {
  CHECK(sent("SELECT ($1::jsonpath)::text", std::string("$.a")) == "$.\"a\"");
  database().execute_unchecked_sql("CREATE TYPE pair AS (a int, b text)");
  CHECK(sent("SELECT ($1::pair)::text", std::string("(1,x)")) == "(1,x)");
  CHECK_THROWS_AS(read<std::string>("SELECT '(1,x)'::pair"), DecodeError);
}

TEST_CASE("a domain is read as what it is made of") {
  database().execute_unchecked_sql("CREATE DOMAIN positive AS int CHECK (value > 0)");
  CHECK(read<std::int32_t>("SELECT 5::positive") == 5);
  CHECK_THROWS_AS(sent("SELECT $1::positive::text", std::int32_t{-1}), CheckViolation);
}

TEST_CASE("NULL where a value must be names the column") {
  CHECK_THROWS_WITH(read<std::int32_t>("SELECT NULL::int AS missing"),
                    Catch::Contains("column `missing`") && Catch::Contains("NULL"));
  CHECK(read<std::optional<std::int32_t>>("SELECT NULL::int") == std::nullopt);
  CHECK(read<std::optional<std::string>>("SELECT ''::text") == "");
}

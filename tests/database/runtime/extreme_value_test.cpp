// Values at the ends of what PostgreSQL holds, and beyond them: carried whole, or refused in so many words, with the
// session as it was.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <schemac/runtime/codec/array.hpp>
#include <schemac/runtime/codec/bytes.hpp>
#include <schemac/runtime/codec/date_time.hpp>
#include <schemac/runtime/codec/interval.hpp>
#include <schemac/runtime/codec/numeric.hpp>
#include <schemac/runtime/codec/range.hpp>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/codec/text.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/copy.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>

#include "support/private_server.hpp"

using namespace schemac;
using namespace schemac::runtime;

namespace {

struct Fixture {
  Connection db{tests::fresh_database("extreme")};
  Fixture() { db.execute_unchecked_sql("CREATE TABLE t (x text, n numeric)"); }

  /// What the server says of a value that is sent.
  template <class T>
  std::string said(const Statement& statement, const T& value) {
    return one<Scalar<std::string>>(db, statement, values(value));
  }
  bool works() { return one<Scalar<std::int32_t>>(db, "SELECT 1", values()) == 1; }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "what is no number and what has no end is carried as that", "[extreme]") {
  CHECK(said("SELECT $1::double precision::text", std::numeric_limits<double>::quiet_NaN()) == "NaN");
  CHECK(std::isnan(one<Scalar<double>>(db, "SELECT 'NaN'::double precision", values())));
  CHECK(std::isnan(one<Scalar<float>>(db, "SELECT 'NaN'::real", values())));
  CHECK(said("SELECT $1::numeric::text", Numeric::nan()) == "NaN");
  CHECK(said("SELECT $1::date::text", Date::infinity()) == "infinity");
  CHECK(one<Scalar<TimestampTz>>(db, "SELECT '-infinity'::timestamptz", values()) == TimestampTz::minus_infinity());
  CHECK(said("SELECT $1::date::text", Date::parse("4714-11-24 BC").value()) == "4714-11-24 BC");
  CHECK(said("SELECT $1::timestamptz::text", TimestampTz::parse("0001-01-01 00:00:00Z BC").value()).ends_with(" BC"));
  using Instants = Range<TimestampTz>;
  CHECK(said("SELECT isempty($1::tstzrange)::text", Instants::empty()) == "true");
  CHECK(said("SELECT (lower_inf($1::tstzrange) AND upper_inf($1::tstzrange))::text",
             Instants(std::nullopt, std::nullopt)) == "true");
  // Without a bound, and with a bound that is infinite, are two things.
  const Instants to_infinity(std::nullopt, TimestampTz::infinity());
  CHECK(said("SELECT upper_inf($1::tstzrange)::text", to_infinity) == "false");
  CHECK(one<Scalar<Instants>>(db, "SELECT tstzrange(NULL, 'infinity')", values()) == to_infinity);
  CHECK(works());
}

TEST_CASE_METHOD(Fixture, "text that is none is refused before it is sent, wherever it stands", "[extreme]") {
  for (const std::string& text :
       {std::string("a\0b", 3), std::string("\xff"), std::string("\xed\xa0\x80"), std::string("ends early \xe2\x82")}) {
    CHECK_THROWS_AS(said("SELECT $1::text", text), InvalidValue);
    CHECK_THROWS_AS(said("SELECT ($1::text[])[1]", std::vector<std::string>{text}), InvalidValue);
    Pipeline pipeline(db);
    CHECK_THROWS_AS(touched(pipeline, "INSERT INTO t VALUES ($1)", values(text)), InvalidValue);
    CHECK(pipeline.waiting() == 0);
    {
      CopyIn copy(db, "COPY t (x) FROM STDIN (FORMAT binary)");
      copy.begin_row(1);
      CHECK_THROWS_WITH(copy.add(text), Catch::StartsWith("row 1, column `"));
    }
    CHECK(works());
  }
  const std::string bytes("a\0b\xff", 4);
  Bytes any;
  for (const char byte : bytes) any.push_back(static_cast<std::byte>(byte));
  CHECK(said("SELECT encode($1::bytea, 'hex')", any) == "610062ff");
  CHECK(one<Scalar<std::int64_t>>(db, "SELECT count(*) FROM t", values()) == 0);
}

TEST_CASE_METHOD(Fixture, "a NULL inside an array is an element where elements may be NULL, else an error that says so",
                 "[extreme]") {
  using Texts = std::vector<std::optional<std::string>>;
  CHECK(one<Scalar<Texts>>(db, "SELECT ARRAY['a', NULL, '']", values()) == Texts{"a", std::nullopt, ""});
  CHECK(said("SELECT array_to_string($1::text[], ',', 'none')", Texts{std::nullopt, "b"}) == "none,b");
  CHECK_THROWS_WITH(one<Scalar<std::vector<std::string>>>(db, "SELECT ARRAY['a', NULL] AS names", values()),
                    Catch::Contains("column `names`"));
  CHECK_THROWS_WITH(one<Scalar<std::vector<std::int32_t>>>(db, "SELECT ARRAY[[1, 2], [3, 4]]", values()),
                    Catch::Contains("2 dimensions"));
  CHECK(works());
}

TEST_CASE_METHOD(Fixture, "values that the server finds too large are its own typed errors", "[extreme]") {
  CHECK_THROWS_AS(said("SELECT ($1::bigint + 1)::text", std::numeric_limits<std::int64_t>::max()), DataException);
  CHECK_THROWS_AS(said("SELECT $1::text::int::text", std::string("2147483648")), DataException);
  CHECK_THROWS_AS(
      said("SELECT ($1::timestamptz + interval '1 year')::text", TimestampTz::parse("294276-12-31 23:59:59Z").value()),
      DataException);
  CHECK(said("SELECT length($1::numeric::text)::text", Numeric(std::string(100'000, '9'))) == "100000");
  CHECK(works());
}

TEST_CASE_METHOD(Fixture, "text of many megabytes is carried, of a gigabyte refused", "[extreme]") {
  std::string text(48 * 1024 * 1024, 'x');
  text.back() = 'y';
  db.execute_unchecked_sql("CREATE TABLE large (x text)");
  CHECK(touched(db, "INSERT INTO large VALUES ($1)", values(text)));
  CHECK(one<Scalar<std::string>>(db, "SELECT x FROM large", values()) == text);
  {
    CopyIn copy(db, "COPY large FROM STDIN (FORMAT binary)");
    copy.begin_row(1);
    copy.add(text);
    CHECK(copy.finish() == 1);
  }
  CHECK(one<Scalar<std::int64_t>>(db, "SELECT count(DISTINCT x) FROM large", values()) == 1);

  text.resize(0x40000000, 'x');
  CHECK_THROWS_WITH(values(text), Catch::Contains("1 GB"));
  CHECK_THROWS_AS(db.query_unchecked_sql("SELECT length($1::text)", {text}), InvalidValue);
  text.resize(0x20000000);
  CHECK_THROWS_WITH(values(text, text), Catch::Contains("1 GB or more together"));
  CHECK_THROWS_AS(db.query_unchecked_sql("SELECT $1::text || $2::text", {text, text}), InvalidValue);
  CHECK(works());
}

TEST_CASE_METHOD(Fixture, "an answer that is too large to be one is an error of the server, and no more", "[extreme]") {
  CHECK_THROWS_AS(one<Scalar<std::string>>(db, "SELECT repeat('x', 1024 * 1024 * 1024)", values()), Error);
  CHECK(works());
}

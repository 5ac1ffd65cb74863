#include <catch2/catch.hpp>
#include <limits>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/numeric.hpp>

using schemac::runtime::Numeric;

TEST_CASE("a numeric keeps its digits and its scale") {
  for (const auto& [given, kept] : {
           std::pair{"0", "0"},
           {"-0", "0"},
           {"0.00", "0.00"},
           {"-0.00", "0.00"},
           {"+1.50", "1.50"},
           {"007", "7"},
           {"1.", "1"},
           {".5", "0.5"},
           {"-.5", "-0.5"},
           {"1e3", "1000"},
           {"1.5e1", "15"},
           {"1.5E-2", "0.015"},
           {"12e-5", "0.00012"},
           {"1e+2", "100"},
           {"123456789012345678901234567890.1", "123456789012345678901234567890.1"},
           {"NaN", "NaN"},
           {"nan", "NaN"},
           {"-infinity", "-Infinity"},
           {"Inf", "Infinity"},
           {"+inf", "Infinity"},
           {"0e5", "0"},
       }) {
    INFO(given);
    REQUIRE(Numeric::parse(given));
    CHECK(Numeric::parse(given)->to_string() == kept);
  }
  CHECK(Numeric("12.340").scale() == 3);
  CHECK(Numeric("12").scale() == 0);
  CHECK(Numeric(std::numeric_limits<std::int64_t>::min()).to_string() == "-9223372036854775808");
  CHECK(Numeric(std::numeric_limits<std::uint64_t>::max()).to_string() == "18446744073709551615");
  CHECK(Numeric().to_string() == "0");
}

TEST_CASE("what is no numeric is refused") {
  for (const char* text :
       {"",      " 1",   "1 ",  "-",    "+",   ".",    "e5",   "1e",       "1e+",      "1e+-2",
        "1e-+2", "1..2", "1,5", "0x10", "--1", "NaN1", "-NaN", "1e999999", "1e-99999", "1e99999999999999"}) {
    INFO(text);
    CHECK_FALSE(Numeric::parse(text));
    CHECK_THROWS_AS(Numeric(text), schemac::runtime::InvalidValue);
  }
  CHECK(Numeric::parse("1" + std::string(131071, '0')));
  CHECK_FALSE(Numeric::parse("1" + std::string(131072, '0')));
  CHECK(Numeric::parse("0." + std::string(16382, '0') + "1"));
  CHECK_FALSE(Numeric::parse("0." + std::string(16383, '0') + "1"));
}

TEST_CASE("numerics compare as numbers, in PostgreSQL's order") {
  const char* const ascending[] = {"-Infinity", "-100", "-99.5",  "-10", "-9.99", "-0.01",    "0",  "0.001",
                                   "0.01",      "9",    "9.0001", "10",  "100",   "Infinity", "NaN"};
  for (std::size_t left = 0; left < std::size(ascending); ++left) {
    for (std::size_t right = 0; right < std::size(ascending); ++right) {
      INFO(ascending[left] << " and " << ascending[right]);
      CHECK((Numeric(ascending[left]) < Numeric(ascending[right])) == (left < right));
      CHECK((Numeric(ascending[left]) == Numeric(ascending[right])) == (left == right));
    }
  }
  CHECK(Numeric("1.0") == Numeric("1.000"));
  CHECK(Numeric("-1") == Numeric("-1.00"));
  CHECK(Numeric("0") == Numeric("0.00"));
  CHECK(Numeric("1.5") < Numeric("1.50001"));
  CHECK(Numeric("1.50001") > Numeric("1.5"));
}

TEST_CASE("a numeric converts where it can") {
  CHECK(Numeric("42.000").to_int64() == 42);
  CHECK(Numeric("-9223372036854775808").to_int64() == std::numeric_limits<std::int64_t>::min());
  CHECK_FALSE(Numeric("9223372036854775808").to_int64());
  CHECK_FALSE(Numeric("0.5").to_int64());
  CHECK_FALSE(Numeric::nan().to_int64());
  CHECK(Numeric("0.1").to_double() == 0.1);
  CHECK(Numeric("-Infinity").to_double() == -std::numeric_limits<double>::infinity());
  CHECK(Numeric("NaN").to_double() != Numeric("NaN").to_double());
  CHECK(Numeric("1" + std::string(400, '0')).to_double() == std::numeric_limits<double>::infinity());
  CHECK(Numeric("-0." + std::string(400, '0') + "1").to_double() == 0.0);
}

#include <catch2/catch.hpp>
#include <schemac/runtime/chrono.hpp>
#include <schemac/runtime/date_time.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/interval.hpp>

using namespace schemac::runtime;

TEST_CASE("dates are days of the calendar, also before Christ") {
  CHECK(Date{0}.to_string() == "2000-01-01");
  CHECK(Date{-10957}.to_string() == "1970-01-01");
  CHECK(Date::parse("2024-02-29")->days_since_2000 == 8825);
  CHECK(Date::of({.year = -43, .month = 3, .day = 15}).to_string() == "0044-03-15 BC");
  CHECK(Date::parse("0001-01-01 BC")->civil() == CivilDate{0, 1, 1});
  for (const char* text : {"4714-11-24 BC", "0001-12-31 BC", "0001-01-01", "1900-02-28", "2000-02-29", "9999-12-31",
                           "5874897-12-31", "infinity", "-infinity"}) {
    INFO(text);
    REQUIRE(Date::parse(text));
    CHECK(Date::parse(text)->to_string() == text);
  }
  for (const char* text :
       {"", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-1-1", "26-01-01", "2026-01-01 ",
        "0000-01-01", "2026-01-01BC", "4714-11-23 BC", "5874898-01-01", "tomorrow"}) {
    INFO(text);
    CHECK_FALSE(Date::parse(text));
  }
  CHECK_THROWS_AS(Date::of({2026, 2, 30}), InvalidValue);
  CHECK(Date::minus_infinity() < Date{0});
  CHECK(Date{0} < Date::infinity());
}

TEST_CASE("every day of four centuries comes back as itself") {
  for (std::int32_t day = -80000; day < 80000; ++day) {
    const CivilDate civil = Date{day}.civil();
    if (Date::of(civil).days_since_2000 != day) FAIL(day);
  }
}

TEST_CASE("an infinite timestamp has an infinite day and no time of it") {
  CHECK(Timestamp::infinity().date() == Date::infinity());
  CHECK(Timestamp::minus_infinity().date() == Date::minus_infinity());
  CHECK(Timestamp::infinity().time() == Time{});
  CHECK(Timestamp::minus_infinity().time() == Time{});
}

TEST_CASE("times of day reach from midnight to midnight") {
  for (const char* text : {"00:00:00", "13:45:30", "23:59:59.999999", "12:00:00.5", "24:00:00"}) {
    INFO(text);
    REQUIRE(Time::parse(text));
    CHECK(Time::parse(text)->to_string() == text);
  }
  CHECK(Time::parse("13:45")->to_string() == "13:45:00");
  for (const char* text :
       {"24:00:00.1", "25:00", "12:60", "12:00:60", "1:00", "12", "12:00:00.", "12:00:00.1234567", "12:00 "}) {
    INFO(text);
    CHECK_FALSE(Time::parse(text));
  }
  CHECK(TimeTz::parse("13:45:30+02")->to_string() == "13:45:30+02");
  CHECK(TimeTz::parse("13:45:30-03:30")->utc_offset_seconds == -(3 * 3600 + 1800));
  CHECK(TimeTz::parse("13:45:30-03:30")->to_string() == "13:45:30-03:30");
  CHECK(TimeTz::parse("13:45:30+01:02:03")->to_string() == "13:45:30+01:02:03");
  CHECK(TimeTz::parse("13:45:30Z")->to_string() == "13:45:30+00");
  CHECK_FALSE(TimeTz::parse("13:45:30"));
  CHECK_FALSE(TimeTz::parse("13:45:30+16"));
}

TEST_CASE("timestamps are a day and a time, or an instant") {
  for (const char* text : {"2026-03-01 09:30:00.25", "1999-12-31 23:59:59.999999", "0044-03-15 12:00:00 BC",
                           "4714-11-24 00:00:00 BC", "294276-12-31 23:59:59.999999", "infinity", "-infinity"}) {
    INFO(text);
    REQUIRE(Timestamp::parse(text));
    CHECK(Timestamp::parse(text)->to_string() == text);
  }
  const Timestamp early = *Timestamp::parse("1999-12-31T23:00:00");
  CHECK(early.date().to_string() == "1999-12-31");
  CHECK(early.time().to_string() == "23:00:00");
  CHECK(Timestamp::of(early.date(), early.time()) == early);
  CHECK_FALSE(Timestamp::parse("2026-03-01 09:30:00+00"));
  CHECK_FALSE(Timestamp::parse("294277-01-01 00:00:00"));
  CHECK_FALSE(Timestamp::parse("4714-11-23 23:59:59 BC"));
  CHECK_THROWS_AS(Timestamp::of(Date::infinity()), InvalidValue);
  CHECK_THROWS_AS(Timestamp::of(*Date::parse("5874897-12-31")), InvalidValue);

  CHECK(TimestampTz::parse("2026-03-01 09:30:00+02")->to_string() == "2026-03-01 07:30:00+00");
  CHECK(TimestampTz::parse("0044-03-15 12:00:00+00 BC")->to_string() == "0044-03-15 12:00:00+00 BC");
  CHECK_FALSE(TimestampTz::parse("2026-03-01 09:30:00"));
  CHECK(TimestampTz::from_unix_microseconds(0).to_string() == "1970-01-01 00:00:00+00");
  CHECK(TimestampTz{0}.unix_microseconds() == 946684800000000);
}

TEST_CASE("an interval prints as ISO 8601") {
  CHECK(Interval{}.to_string() == "PT0S");
  CHECK(Interval{14, 3, 14706700000}.to_string() == "P1Y2M3DT4H5M6.7S");
  CHECK(Interval{-1, 0, -500000}.to_string() == "P-1MT-0.5S");
  CHECK(Interval{0, 0, 60000000}.to_string() == "PT1M");
}

TEST_CASE("std::chrono and PostgreSQL agree on days and instants") {
  using namespace std::chrono;
  const auto day = sys_days(year(2026) / 3 / 1);
  CHECK(to_date(day).to_string() == "2026-03-01");
  CHECK(to_sys_days(*Date::parse("2026-03-01")) == day);
  CHECK(to_year_month_day(*Date::parse("2026-03-01")) == year(2026) / 3 / 1);
  CHECK(to_date(year(2024) / 2 / 29).to_string() == "2024-02-29");
  CHECK_THROWS_AS(to_date(year(2026) / 2 / 29), InvalidValue);
  CHECK_THROWS_AS(to_sys_days(Date::infinity()), InvalidValue);
  CHECK_THROWS_AS(to_year_month_day(*Date::parse("5874897-12-31")), InvalidValue);
  CHECK(to_timestamp_tz(day + hours(7) + microseconds(5)).to_string() == "2026-03-01 07:00:00.000005+00");
  CHECK(to_sys_time(*TimestampTz::parse("2026-03-01 07:00:00+00")) == day + hours(7));
  CHECK(to_local_time(*Timestamp::parse("2026-03-01 07:00:00")) == local_days(year(2026) / 3 / 1) + hours(7));
  CHECK(to_timestamp(local_days(year(2026) / 3 / 1) + hours(7)).to_string() == "2026-03-01 07:00:00");
  CHECK_THROWS_AS(to_sys_time(TimestampTz::infinity()), InvalidValue);
  CHECK_THROWS_AS(to_timestamp_tz(SysMicroseconds::min()), InvalidValue);
  CHECK(to_time(hours(24)).to_string() == "24:00:00");
  CHECK_THROWS_AS(to_time(hours(25)), InvalidValue);
  CHECK(to_duration(Time{5}) == microseconds(5));
  CHECK(to_interval(minutes(90)).to_string() == "PT1H30M");
}

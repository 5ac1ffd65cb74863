// The example program, as scripts/demo runs it.
#include <array>
#include <cstdio>
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include "database/generated/database.hpp"

using Catch::Contains;

namespace {

/// Exit status and everything that was said.
std::pair<int, std::string> run_example(const std::string& argument) {
  FILE* pipe = ::popen(("'" SCHEMAC_EXAMPLE "' " + argument + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  std::array<char, 4096> buffer{};
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    output.append(buffer.data(), got);
  const int status = ::pclose(pipe);
  return {status, output};
}

}  // namespace

TEST_CASE("the example does what it says, also the second time", "[example]") {
  const std::string url = schemac::tests::eventide_database();
  for (int i = 0; i < 2; ++i) {
    const auto [status, output] = run_example("'" + url + "'");
    INFO(output);
    CHECK(status == 0);
    CHECK_THAT(output, Contains("ExclusionViolation of the constraint `excl_bookings_user_id_during`"));
    CHECK_THAT(output, Contains("EV-1001  2026-06-01 09:00:00+00 to 2026-06-01 11:00:00+00  45.00  confirmed\n"));
    CHECK_THAT(output, Contains("page 2"));
    CHECK_THAT(output, Contains("   ada@example.org: 2 bookings for 65.00\n   grace@example.org: 1 bookings for 45.00\n"
                                "   1 that nobody confirmed is cancelled\n"));
    CHECK_THAT(output, Contains("2 bookings of Ada, 1 users"));
  }
}

TEST_CASE("the example says how it is called, and what is wrong with a database", "[example]") {
  CHECK_THAT(run_example("").second, Contains("usage: eventide DATABASE_URL"));
  const auto [status, output] = run_example("'postgres:///nowhere?host=/no/such/folder'");
  CHECK(status != 0);
  CHECK_THAT(output, Contains("eventide: "));
}

// Which changes of types lose what values say, held against the server: two values that become one have lost something.
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "plan/conversion.hpp"
#include "plan/type_change.hpp"
#include "schemac/runtime/connection.hpp"
#include "schemac/runtime/error.hpp"
#include "support/private_server.hpp"

using namespace schemac;

namespace {

/// Values that differ, of types whose text others may read; the last of a type is the hardest to keep.
const std::map<std::string, std::vector<std::string>> kSamples{
    {"smallint", {"0", "1", "2", "300"}},
    {"integer", {"0", "1", "2", "16777216", "16777217"}},
    {"bigint", {"0", "1", "2", "9007199254740992", "9007199254740993"}},
    {"real", {"0", "1", "1.25", "1.255", "16777216", "16777218"}},
    {"double precision", {"0", "1", "1.25", "1.255", "1.0000000000000002", "9007199254740994", "9007199254740996"}},
    {"numeric", {"0", "1", "1.25", "1.255", "1.2550000000000000001", "9007199254740993"}},
    {"money", {"0", "1", "1.25", "1.26", "90000000000000.01", "90000000000000.02"}},
    {"boolean", {"true", "false"}},
    {"inet", {"10.0.0.0/24", "10.0.0.1/24", "10.0.0.1"}},
    {"cidr", {"10.0.0.0/24", "10.0.0.0/25"}},
    {"macaddr", {"08:00:2b:01:02:03", "08:00:2b:01:02:04"}},
    {"macaddr8", {"08:00:2b:ff:fe:01:02:03", "08:00:2b:01:02:03:04:05"}},
    {"json", {"1", "{\"a\":1}", "{\"a\": 1}", "{\"a\":2,\"a\":1}", "true", "\"2020-01-01\""}},
    {"jsonb", {"1", "1.25", "1.3", "9007199254740993", "9007199254740992", "16777217", "16777216", "true"}},
    {"date", {"2020-01-01", "2020-01-02"}},
    {"timestamp without time zone", {"2020-01-01 10:00", "2020-01-01 11:00", "2020-01-02 10:00"}},
    {"timestamp with time zone", {"2020-01-01 10:00Z", "2020-01-01 11:00Z", "2020-01-02 10:00Z"}},
    {"time without time zone", {"10:00", "11:00"}},
    {"time with time zone", {"10:00Z", "10:00+02"}},
    {"interval", {"10:00", "1 day 10:00", "1 mon"}},
    {"bit varying", {"101", "0101"}},
    {"box", {"(2,2),(0,0)", "(1.5,1.5),(0.5,0.5)", "(3,4),(-3,-4)", "(4,3),(-4,-3)"}},
    {"circle", {"<(1,1),1>", "<(1,1),2>"}},
    {"lseg", {"[(0,0),(2,2)]", "[(0,2),(2,0)]"}},
    {"path", {"((0,0),(2,2),(2,0))", "((0,0),(2,2),(3,0))"}},
    {"point", {"(0,0)", "(1,1)"}},
    {"polygon",
     {"((0,0),(2,2),(2,0))", "((0,0),(2,2),(0,2))", "((0,0),(0,2),(2,2),(2,0))", "((0,2),(2,2),(2,0),(0,0))"}},
    {"uuid", {"00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"}},
    {"int4range", {"[1,2)", "[1,3)"}},
    {"int4multirange", {"{[1,2)}", "{[1,2),[5,6)}"}},
};

/// The expression that a plan writes; nothing where there is no way.
std::optional<std::string> conversion(const std::string& before, const std::string& after) {
  model::Column from, to;
  from.name = to.name = "x";
  from.type = before;
  to.type = after;
  try {
    return plan::conversion({"public", "t"}, from, to, {}, {}).value_or("x");
  } catch (const plan::NoCast&) {
    return std::nullopt;
  }
}

/// Whether two of the samples become one.
bool loses(runtime::Connection& database, const std::string& before, const std::string& after) {
  const auto value = conversion(before, after);
  if (!value) return false;
  std::set<std::string> results;
  for (const std::string& sample : kSamples.at(before)) {
    try {
      const auto result =
          database.query_unchecked_sql("SELECT CAST(" + *value + " AS " + after + ")::text FROM (SELECT '" + sample +
                                       "'::" + before + " AS x) AS t");
      if (!results.emplace(result[0].text(std::size_t{0})).second) return true;
    } catch (const runtime::Error&) {  // it is refused, which loses nothing
    }
  }
  return false;
}

}  // namespace

TEST_CASE("a change of type that makes one value of two is known to lose something") {
  runtime::Connection database(tests::fresh_database("lossy"));
  database.execute_unchecked_sql("SET TimeZone = 'UTC'");
  std::set<std::string> unknown;
  for (const auto& [before, samples] : kSamples)
    for (const auto& [after, others] : kSamples)
      if (before != after && loses(database, before, after) && !plan::type_change(before, after).loses)
        unknown.insert(before + " -> " + after);
  CHECK(unknown == std::set<std::string>{});
}

TEST_CASE("what is known to lose something makes one value of two") {
  runtime::Connection database(tests::fresh_database("lossy"));
  database.execute_unchecked_sql("SET TimeZone = 'UTC'");
  std::set<std::string> careless;
  for (const auto& [before, samples] : kSamples)
    for (const auto& [after, others] : kSamples)
      if (before != after && plan::type_change(before, after).loses && !loses(database, before, after))
        careless.insert(before + " -> " + after);
  CHECK(careless == std::set<std::string>{});
}

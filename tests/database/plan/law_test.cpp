// The laws of plans on a real server: schemas drawn by lot are created, changed into each other and changed back.
#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"
#include "diff/compare.hpp"
#include "plan/plan.hpp"
#include "sql/script.hpp"
#include "support/random_schema.hpp"

using namespace schemac;

namespace {

/// The SQL that creates the schema from nothing, as the planner would.
std::string creation_of(const model::Schema& schema) {
  return sql::write_psql(sql::script(plan::make(diff::compare({}, schema))));
}

}  // namespace

TEST_CASE("plans between random schemas are carried out both ways") {
  for (test::Random::result_type seed = 0; seed < 40; ++seed) {
    test::Random random(seed);
    const model::Schema before = test::random_schema(random);
    const model::Schema after = test::random_schema(random);
    INFO("seed " << seed);
    tests::go_both_ways({creation_of(before), creation_of(after), test::random_renames(before, after, random)});
  }
}

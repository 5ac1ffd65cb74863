// Laws that hold for all schemas, tried on many. A failure prints its seed.
#include <catch2/catch.hpp>

#include <set>

#include "support/random_schema.hpp"
#include "unit/plan/pretend.hpp"
#include "unit/plan/steps_of.hpp"

using namespace schemac;
using namespace schemac::test;

namespace {

constexpr Random::result_type kSeeds = 400;

std::string lines(const diff::Difference& difference) {
  std::string lines;
  for (const diff::Change& change : difference.changes) lines += diff::describe(change) + "\n";
  return lines;
}

/// Carries the plan out in memory and checks that it leads to `after`; notes which changes there were.
void follow(const diff::Difference& difference, std::set<std::size_t>& met) {
  const plan::Plan plan = plan::make(difference);
  std::string script;
  for (const std::string& line : steps_of(plan)) script += line + "\n";
  INFO(script);
  model::Schema state = difference.before;
  for (const plan::Batch& batch : plan.batches) {
    for (const plan::Step& step : batch.steps) {
      INFO(diff::describe(step.change));
      REQUIRE_NOTHROW(pretend(state, step.change));
      met.insert(step.change.index());
    }
  }
  CHECK(lines(diff::compare(state, difference.after)) == "");
}

}  // namespace

TEST_CASE("a schema does not differ from itself") {
  for (Random::result_type seed = 0; seed < kSeeds; ++seed) {
    Random random(seed);
    const model::Schema schema = random_schema(random);
    INFO("seed " << seed);
    REQUIRE(lines(diff::compare(schema, schema)) == "");
  }
}

TEST_CASE("every plan leads where it should and back, in an order in which each step can be taken") {
  std::set<std::size_t> met;
  for (Random::result_type seed = 0; seed < kSeeds; ++seed) {
    Random random(seed);
    const model::Schema before = random_schema(random);
    const model::Schema after = random_schema(random);
    const auto difference = diff::compare(before, after, random_renames(before, after, random));
    INFO("seed " << seed);
    follow(difference, met);
    follow(diff::inverse(difference), met);
    follow(diff::compare({}, after), met);
    follow(diff::compare(before, {}), met);
  }
  // Views, domains, composite types, ties between tables, what is kept as statements and rights are tried on a server.
  constexpr std::size_t kOnServer = 29;
  CHECK(met.size() == std::variant_size_v<diff::Change> - kOnServer);
}

TEST_CASE("the way back of the way back is the way there") {
  for (Random::result_type seed = 0; seed < kSeeds; ++seed) {
    Random random(seed);
    const model::Schema before = random_schema(random);
    const model::Schema after = random_schema(random);
    const auto there = diff::compare(before, after, random_renames(before, after, random));
    INFO("seed " << seed);
    CHECK(lines(diff::inverse(diff::inverse(there))) == lines(there));
  }
}

TEST_CASE("no plan drops a table or a column that it could keep") {
  for (Random::result_type seed = 0; seed < kSeeds; ++seed) {
    Random random(seed);
    const auto difference = diff::compare(random_schema(random), random_schema(random));
    INFO("seed " << seed);
    for (const plan::Batch& batch : plan::make(difference).batches) {
      for (const plan::Step& step : batch.steps) {
        if (const auto* drop = std::get_if<diff::Drop<model::Table>>(&step.change)) {
          CHECK(difference.after.tables.find(drop->object.id()) == nullptr);
        }
        const auto* drop = std::get_if<diff::DropColumn>(&step.change);
        if (drop == nullptr || drop->column.generated_expression) continue;
        const model::Table* table =
            difference.after.tables.find({model::Kind::table, drop->table.schema, {}, drop->table.name});
        REQUIRE(table != nullptr);
        const model::Column* kept = table->find_column(drop->column.name);
        CHECK((kept == nullptr || kept->generated_expression));
      }
    }
  }
}

#include "plan/surroundings.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "diff/compare.hpp"
#include "support/schema_words.hpp"

using namespace schemac;
using namespace schemac::test;

namespace {

/// A chain: orders refer to users, lines to orders; a table apart, and a type of which nobody but it makes use.
model::Schema chain() {
  return schema_of(enum_type("mood", {"fine"}), enum_type("state", {"open"}), table("users", {column("id")}),
                   table("orders", {column("id"), column("user_id"), column("state", "public.state")}),
                   table("lines", {column("order_id")}), table("apart", {column("mood", "public.mood")}),
                   primary_key("users", {"id"}), primary_key("orders", {"id"}), index("orders", "by_user", {"user_id"}),
                   foreign_key("orders", "user_id", "users"), foreign_key("lines", "order_id", "orders"));
}

Names tables_of(const model::Schema& schema) {
  Names names;
  for (const auto& [id, table] : schema.tables) names.push_back(table.name.name);
  return names;
}

}  // namespace

TEST_CASE("the surroundings of a changed table are what stands on it, refers to it, and is needed") {
  const model::Schema before = needing(chain(), column_id("orders", "state"), {enum_id("state")});
  model::Schema after = before;
  put(after,
      table("orders", {column("id"), column("user_id"), column("state", "public.state"), column("note", "text")}));
  const model::Schema around = plan::surroundings(diff::compare(before, after));
  CHECK(tables_of(around) == Names{"lines", "orders", "users"});
  CHECK(around.indexes.size() == 1);
  CHECK(around.foreign_keys.size() == 2);
  CHECK(around.enum_types.find(enum_id("state")) != nullptr);
  CHECK(around.enum_types.find(enum_id("mood")) == nullptr);
}

TEST_CASE("what is new brings along what it will refer to, under the name that this has before") {
  const model::Schema before = chain();
  model::Schema after = before;
  after.tables.erase(table_id("apart"));
  put(after, table("other", {column("mood", "public.mood"), column("user_id")}));
  put(after, foreign_key("other", "user_id", "users"));
  const diff::Difference renamed = diff::compare(before, after, {{table_id("apart"), table_id("other"), {}, {}}});
  const model::Schema around = plan::surroundings(renamed);
  CHECK(tables_of(around) == Names{"apart", "users"});
  CHECK(around.primary_keys.size() == 1);
  CHECK(tables_of(plan::surroundings(diff::compare(before, before))).empty());
}

TEST_CASE("the default partition is among the surroundings of one that comes or goes beside it") {
  const auto part = [](const std::string& name, const std::string& bound) {
    model::Table made = table(name, {column("id")});
    made.partition_of = model::PartitionOf{{"public", "whole"}, bound};
    return made;
  };
  model::Table whole = table("whole", {column("id")});
  whole.partition_by = "LIST (id)";
  const model::Schema before = schema_of(whole, part("one", "FOR VALUES IN (1)"), part("rest", "DEFAULT"));
  model::Schema after = before;
  put(after, part("two", "FOR VALUES IN (2)"));
  for (const diff::Difference& way : {diff::compare(before, after), diff::compare(after, before)}) {
    const Names all = tables_of(plan::surroundings(way));
    CHECK(std::find(all.begin(), all.end(), "rest") != all.end());
    CHECK(std::find(all.begin(), all.end(), "one") == all.end());
  }
}

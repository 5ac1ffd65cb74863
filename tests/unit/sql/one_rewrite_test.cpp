// New types of several columns, in as few statements as they can be.
#include "sql/one_rewrite.hpp"

#include <catch2/catch.hpp>

#include "diff/compare.hpp"
#include "sql/render.hpp"

using namespace schemac;

namespace {

using Columns = std::vector<model::Column>;

model::Column column(const std::string& name, const std::string& type) {
  model::Column column;
  column.name = name;
  column.type = type;
  return column;
}

model::Schema schema_of(Columns columns) {
  model::Schema schema;
  schema.namespaces.put({"public", {}});
  model::Table table;
  table.name = {"public", "t"};
  table.columns = std::move(columns);
  schema.tables.put(std::move(table));
  return schema;
}

/// The statements of the way from the one to the other; `conversions` by column.
sql::Statements statements(const Columns& before, const Columns& after,
                           const std::map<std::string, std::string>& conversions = {}) {
  diff::Difference difference = diff::compare(schema_of(before), schema_of(after));
  for (const auto& [name, expression] : conversions)
    difference.conversions.emplace(model::column_id({"public", "t"}, name), expression);
  sql::Statements all;
  for (const plan::Batch& batch : sql::with_one_rewrite(plan::make(difference), difference).batches)
    for (const plan::Step& step : batch.steps)
      for (std::string& text : sql::statements(step)) all.push_back(std::move(text));
  return all;
}

}  // namespace

TEST_CASE("types that rewrite a table change in one statement, whatever is altered beside them") {
  CHECK(statements({column("a", "integer"), column("b", "character varying(9)"), column("c", "integer")},
                   {column("a", "bigint"), column("b", "text"), column("c", "numeric")}) ==
        sql::Statements{"ALTER TABLE public.t\n    ALTER COLUMN a TYPE bigint,\n    ALTER COLUMN c TYPE numeric",
                        "ALTER TABLE public.t ALTER COLUMN b TYPE text"});
}

TEST_CASE("what rows can make fail comes first, and different questions to them stay apart") {
  CHECK(statements({column("a", "integer"), column("b", "bigint"), column("c", "text")},
                   {column("a", "bigint"), column("b", "integer"), column("c", "character varying(5)")}) ==
        sql::Statements{"ALTER TABLE public.t\n    ALTER COLUMN b TYPE integer,\n    ALTER COLUMN a TYPE bigint",
                        "ALTER TABLE public.t ALTER COLUMN c TYPE character varying(5)"});
}

TEST_CASE("values that are made of a column that changes, too, are made before it does") {
  CHECK(statements({column("a", "integer"), column("b", "text")}, {column("a", "bigint"), column("b", "integer")},
                   {{"b", "length(b) + a"}}) ==
        sql::Statements{"ALTER TABLE public.t ALTER COLUMN a TYPE bigint",
                        "ALTER TABLE public.t ALTER COLUMN b TYPE integer USING length(b) + a"});
}

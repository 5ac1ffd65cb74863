// What factories are made of, without a compiler: what they fill in, what they leave, and whom they make first.
#include "emit/factories.hpp"

#include <catch2/catch.hpp>

#include "unit/emit/sample.hpp"

using namespace schemac;
using Catch::Contains;
using model::TypeWord;

namespace {

std::string texts_of(const model::Declared& declared, const std::string& headers = "generated") {
  const tests::Folder output;
  Diagnostics diagnostics;
  const auto staged = emit::factories(declared, headers, tests::options_for(output), diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.list()) UNSCOPED_INFO(print(diagnostic, false));
  REQUIRE(staged);
  return staged->content(output.path() / emit::kFactoriesHeader).value() +
         staged->content(output.path() / emit::kFactoriesSource).value();
}

/// `Thing` of `shop`, with these columns besides its key, which the database makes.
model::Declared thing(std::vector<model::Field> fields) {
  model::Declared declared;
  declared.headers = {"schema/thing.hpp"};
  model::Entity entity;
  entity.name = "Thing";
  entity.namespaces = {"shop", "schema"};
  entity.table = {"public", "things"};
  entity.header = declared.headers.front();
  model::Field key = tests::field("id", TypeWord::bigint, "bigint");
  key.primary_key = key.has_default = true;
  entity.primary_key = {"id"};
  entity.fields = std::move(fields);
  entity.fields.insert(entity.fields.begin(), key);
  declared.entities = {entity};
  return declared;
}

model::Field ruled(model::Field field, model::Validation rule) {
  field.validations.push_back(std::move(rule));
  return field;
}

}  // namespace

TEST_CASE("factories include the headers of their entities from the folder that they are told") {
  CHECK_THAT(texts_of(thing({})), Contains("#include \"generated/thing.hpp\"\n"));
  CHECK_THAT(texts_of(thing({}), ""), Contains("#include \"thing.hpp\"\n"));
  CHECK(texts_of(tests::sample()) == texts_of(tests::sample()));
}

TEST_CASE("a reference of several columns, of which one may be NULL, makes its parent where the others are left") {
  model::Declared declared =
      thing({tests::field("venue", TypeWord::integer, "integer"), tests::field("hall", TypeWord::integer, "integer")});
  declared.entities[0].fields[2].nullable = true;
  model::Entity hall = declared.entities[0];
  hall.name = "Hall";
  hall.table.name = "halls";
  hall.fields = {tests::field("venue", TypeWord::integer, "integer"),
                 tests::field("number", TypeWord::integer, "integer")};
  hall.primary_key = {"venue", "number"};
  declared.entities.push_back(hall);
  model::ForeignKey key;
  key.table = {"public", "things"};
  key.name = "fk_things_halls";
  key.columns = {"venue", "hall"};
  key.references = {"public", "halls"};
  key.referenced_columns = {"venue", "number"};
  declared.schema.foreign_keys.put(key);
  const std::string texts = texts_of(declared);
  CHECK_THAT(texts, Contains("  if ((!row.venue.is_set()) && !values::is_null(row.hall)) {\n") &&
                        Contains("if (row.venue.is_set()) values::put(asked.venue, row.venue.value());") &&
                        Contains("if (row.hall.is_set()) values::put(asked.number, *row.hall.value());") &&
                        Contains("values::put(row.hall, parent.number);"));
  // Of a thing in no hall, the venue is any.
  CHECK_THAT(texts, Contains("  if (!row.venue.is_set()) row.venue = values::whole<"));
}

TEST_CASE("numbers of a factory are within their types and rules") {
  using Rule = model::Validation::Rule;
  const auto value = [](const model::Field& field) { return texts_of(thing({field})); };
  CHECK_THAT(value(tests::field("n", TypeWord::smallint, "smallint")),
             Contains("row.n = values::whole<std::int16_t>(number, 1, 32767);"));
  CHECK_THAT(value(tests::field("n", TypeWord::numeric, "numeric(4, 2)")), Contains("(number, 1, 99)"));
  CHECK_THAT(value(tests::field("n", TypeWord::numeric, "numeric(3,3)")), Contains("(number, 0, 0)"));
  const model::Field integer = tests::field("n", TypeWord::integer, "integer");
  CHECK_THAT(value(ruled(integer, {Rule::range, "-7", "9", ""})), Contains("(number, -7, 9)"));
  CHECK_THAT(value(ruled(integer, {Rule::range, std::nullopt, "-5", ""})), Contains("(number, -1000005, -5)"));
  const model::Field share = tests::field("n", TypeWord::numeric, "numeric(4, 2)");
  CHECK_THAT(value(ruled(share, {Rule::range, "0.25", "0.75", ""})), Contains("schemac::runtime::Numeric(\"0.25\")"));
}

TEST_CASE("texts of a factory have the length and the pattern that rules say") {
  using Rule = model::Validation::Rule;
  const model::Field text = tests::field("code", TypeWord::varchar, "character varying(9)");
  CHECK_THAT(texts_of(thing({text})), Contains("values::text(number, \"code\", 0, 9)"));
  CHECK_THAT(texts_of(thing({ruled(text, {Rule::length, "3", "20", ""})})),
             Contains("values::text(number, \"code\", 3, 9)"));
  CHECK_THAT(texts_of(thing({ruled(text, {Rule::pattern, {}, {}, "^[ab]\\d$"})})),
             Contains("values::matching(number, {\"ab\", \"0123456789\"})"));
  const std::string unread = texts_of(thing({ruled(text, {Rule::pattern, {}, {}, "^(?=a)b$"})}));
  CHECK_THAT(unread, !Contains("row.code = values::") && Contains("a test or `define` has to: `code`."));
}

TEST_CASE("a key that defaults alone would make the same for every row is filled") {
  model::Field number = tests::field("number", TypeWord::integer, "integer");
  model::Field label = tests::field("label", TypeWord::text, "text");
  number.has_default = label.has_default = true;
  model::Declared declared = thing({number, label});
  model::Table table;
  table.name = {"public", "things"};
  for (const auto& [name, value] : {std::pair("number", "4"), std::pair("label", "'plain'")}) {
    model::Column& column = table.columns.emplace_back();
    column.name = name;
    column.default_expression = value;
  }
  declared.schema.tables.put(table);
  CHECK_THAT(texts_of(declared), !Contains("row.label = ") && !Contains("row.number = "));
  declared.entities[0].unique_keys.push_back({"uq", {"number", "label"}, std::nullopt});
  CHECK_THAT(texts_of(declared), Contains("row.label = values::text(") && !Contains("row.number = "));
  declared.entities[0].unique_keys[0].predicate = "number > 4";
  CHECK_THAT(texts_of(declared), !Contains("row.label = "));
}

TEST_CASE("a parent is made first, unless that needs a row of the same entity") {
  model::Declared declared = thing({tests::field("other_id", TypeWord::bigint, "bigint")});
  model::Entity other = declared.entities.front();
  other.name = "Other";
  other.table = {"public", "others"};
  other.fields[1].name = other.fields[1].column = "thing_id";
  declared.entities.push_back(other);
  model::ForeignKey key;
  key.table = {"public", "things"};
  key.name = "fk_other";
  key.columns = {"other_id"};
  key.references = {"public", "others"};
  key.referenced_columns = {"id"};
  declared.schema.foreign_keys.put(key);
  CHECK_THAT(texts_of(declared), Contains("::shop::factories::OtherFactory(*executor_).create(asked)"));

  model::ForeignKey back = key;
  std::swap(back.table, back.references);
  back.name = "fk_thing";
  back.columns = {"thing_id"};
  declared.schema.foreign_keys.put(back);
  const std::string circle = texts_of(declared);
  CHECK_THAT(circle, !Contains(".create(asked)") && Contains("`other_id`.") && Contains("`thing_id`."));

  declared.entities[1].fields[1].nullable = true;
  CHECK_THAT(texts_of(declared), Contains("::shop::factories::OtherFactory(*executor_).create(asked)"));
}

TEST_CASE("names that meet generated ones keep factories from being made") {
  model::Declared declared = tests::sample();
  declared.entities.push_back(declared.entities.front());
  declared.entities.back().name = "New" + declared.entities.front().name;
  declared.entities.back().table.name = "others";
  const tests::Folder output;
  Diagnostics diagnostics;
  CHECK_FALSE(emit::factories(declared, "generated", tests::options_for(output), diagnostics));
  CHECK(diagnostics.has_errors());
}

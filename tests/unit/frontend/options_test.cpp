// Options of columns and what they make of them.
#include <catch2/catch.hpp>

#include "unit/frontend/project.hpp"

namespace schemac::frontend::tests {
namespace {

/// The only column of an entity that has this one field.
model::Column column(const std::string& field) {
  const model::Declared all = declared("enum class Color { red, green };\nstruct Item : Entity { " + field + "; };");
  return all.schema.tables.begin()->second.columns.front();
}

std::vector<std::string> checks(const model::Declared& all) {
  std::vector<std::string> found;
  for (const auto& [id, check] : all.schema.checks) found.push_back(check.name + ": " + check.expression);
  return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("defaults are spelled as SQL") {
  CHECK(column("Uuid c{default_random}").default_expression == "gen_random_uuid()");
  CHECK(column("TimestampTz c{default_now}").default_expression == "now()");
  CHECK(column("Date c{default_now}").default_expression == "now()");
  CHECK(column("Boolean c{default_to(true)}").default_expression == "true");
  CHECK(column("Boolean c{default_to(false)}").default_expression == "false");
  CHECK(column("Integer c{default_to(-7)}").default_expression == "-7");
  CHECK(column("BigInt c{default_to(9000000000)}").default_expression == "9000000000");
  CHECK(column("Numeric<10, 2> c{default_to(9.95)}").default_expression == "9.95");
  CHECK(column("Numeric<10, 2> c{default_to(3)}").default_expression == "3");
  CHECK(column("Real c{default_to(-0.5)}").default_expression == "-0.5");
  CHECK(column("Text c{default_to(\"it's\")}").default_expression == "'it''s'");
  CHECK(column("Text c{default_to(\"\")}").default_expression == "''");
  CHECK(column("Enum<Color> c{default_to(Color::green)}").default_expression == "'green'::public.color");
  CHECK(column("Nullable<Enum<Color>> c{default_to(Color::red)}").default_expression == "'red'::public.color");
  CHECK(column("Jsonb c{default_sql(\"'{}'\")}").default_expression == "'{}'");
  CHECK(column("Array<Text> c{default_sql(R\"('{\"a\"}')\")}").default_expression == "'{\"a\"}'");
  CHECK(column("Integer c{default_to(kSeven)}; static constexpr int kSeven = 7").default_expression == "7");
}

TEST_CASE("generated columns and identities are the database's to fill in") {
  const model::Declared all = declared(
      "struct Item : Entity {\n"
      "  Integer price; Integer count; BigInt total{generated_as(\"price * count\")};\n"
      "  SmallInt a{identity}; Integer b{identity_always}; Text c{default_to(\"x\")}; Text d;\n};");
  const model::Table& table = all.schema.tables.begin()->second;
  CHECK(table.find_column("total")->generated_expression == "price * count");
  REQUIRE(table.find_column("a")->identity);
  CHECK_FALSE(table.find_column("a")->identity->always);
  CHECK(table.find_column("a")->identity->sequence.maximum == 32767);
  REQUIRE(table.find_column("b")->identity);
  CHECK(table.find_column("b")->identity->always);
  CHECK(table.find_column("b")->identity->sequence.maximum == 2147483647);
  const std::vector<model::Field>& fields = all.entities[0].fields;
  CHECK(fields[2].generated);
  CHECK(fields[3].has_default);
  CHECK_FALSE(fields[3].generated);
  CHECK(fields[4].generated);
  CHECK(fields[5].has_default);
  CHECK_FALSE(fields[6].has_default);
}

TEST_CASE("an integer alone as the primary key counts by itself, unless the application gives it") {
  CHECK(column("BigInt id{primary_key}").identity);
  CHECK(column("SmallInt id{primary_key}").identity);
  CHECK_FALSE(column("BigInt id{primary_key, no_identity}").identity);
  CHECK_FALSE(column("BigInt id{primary_key, default_to(1)}").identity);
  CHECK_FALSE(column("Uuid id{primary_key}").identity);
  CHECK(column("BigInt id{primary_key, identity_always}").identity->always);
  const model::Declared two = declared(
      "struct Item : Entity { Integer a; Integer b; static constexpr Table table{primary_key(&Item::a, &Item::b)}; };");
  CHECK_FALSE(two.schema.tables.begin()->second.columns[0].identity);
  CHECK(two.entities[0].primary_key == Texts{"a", "b"});
  const model::Declared one = declared(
      "struct Item : Entity { Integer a; static constexpr Table table{primary_key(&Item::a).named(\"k\")}; };");
  CHECK(one.schema.tables.begin()->second.columns[0].identity);
  CHECK(one.schema.primary_keys.begin()->second.name == "k");
}

TEST_CASE("validations are checks and are told to the generator") {
  const model::Declared all = declared(
      "struct Item : Entity {\n"
      "  Varchar<50> name{length(2, 50)}; Text a{min_length(1)}; Text b{max_length(9)};\n"
      "  Integer n{range(-5, 10)}; Numeric<5, 2> m{at_least(0.5)}; BigInt k{at_most(7)};\n"
      "  Char<3> code{pattern(\"^[A-Z]{3}$\")}; Text email{email_format}; Text select{length(1, 2)};\n"
      "  Text quiet{length(3, 4), in_code_only}; Text secret{length(5, 6), hashed};\n};");
  CHECK(checks(all) ==
        Texts{"chk_items_a_min_length: char_length(a) >= 1", "chk_items_b_max_length: char_length(b) <= 9",
              "chk_items_code_pattern: code ~ '^[A-Z]{3}$'",
              "chk_items_email_email: email ~ '^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$'",
              "chk_items_k_at_most: k <= 7", "chk_items_m_at_least: m >= 0.5", "chk_items_n_range: n BETWEEN -5 AND 10",
              "chk_items_name_length: char_length(name) BETWEEN 2 AND 50",
              "chk_items_select_length: char_length(\"select\") BETWEEN 1 AND 2"});
  const std::vector<model::Field>& fields = all.entities[0].fields;
  using Rule = model::Validation::Rule;
  CHECK(fields[0].validations == std::vector<model::Validation>{{Rule::length, "2", "50", ""}});
  CHECK(fields[3].validations == std::vector<model::Validation>{{Rule::range, "-5", "10", ""}});
  CHECK(fields[4].validations == std::vector<model::Validation>{{Rule::range, "0.5", std::nullopt, ""}});
  CHECK(fields[6].validations[0].pattern == "^[A-Z]{3}$");
  CHECK(fields[7].validations[0].rule == Rule::email);
  CHECK(fields[9].validations.size() == 1);
  CHECK(fields[10].validations.size() == 1);
}

TEST_CASE("checks are named after the table and what they are about") {
  const model::Declared all = declared(
      "struct Item : Entity {\n"
      "  Integer n{check(\"n > 0\"), check(\"even\", \"n % 2 = 0\"), check(\"n < 100\").named(\"small\")};\n"
      "  static constexpr Table table{check(\"n <> 13\"), check(\"lucky\", \"n <> 4\")};\n};");
  CHECK(checks(all) == Texts{"chk_items: n <> 13", "chk_items_even: n % 2 = 0", "chk_items_lucky: n <> 4",
                             "chk_items_n: n > 0", "small: n < 100"});
}

TEST_CASE("names are snake_case unless one is given") {
  const model::Declared all = declared(
      "struct HTTPRequest : Entity {\n"
      "  Text userAgent; Text URL; Text e{column_name(\"E-Mail\")}; Text order;\n};");
  const model::Table& table = all.schema.tables.begin()->second;
  CHECK(table.name.name == "http_requests");
  Texts names;
  for (const model::Column& c : table.columns) names.push_back(c.name);
  CHECK(names == Texts{"user_agent", "url", "E-Mail", "order"});
  CHECK(all.entities[0].fields[0].name == "userAgent");
  CHECK(all.entities[0].fields[2].column == "E-Mail");
}

TEST_CASE("a reserved word is a name like any other") {
  const model::Declared all = declared(
      "struct Order : Entity { BigInt id{primary_key}; Text select{unique, min_length(1)}; Text table_{column_name("
      "\"table\")};\n  static constexpr Table table{table_name(\"order\"), "
      "index(&Order::table_).where(\"\\\"select\\\" "
      "<> ''\")}; };");
  CHECK(all.schema.tables.find({model::Kind::table, "public", {}, "order"}) != nullptr);
  CHECK(all.schema.uniques.begin()->second.name == "uq_order_select");
  CHECK(all.schema.indexes.begin()->second.predicate == "\"select\" <> ''");
}

TEST_CASE("unique columns are constraints") {
  const model::Declared all = declared(
      "struct Item : Entity { Text a{unique}; Nullable<Text> b{unique.named(\"x\").nulls_not_distinct()};\n"
      "  Text c{unique.deferrable()}; Text d{unique.initially_deferred()};\n"
      "  static constexpr Table table{unique(&Item::a, &Item::b).include(&Item::c)}; };");
  const auto unique = [&](const std::string& name) {
    const model::Unique* const found = all.schema.uniques.find({model::Kind::unique, "public", "items", name});
    REQUIRE(found != nullptr);
    return *found;
  };
  CHECK(unique("uq_items_a").columns == Texts{"a"});
  CHECK(unique("x").nulls_not_distinct);
  CHECK(unique("uq_items_c").deferral == model::Deferral::initially_immediate);
  CHECK(unique("uq_items_d").deferral == model::Deferral::initially_deferred);
  CHECK(unique("uq_items_a_b").columns == Texts{"a", "b"});
  CHECK(unique("uq_items_a_b").include == Texts{"c"});
  CHECK(all.entities[0].unique_keys.size() == 3);
}

TEST_CASE("collations are PostgreSQL's own unless they are quoted") {
  CHECK(column("Text c{collate(\"C\")}").collation == "pg_catalog.\"C\"");
  CHECK(column("Text c{collate(\"en_US.utf8\")}").collation == "pg_catalog.\"en_US.utf8\"");
  CHECK(column("Text c{collate(\"public.\\\"mine\\\"\")}").collation == "public.\"mine\"");
}

TEST_CASE("secrets are kept as what the database sees") {
  const model::Declared all = declared(
      "struct Item : Entity { Text password{hashed}; Varchar<20> number{encrypted}; "
      "Nullable<Text> token{encrypted, encrypted_lookup}; Text mail{encrypted, encrypted_lookup, unique}; };");
  const std::vector<model::Field>& fields = all.entities[0].fields;
  REQUIRE(fields.size() == 6);
  CHECK(fields[0].hashed);
  CHECK(fields[0].type.sql == "text");
  CHECK(fields[1].encrypted);
  CHECK(fields[1].type.sql == "bytea");
  CHECK(fields[3].name == "token_lookup");
  CHECK(fields[3].lookup_of == "token");
  CHECK(fields[3].nullable);
  CHECK(all.schema.indexes.begin()->second.name == "idx_items_token_lookup");
  CHECK(all.schema.uniques.begin()->second.columns == Texts{"mail_lookup"});
}

TEST_CASE("touch_on_update is a trigger a column and a function a schema") {
  const model::Declared all = declared(
      "struct Item : Entity { TimestampTz a{touch_on_update}; Date b{touch_on_update}; };\n"
      "struct Other : Entity { TimestampTz a{touch_on_update}; static constexpr Table table{in_schema(\"x y\")}; };");
  CHECK(all.schema.functions.size() == 2);
  REQUIRE(all.schema.triggers.size() == 3);
  const model::Trigger* const trigger = all.schema.triggers.find({model::Kind::trigger, "x y", "others", "touch_a"});
  REQUIRE(trigger != nullptr);
  CHECK(trigger->on_update);
  CHECK(trigger->timing == model::Trigger::Timing::before);
  CHECK(trigger->arguments == Texts{"a"});
  CHECK(trigger->function == model::QualifiedName{"x y", "touch_on_update"});
  CHECK(all.schema.functions.begin()->second.definition.starts_with(
      "CREATE OR REPLACE FUNCTION public.touch_on_update()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $function$"));
  CHECK(all.schema.dependencies.at(trigger->id()).contains({model::Kind::function, "x y", {}, "touch_on_update()"}));
  CHECK(all.schema.namespaces.find({model::Kind::namespace_, {}, {}, "x y"}) != nullptr);
  CHECK(all.entities[0].fields[0].touched_on_update);
}

TEST_CASE("an optimistic lock begins with 1") {
  const model::Declared all = declared(
      "struct Item : Entity { Integer a{optimistic_lock}; };"
      "struct Other : Entity { BigInt b{default_to(7), optimistic_lock}; };");
  CHECK(all.entities[0].fields[0].optimistic_lock);
  CHECK(all.schema.tables.begin()->second.find_column("a")->default_expression == "1");
  CHECK(column("BigInt c{default_to(7), optimistic_lock}").default_expression == "7");
}

TEST_CASE("a validation by a function of C++ makes no check") {
  const model::Declared all = declared("struct Item : Entity { Text t{satisfies(\"well_formed\"), min_length(1)}; };");
  CHECK(checks(all) == Texts{"chk_items_t_min_length: char_length(t) >= 1"});
  const std::vector<model::Validation>& validations = all.entities[0].fields[0].validations;
  REQUIRE(validations.size() == 2);
  CHECK(validations[0].function == "well_formed");
  CHECK(validations[0].in_code_only);
  CHECK_FALSE(validations[1].in_code_only);
}

TEST_CASE("a constant of the user's own stands for what it is made of") {
  const model::Declared all = declared(
      "inline constexpr const char* kPositive = \"n > 0\";\n"
      "inline constexpr auto short_text = length(1, 3);\n"
      "struct Item : Entity { Integer n{check(kPositive)}; Text t{short_text}; };");
  CHECK(checks(all) == Texts{"chk_items_n: n > 0", "chk_items_t_length: char_length(t) BETWEEN 1 AND 3"});
}

TEST_CASE("renames of columns and tables are told beside the schema") {
  const model::Declared all = declared(
      "/// A thing.\n/// schemac: renamed from old_things\n"
      "struct Thing : Entity { Text a{renamed_from(\"b\")};\n  Text c;  ///< schemac: renamed from d\n};\n"
      "struct Item : Entity { Text a; static constexpr Table table{renamed_from(\"stock.goods\")}; };");
  REQUIRE(all.renames.size() == 4);
  CHECK(all.renames[0].before == model::ObjectId{model::Kind::table, "public", {}, "old_things"});
  CHECK(all.renames[1].before == model::ObjectId{model::Kind::table, "stock", {}, "goods"});
  CHECK(all.renames[2].before == model::column_id({"public", "things"}, "b"));
  CHECK(all.renames[3].after == model::column_id({"public", "things"}, "c"));
  const model::Table* const thing = all.schema.tables.find({model::Kind::table, "public", {}, "things"});
  REQUIRE(thing != nullptr);
  CHECK(thing->comment == "A thing.");
  CHECK_FALSE(thing->find_column("c")->comment);
}

}  // namespace schemac::frontend::tests

#include <catch2/catch.hpp>

#include "database/catalog/reading.hpp"

using namespace schemac;
using tests::reading_of;

namespace {

constexpr std::string_view kTable = R"(
  CREATE SCHEMA app;
  CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
  CREATE TABLE t (a int, "b, c" text);
)";

model::Trigger trigger(std::string name) {
  model::Trigger result;
  result.table = {"public", "t"};
  result.name = std::move(name);
  result.function = {"app", "touch"};
  return result;
}

catalog::Reading reading_with(std::string_view sql) { return reading_of(std::string(kTable) + std::string(sql)); }

}  // namespace

TEST_CASE("a row trigger is read with its events, condition and arguments", "[catalog]") {
  const auto reading = reading_with(R"(
    CREATE TRIGGER "odd WHEN (" BEFORE INSERT OR UPDATE OF "b, c", a ON t FOR EACH ROW
      WHEN (NEW.a > 0 AND NEW."b, c" <> ') EXECUTE') EXECUTE FUNCTION app.touch('it''s', '', 'ü\');
    ALTER TABLE t ENABLE ALWAYS TRIGGER "odd WHEN (";
    COMMENT ON TRIGGER "odd WHEN (" ON t IS 'noted';)");
  auto expected = trigger("odd WHEN (");
  expected.on_insert = expected.on_update = true;
  expected.update_of = {"b, c", "a"};
  expected.when = R"(((new.a > 0) AND (new."b, c" <> ') EXECUTE'::text)))";
  expected.arguments = {"it's", "", "ü\\"};
  expected.enabled = model::Trigger::Enabled::always;
  expected.comment = "noted";
  REQUIRE(reading.schema.triggers.size() == 1);
  CHECK(*reading.schema.triggers.find(expected.id()) == expected);
}

TEST_CASE("a statement trigger is read with its transition tables", "[catalog]") {
  const auto reading = reading_with(R"(
    CREATE TRIGGER s AFTER UPDATE ON t REFERENCING OLD TABLE AS "o ld" NEW TABLE AS n FOR EACH STATEMENT
      EXECUTE FUNCTION app.touch();
    CREATE TRIGGER d AFTER DELETE OR TRUNCATE ON t EXECUTE FUNCTION app.touch();
    ALTER TABLE t DISABLE TRIGGER d;)");
  auto s = trigger("s");
  s.timing = model::Trigger::Timing::after;
  s.on_update = true;
  s.for_each_row = false;
  s.old_table = "o ld";
  s.new_table = "n";
  auto d = trigger("d");
  d.timing = model::Trigger::Timing::after;
  d.on_delete = d.on_truncate = true;
  d.for_each_row = false;
  d.enabled = model::Trigger::Enabled::disabled;
  CHECK(*reading.schema.triggers.find(s.id()) == s);
  CHECK(*reading.schema.triggers.find(d.id()) == d);
}

TEST_CASE("a constraint trigger is read with its deferral", "[catalog]") {
  const auto reading = reading_with(R"(
    CREATE CONSTRAINT TRIGGER c AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
      EXECUTE FUNCTION app.touch();
    CREATE TABLE r (a int PRIMARY KEY);
    ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r;
    ALTER TABLE t ENABLE REPLICA TRIGGER c;)");
  auto expected = trigger("c");
  expected.timing = model::Trigger::Timing::after;
  expected.on_insert = true;
  expected.constraint = true;
  expected.deferral = model::Deferral::initially_deferred;
  expected.enabled = model::Trigger::Enabled::replica;
  REQUIRE(reading.schema.triggers.size() == 1);  // those of the foreign key are PostgreSQL's own
  CHECK(*reading.schema.triggers.find(expected.id()) == expected);
}

TEST_CASE("policies are read with their roles sorted, and PUBLIC is no role", "[catalog]") {
  const auto reading = reading_of(R"(
    DO $$BEGIN CREATE ROLE "catalog z"; EXCEPTION WHEN duplicate_object THEN END$$;
    DO $$BEGIN CREATE ROLE catalog_a; EXCEPTION WHEN duplicate_object THEN END$$;
    CREATE TABLE t (a int);
    CREATE POLICY p ON t AS RESTRICTIVE FOR UPDATE TO "catalog z", catalog_a USING (a > 0) WITH CHECK (a > 1);
    CREATE POLICY q ON t;
    CREATE POLICY i ON t FOR INSERT WITH CHECK (true);
    COMMENT ON POLICY p ON t IS 'strict';)");
  const model::Policy p{.table = {"public", "t"},
                        .name = "p",
                        .permissive = false,
                        .command = model::Policy::Command::update,
                        .roles = {"catalog z", "catalog_a"},
                        .using_expression = "(a > 0)",
                        .with_check = "(a > 1)",
                        .comment = "strict"};
  model::Policy q;
  q.table = {"public", "t"};
  q.name = "q";
  model::Policy i = q;
  i.name = "i";
  i.command = model::Policy::Command::insert;
  i.with_check = "true";
  for (const auto& expected : {p, q, i}) CHECK(*reading.schema.policies.find(expected.id()) == expected);
}

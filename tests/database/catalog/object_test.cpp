#include <catch2/catch.hpp>

#include "database/catalog/reading.hpp"

using namespace schemac;
using tests::reading_of;

TEST_CASE("namespaces are read with their comments, whatever they are called", "[catalog]") {
  const auto reading = reading_of(R"(CREATE SCHEMA "a ""b"""; COMMENT ON SCHEMA "a ""b""" IS 'mine'; CREATE SCHEMA c)");
  model::Namespace odd{.name = "a \"b\"", .comment = "mine"};
  CHECK(*reading.schema.namespaces.find(odd.id()) == odd);
  model::Namespace plain{.name = "c", .comment = {}};
  CHECK(*reading.schema.namespaces.find(plain.id()) == plain);
  CHECK(reading.schema.namespaces.size() == 3);  // and public
}

TEST_CASE("a database with nothing in it has public and nothing else", "[catalog]") {
  const auto reading = reading_of("SELECT 1");
  CHECK(reading.schema.namespaces.size() == 1);
  std::size_t others = 0;
  model::for_each_kind(reading.schema, [&](const auto& objects) { others += objects.size(); });
  CHECK(others == 1);
  CHECK(reading.unmodelled.empty());
  CHECK(reading.server_version >= 130000);
}

TEST_CASE("an extension is read with its place and version, and never its members", "[catalog]") {
  const auto reading = reading_of("CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext VERSION '1.6'");
  const model::Extension expected{.name = "citext", .schema = "ext", .version = "1.6"};
  REQUIRE(reading.schema.extensions.size() == 1);
  CHECK(*reading.schema.extensions.find(expected.id()) == expected);
  CHECK(reading.schema.functions.empty());
  CHECK(reading.unmodelled.empty());
}

TEST_CASE("an enum is read with its labels in their order", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE TYPE mood AS ENUM ('sad', 'a,b', 'with "quotes"', '{}', 'NULL');
    ALTER TYPE mood ADD VALUE 'first' BEFORE 'sad';
    COMMENT ON TYPE mood IS 'how one is';)");
  const model::EnumType expected{.name = {"public", "mood"},
                                 .labels = {"first", "sad", "a,b", "with \"quotes\"", "{}", "NULL"},
                                 .comment = "how one is"};
  CHECK(*reading.schema.enum_types.find(expected.id()) == expected);
}

TEST_CASE("sequences are read with what pg_sequence keeps, and with their owner", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE SEQUENCE plain;
    CREATE SEQUENCE odd AS smallint INCREMENT -2 MINVALUE -300 MAXVALUE 20 START 10 CACHE 7 CYCLE;
    COMMENT ON SEQUENCE odd IS 'backwards';
    CREATE TABLE t (id serial);)");
  model::Sequence plain;
  plain.name = {"public", "plain"};
  model::Sequence odd;
  odd.name = {"public", "odd"};
  odd.type = "smallint";
  odd.options = {.start = 10, .increment = -2, .minimum = -300, .maximum = 20, .cache = 7, .cycle = true};
  odd.comment = "backwards";
  model::Sequence serial;
  serial.name = {"public", "t_id_seq"};
  serial.type = "integer";
  serial.options.maximum = 2147483647;
  serial.owned_by = model::Sequence::Owner{{"public", "t"}, "id"};
  REQUIRE(reading.schema.sequences.size() == 3);
  for (const auto& expected : {plain, odd, serial}) CHECK(*reading.schema.sequences.find(expected.id()) == expected);
  const auto* table = reading.schema.tables.find({model::Kind::table, "public", "", "t"});
  CHECK(table->find_column("id")->default_expression == "nextval('public.t_id_seq'::regclass)");
}

TEST_CASE("functions and procedures are kept as the statement that makes them", "[catalog]") {
  const auto reading = reading_of(R"sql(
    CREATE FUNCTION twice(IN n int, label text DEFAULT 'x', OUT a int, OUT b int) LANGUAGE sql IMMUTABLE STRICT
      AS 'SELECT n, n';
    CREATE PROCEDURE note(VARIADIC words text[]) LANGUAGE plpgsql AS $$BEGIN END$$;
    CREATE FUNCTION standard() RETURNS int LANGUAGE sql RETURN 1;
    COMMENT ON FUNCTION twice(int, text) IS 'two';
    COMMENT ON PROCEDURE note(text[]) IS 'noted';)sql");
  model::Function twice;
  twice.name = {"public", "twice"};
  twice.arguments = "integer, text";
  twice.definition =
      "CREATE OR REPLACE FUNCTION public.twice(n integer, label text DEFAULT 'x'::text, OUT a integer, OUT b integer)\n"
      " RETURNS record\n LANGUAGE sql\n IMMUTABLE STRICT\nAS $function$SELECT n, n$function$";
  twice.comment = "two";
  model::Function note;
  note.name = {"public", "note"};
  note.arguments = "text[]";
  note.definition =
      "CREATE OR REPLACE PROCEDURE public.note(VARIADIC words text[])\n LANGUAGE plpgsql\n"
      "AS $procedure$BEGIN END$procedure$";
  note.procedure = true;
  note.comment = "noted";
  model::Function standard;
  standard.name = {"public", "standard"};
  standard.definition = "CREATE OR REPLACE FUNCTION public.standard()\n RETURNS integer\n LANGUAGE sql\nRETURN 1";
  for (const auto& expected : {twice, note, standard}) {
    const auto* found = reading.schema.functions.find(expected.id());
    REQUIRE(found != nullptr);
    CHECK(found->definition == expected.definition);
    CHECK(*found == expected);
  }
}

// Every kind of object made, renamed, altered and dropped for real; constraints and indexes are in a file of their own.
// The last statement drops the namespace without CASCADE: nothing may be left in it.
#include "life.hpp"

using namespace schemac;
using namespace schemac::model;
using diff::Alter;
using diff::Create;
using diff::Drop;
using tests::column;
using tests::Life;
using tests::some_names;

TEST_CASE("Namespaces, extensions, enum types and sequences live and go", "[server]") {
  Life life(some_names());
  Extension gist{"btree_gist", life.names.schema, "1.6"};
  Extension moved{"btree_gist", "public", "1.7"};
  life.trial.run(Create<Extension>{gist}, Alter<Extension>{gist, moved});
  CHECK(life.ask("SELECT extversion, extnamespace::regnamespace FROM pg_extension WHERE extname = 'btree_gist'") ==
        "1.7|public");
  life.trial.run(diff::SetComment{gist.id(), {}, tests::kOdd}, Drop<Extension>{moved});

  EnumType type{life.names.in_schema("kind"), {"b", tests::kHostile}, tests::kOdd};
  life.trial.run(Create<EnumType>{type}, diff::AddEnumValue{type.name, "a", "b", ""},
                 diff::AddEnumValue{type.name, "c", "", "b"}, diff::AddEnumValue{type.name, "z", "", ""},
                 diff::RenameEnumValue{type.name, "z", tests::kOdd});
  CHECK(life.ask("SELECT enum_range(NULL::" + life.spelled("kind") + ") = ARRAY['a', 'b', 'c', " +
                 sql::literal(tests::kHostile) + ", " + sql::literal(tests::kOdd) + "]::" + life.spelled("kind") +
                 "[]") == "t");
  life.rename_and_back(type);

  Sequence sequence;
  sequence.name = life.names.in_schema("numbers");
  sequence.type = "smallint";
  sequence.options = {-3, -3, -100, -3, 2, true};
  sequence.owned_by = Sequence::Owner{life.names.users(), life.names.column};
  sequence.comment = tests::kOdd;
  Sequence after = sequence;
  after.type = "integer";
  after.options = {7, 7, 7, 1000, 1, false};
  after.owned_by.reset();
  const std::string options =
      "SELECT seqtypid::regtype, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle, (SELECT count(*) FROM "
      "pg_depend WHERE objid = seqrelid AND deptype = 'a') FROM pg_sequence WHERE seqrelid = " +
      sql::literal(life.spelled("numbers")) + "::regclass";
  life.trial.run(Create<Sequence>{sequence});
  life.rename_and_back(sequence);
  CHECK(life.ask(options) == "smallint|-3|-3|-100|-3|2|t|1");
  life.ask("ALTER SEQUENCE " + life.spelled("numbers") + " MAXVALUE 50 RESTART 20");
  sequence.options.maximum = 50;
  life.trial.run(Alter<Sequence>{sequence, after});
  CHECK(life.ask(options) == "integer|7|7|7|1000|1|f|0");
  life.trial.run(Drop<Sequence>{after}, Drop<EnumType>{type});
  life.end();
}

TEST_CASE("Functions and procedures live and go", "[server]") {
  Life life(some_names());
  Function function;
  function.name = life.names.in_schema("do(it)");
  function.arguments = "text, integer[]";
  const auto definition = [&](const std::string& result) {
    return "CREATE OR REPLACE FUNCTION " + sql::qualified(function.name) +
           "(text, integer[]) RETURNS text LANGUAGE sql AS $$ SELECT '" + result + "' $$\n";
  };
  function.definition = definition("one");
  function.comment = tests::kOdd;
  Function after = function;
  after.definition = definition("two");
  Function procedure;
  procedure.name = life.names.in_schema("proc");
  procedure.procedure = true;
  procedure.definition = "CREATE OR REPLACE PROCEDURE " + life.spelled("proc") + "() BEGIN ATOMIC SELECT 1; END";
  life.trial.run(Create<Function>{function}, Create<Function>{procedure}, Alter<Function>{function, after});
  CHECK(life.ask("SELECT " + life.spelled("do(it)") + "('a', '{1}')") == "two");
  ObjectId other = function.id();
  other.name = life.names.other + "(text, integer[])";
  life.trial.run(diff::Rename<Function>{function.id(), other});
  CHECK(life.ask("SELECT " + life.spelled(life.names.other) + "('a', '{1}')") == "two");
  life.trial.run(diff::Rename<Function>{other, function.id()}, Drop<Function>{after}, Drop<Function>{procedure});
  life.end();
}

TEST_CASE("A table with everything lives, moves and goes", "[server]") {
  Life life(some_names());
  Table table =
      tests::table(life.names.in_schema("everything"), {column(life.names.column, "text"), column("n", "bigint")});
  table.columns[0].comment = tests::kHostile;
  table.columns[0].storage = "EXTERNAL";
  table.columns[0].compression = "pglz";
  table.columns[0].default_expression = "'x' COLLATE \"C\"";
  table.columns[0].statistics = 10;
  table.columns[1].identity = Identity{true, {.start = 5, .minimum = 5, .maximum = 10, .cache = 3, .cycle = true}};
  table.columns[1].not_null = true;
  table.unlogged = true;
  table.storage_parameters = {{"fillfactor", "70"}, {"toast.autovacuum_enabled", "false"}};
  table.row_security = true;
  table.comment = tests::kOdd;
  Table after = table;
  after.unlogged = false;
  after.storage_parameters = {{"autovacuum_vacuum_scale_factor", "0.2"}};
  after.row_security = false;
  after.force_row_security = true;
  const auto state = [&](const std::string& name) {
    return life.ask(
        "SELECT relpersistence, reloptions, relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = " +
        sql::literal(name) + "::regclass");
  };
  life.trial.run(Create<Table>{table});
  CHECK(state(life.spelled("everything")) == "u|{fillfactor=70}|t|f");
  CHECK(life.ask("SELECT seqstart, seqmin, seqmax, seqcache, seqcycle FROM pg_sequence WHERE seqcache = 3") ==
        "5|5|10|3|t");
  life.rename_and_back(table);
  life.trial.run(Alter<Table>{table, after});
  CHECK(state(life.spelled("everything")) == "p|{autovacuum_vacuum_scale_factor=0.2}|f|t");
  const ObjectId moved{Kind::table, "public", "", "moved " + life.names.other};
  life.trial.run(diff::Rename<Table>{table.id(), moved});
  CHECK(state(sql::qualified({"public", moved.name})) == "p|{autovacuum_vacuum_scale_factor=0.2}|f|t");
  life.trial.run(diff::Rename<Table>{moved, table.id()}, Drop<Table>{after});
  life.end();
}

TEST_CASE("Triggers live, are switched and go", "[server]") {
  Life life(some_names());
  Function function;
  function.name = life.names.in_schema(life.names.other);
  function.definition = "CREATE OR REPLACE FUNCTION " + sql::qualified(function.name) +
                        "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$";
  Trigger trigger;
  trigger.table = life.names.users();
  trigger.name = life.names.table;
  trigger.on_insert = trigger.on_update = true;
  trigger.update_of = {"id", life.names.column};
  trigger.when = "new." + life.column_spelled() + " IS NOT NULL";
  trigger.function = function.name;
  trigger.arguments = {tests::kHostile, tests::kOdd};
  trigger.enabled = Trigger::Enabled::replica;
  trigger.comment = tests::kOdd;
  Trigger rows = trigger;
  rows.name = "rows";
  rows.timing = Trigger::Timing::after;
  rows.on_insert = false;
  rows.update_of.clear();
  rows.when.reset();
  rows.for_each_row = false;
  rows.comment.reset();
  rows.old_table = life.names.other;
  rows.new_table = "new rows";
  Trigger constraint;
  constraint.table = life.names.users();
  constraint.name = "constraint";
  constraint.timing = Trigger::Timing::after;
  constraint.on_delete = true;
  constraint.constraint = true;
  constraint.deferral = Deferral::initially_deferred;
  constraint.function = function.name;
  const auto ask = [&](const std::string& what, const std::string& name) {
    return life.ask("SELECT " + what + " FROM pg_trigger WHERE tgname = " + sql::literal(name));
  };
  life.trial.run(Create<Function>{function}, Create<Trigger>{trigger}, Create<Trigger>{rows},
                 Create<Trigger>{constraint});
  life.rename_and_back(trigger);
  CHECK(ask("tgenabled, tgnargs, tgattr, tgtype", trigger.name) == "R|2|1 2|23");
  const auto bytes = [](const std::string& text) {
    return "convert_to(" + sql::literal(text) + ", 'UTF8') || '\\x00'";
  };
  CHECK(ask("tgargs = " + bytes(tests::kHostile) + " || " + bytes(tests::kOdd), trigger.name) == "t");
  CHECK(ask("tgoldtable, tgnewtable, tgtype", "rows") == life.names.other + "|new rows|16");
  CHECK(ask("tgdeferrable, tginitdeferred, tgtype", "constraint") == "t|t|9");
  for (const auto& [enabled, letter] :
       {std::pair{Trigger::Enabled::always, "A"}, std::pair{Trigger::Enabled::disabled, "D"},
        std::pair{Trigger::Enabled::origin, "O"}}) {
    Trigger after = trigger;
    after.enabled = enabled;
    life.trial.run(Alter<Trigger>{trigger, after});
    CHECK(ask("tgenabled", trigger.name) == letter);
    trigger = after;
  }
  life.trial.run(Drop<Trigger>{trigger}, Drop<Trigger>{rows}, Drop<Trigger>{constraint}, Drop<Function>{function});
  life.end();
}

TEST_CASE("Policies live, change whom they are for, and go", "[server]") {
  Life life(some_names());
  const std::string role = "reader " + life.names.table;
  life.ask("DO $do$ BEGIN CREATE ROLE " + sql::identifier(role) +
           "; EXCEPTION WHEN duplicate_object THEN NULL; END $do$");
  Policy policy;
  policy.table = life.names.users();
  policy.name = life.names.table;
  policy.permissive = false;
  policy.command = Policy::Command::update;
  policy.roles = {role};
  policy.using_expression = life.column_spelled() + " = current_user";
  policy.comment = tests::kOdd;
  Policy after = policy;
  after.roles.clear();
  after.using_expression = "id > 0";
  after.with_check = "id > 1";
  life.trial.run(Create<Policy>{policy});
  life.rename_and_back(policy);
  const std::string state = "SELECT permissive, cmd, roles, qual, with_check FROM pg_policies";
  CHECK(life.ask(state) == "RESTRICTIVE|UPDATE|" + life.ask("SELECT ARRAY[" + sql::literal(role) + "]::name[]") + "|(" +
                               life.column_spelled() + " = CURRENT_USER)|");
  life.trial.run(Alter<Policy>{policy, after});
  CHECK(life.ask(state) == "RESTRICTIVE|UPDATE|{public}|(id > 0)|(id > 1)");
  life.trial.run(Drop<Policy>{after});
  life.ask("DROP ROLE " + sql::identifier(role));
  life.end();
}

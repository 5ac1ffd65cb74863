// Every kind of object made, renamed, altered and dropped for real, under names that break whatever does not quote
// them. The last statement drops the namespace without CASCADE: nothing may be left in it.
#include "sql/quote.hpp"
#include "trial.hpp"

using namespace schemac;
using namespace schemac::model;
using diff::Alter;
using diff::Create;
using diff::Drop;
using tests::column;
using tests::Trial;

namespace {

struct Names {
  std::string schema, table, column, other;

  [[nodiscard]] QualifiedName in_schema(const std::string& name) const { return {schema, name}; }
  [[nodiscard]] QualifiedName users() const { return {schema, table}; }
};

const Names kPlain{"app", "users", "email", "renamed"};
const Names kWild{tests::kOdd, tests::kHostile, "select", "A b.c\"d"};

// The schema and a table with an identity and one text column.
class Life {
 public:
  explicit Life(Names given) : names(std::move(given)) {
    Column id = column("id", "bigint");
    id.not_null = true;
    id.identity = Identity{};
    users = tests::table(names.users(), {id, column(names.column, "text")});
    trial.run(Create<Namespace>{schema()}, Create<Table>{users});
  }

  [[nodiscard]] Namespace schema() const { return {names.schema, tests::kOdd}; }
  [[nodiscard]] std::string spelled(const std::string& name) const { return sql::qualified({names.schema, name}); }
  [[nodiscard]] std::string column_spelled() const { return sql::identifier(names.column); }
  std::string ask(const std::string& query) { return trial.ask(query); }

  /// Renames an object of the table, or of the schema, to `names.other`, and back.
  template <class K>
  void rename_and_back(const K& object) {
    ObjectId other = object.id();
    other.name = names.other;
    trial.run(diff::Rename<K>{object.id(), other});
    CHECK(comment_of(other) == "1");
    trial.run(diff::Rename<K>{other, object.id()});
    CHECK(comment_of(object.id()) == "1");
  }

  /// How many objects have that name and the comment of this test.
  std::string comment_of(const ObjectId& id) {
    const std::string names_of_it = sql::literal(id.name) + ", " + sql::literal(sql::qualified({id.schema, id.name}));
    return ask(
        "SELECT count(*) FROM pg_description d, pg_identify_object_as_address(classoid, d.objoid, objsubid) WHERE "
        "description = " +
        sql::literal(tests::kOdd) + " AND object_names && ARRAY[" + names_of_it + "]");
  }

  void end() {
    trial.run(Drop<Table>{users}, Drop<Namespace>{schema()});
    CHECK(ask("SELECT count(*) FROM pg_namespace WHERE nspname = " + sql::literal(names.schema)) == "0");
  }

  Names names;
  Table users;
  Trial trial{"life"};
};

Names some_names() { return GENERATE(kPlain, kWild); }

}  // namespace

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

TEST_CASE("Keys and checks live, are validated and go", "[server]") {
  Life life(some_names());
  const auto definition = [&](const std::string& name) {
    return life.ask("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = " + sql::literal(name));
  };
  PrimaryKey primary;
  primary.table = life.names.users();
  primary.name = "pk " + life.names.table;
  primary.columns = {"id"};
  primary.include = {life.names.column};
  primary.storage_parameters = {{"fillfactor", "60"}};
  primary.comment = tests::kOdd;
  Unique unique;
  unique.table = life.names.users();
  unique.name = "uq " + life.names.table;
  unique.columns = {"id", life.names.column};
  unique.nulls_not_distinct = true;
  unique.deferral = Deferral::initially_deferred;
  unique.comment = tests::kOdd;
  Check check;
  check.table = life.names.users();
  check.name = "chk " + life.names.table;
  check.expression = life.column_spelled() + " <> '' OR id > 0 -- always";
  check.not_valid = true;
  check.no_inherit = true;
  check.comment = tests::kOdd;
  Check valid = check;
  valid.not_valid = false;
  life.trial.run(Create<PrimaryKey>{primary}, Create<Unique>{unique}, Create<Check>{check});
  life.rename_and_back(primary);
  life.rename_and_back(unique);
  life.rename_and_back(check);
  CHECK(definition(primary.name) == "PRIMARY KEY (id) INCLUDE (" + life.column_spelled() + ")");
  CHECK(life.ask("SELECT reloptions FROM pg_class WHERE relname = " + sql::literal(primary.name)) == "{fillfactor=60}");
  CHECK(definition(unique.name) ==
        "UNIQUE NULLS NOT DISTINCT (id, " + life.column_spelled() + ") DEFERRABLE INITIALLY DEFERRED");
  CHECK(definition(check.name) ==
        "CHECK (((" + life.column_spelled() + " <> ''::text) OR (id > 0))) NO INHERIT NOT VALID");
  life.trial.run(Alter<Check>{check, valid});
  CHECK(definition(check.name).ends_with(" NO INHERIT"));
  life.trial.run(Drop<Check>{valid}, Drop<Unique>{unique}, Drop<PrimaryKey>{primary});
  life.end();
}

TEST_CASE("Foreign keys live, are validated and go", "[server]") {
  Life life(some_names());
  Unique unique;
  unique.table = life.names.users();
  unique.name = "uq";
  unique.columns = {"id", life.names.column};
  ForeignKey key;
  key.table = life.names.users();
  key.name = life.names.table;
  key.columns = {"id", life.names.column};
  key.references = life.names.users();
  key.referenced_columns = {"id", life.names.column};
  key.on_delete = ReferentialAction::set_default;
  key.on_delete_columns = {life.names.column};
  key.on_update = ReferentialAction::cascade;
  key.match_full = true;
  key.not_valid = true;
  key.comment = tests::kOdd;
  ForeignKey after = key;
  after.not_valid = false;
  after.deferral = Deferral::initially_deferred;
  const std::string columns = "(id, " + life.column_spelled() + ")";
  const std::string start = "FOREIGN KEY " + columns + " REFERENCES " + life.spelled(life.names.table) + columns +
                            " MATCH FULL ON UPDATE CASCADE ON DELETE SET DEFAULT (" + life.column_spelled() + ")";
  const std::string definition = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'";
  life.trial.run(Create<Unique>{unique}, Create<ForeignKey>{key});
  life.rename_and_back(key);
  CHECK(life.ask(definition) == start + " NOT VALID");
  life.trial.run(Alter<ForeignKey>{key, after});
  CHECK(life.ask(definition) == start + " DEFERRABLE INITIALLY DEFERRED");
  key.not_valid = false;
  life.trial.run(Alter<ForeignKey>{after, key});
  CHECK(life.ask(definition) == start);
  life.trial.run(Drop<ForeignKey>{key}, Drop<Unique>{unique});
  life.end();
}

TEST_CASE("Indexes and exclusion constraints live and go", "[server]") {
  Life life(some_names());
  Index index;
  index.table = life.names.users();
  index.name = "idx " + life.names.table;
  index.unique = true;
  index.nulls_not_distinct = true;
  index.include = {"id"};
  index.keys.resize(4);
  index.keys[0].column = life.names.column;
  index.keys[0].descending = true;
  index.keys[0].collation = "pg_catalog.\"C\"";
  index.keys[0].opclass = "pg_catalog.text_pattern_ops";
  index.keys[1].expression = "lower(" + life.column_spelled() + ")";
  index.keys[2].expression = "id + 1";
  index.keys[2].nulls_first = true;
  index.keys[3].expression = "id";
  index.keys[3].descending = index.keys[3].nulls_first = true;
  index.predicate = "id > 0 AND " + life.column_spelled() + " IS NOT NULL";
  index.storage_parameters = {{"fillfactor", "70"}, {"deduplicate_items", "off"}};
  index.comment = tests::kOdd;
  Index after = index;
  after.storage_parameters = {{"fillfactor", "80"}};
  const auto definition = [&] {
    return life.ask("SELECT pg_get_indexdef(" + sql::literal(life.spelled(index.name)) + "::regclass)");
  };
  const std::string start = "CREATE UNIQUE INDEX " + sql::identifier(index.name) + " ON " +
                            life.spelled(life.names.table) + " USING btree (" + life.column_spelled() +
                            " COLLATE \"C\" text_pattern_ops DESC NULLS LAST, lower(" + life.column_spelled() +
                            "), ((id + 1)) NULLS FIRST, id DESC) INCLUDE (id) NULLS NOT DISTINCT WITH (";
  const std::string end = ") WHERE ((id > 0) AND (" + life.column_spelled() + " IS NOT NULL))";
  life.trial.run(Create<Index>{index});
  life.rename_and_back(index);
  CHECK(definition() == start + "deduplicate_items=off, fillfactor='70'" + end);
  life.trial.run(Alter<Index>{index, after});
  CHECK(definition() == start + "fillfactor='80'" + end);

  Exclusion exclusion;
  exclusion.table = life.names.users();
  exclusion.name = "ex " + life.names.table;
  exclusion.elements.resize(2);
  exclusion.elements[0].key.expression = "int8range(id, id + 1)";
  exclusion.elements[0].op = "&&";
  exclusion.elements[1].key.expression = "int8range(0, id)";
  exclusion.elements[1].op = "OPERATOR(pg_catalog.&&)";
  exclusion.predicate = "id > 0";
  exclusion.deferral = Deferral::initially_immediate;
  exclusion.comment = tests::kOdd;
  life.trial.run(Create<Exclusion>{exclusion});
  life.rename_and_back(exclusion);
  CHECK(life.ask("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x'") ==
        "EXCLUDE USING gist (int8range(id, (id + 1)) WITH &&, int8range((0)::bigint, id) WITH &&) WHERE ((id > 0)) "
        "DEFERRABLE");
  life.trial.run(Drop<Exclusion>{exclusion}, Drop<Index>{after});
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

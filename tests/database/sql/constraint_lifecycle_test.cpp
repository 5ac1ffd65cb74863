// Constraints and indexes made, renamed, validated and dropped for real. The last statement drops the namespace without
// CASCADE: nothing may be left in it.
#include "life.hpp"

using namespace schemac;
using namespace schemac::model;
using diff::Alter;
using diff::Create;
using diff::Drop;
using tests::Life;
using tests::some_names;

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
  CHECK(definition() == start + "fillfactor='70', deduplicate_items=off" + end);
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

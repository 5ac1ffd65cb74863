// Columns changed for real, with rows in the table that must be there afterwards.
#include "plan/conversion.hpp"
#include "sql/quote.hpp"
#include "trial.hpp"

using namespace schemac;
using namespace schemac::model;
using tests::column;
using tests::Trial;

namespace {

const QualifiedName kTable{"public", tests::kHostile};
const std::string kSpelled = sql::qualified(kTable);
const std::string kColumn = tests::kOdd;

// A table with one column and one row; `edit` makes the column another.
class ColumnTrial {
 public:
  ColumnTrial(Column before, const std::string& value) : before_(std::move(before)) {
    before_.name = kColumn;
    trial_.run(diff::Create<Table>{tests::table(kTable, {column("id", "integer"), before_})});
    if (!value.empty()) trial_.ask("INSERT INTO " + kSpelled + " VALUES (1, " + value + ")");
  }

  template <class Edit>
  void alter(Edit edit) {
    Column after = before_;
    edit(after);
    trial_.run(diff::AlterColumn{kTable, before_, after, plan::conversion(kTable, before_, after, {}, {})});
    before_ = after;
  }

  [[nodiscard]] std::string value() const { return ask("SELECT " + sql::identifier(kColumn) + " FROM " + kSpelled); }
  [[nodiscard]] std::string attribute(const std::string& expression) const {
    return ask(
        "SELECT " + expression + " FROM pg_attribute a LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = " +
        "attnum WHERE attrelid = " + sql::literal(kSpelled) + "::regclass AND attname = " + sql::literal(kColumn));
  }
  std::string ask(const std::string& query) const { return trial_.ask(query); }

 private:
  Trial trial_{"columns"};
  Column before_;
};

std::string type_and_default(const ColumnTrial& trial) {
  return trial.attribute("format_type(atttypid, atttypmod), pg_get_expr(adbin, adrelid)");
}

}  // namespace

TEST_CASE("A value moves to another type with or without a cast of PostgreSQL's own", "[server]") {
  struct Move {
    const char *before, *value, *after, *moved;
  };
  for (const auto& [before, value, after, moved] :
       {Move{"integer", "7", "bigint", "7"}, Move{"text", "'7'", "integer", "7"}, Move{"integer", "7", "text", "7"},
        Move{"integer", "7", "boolean", "t"}, Move{"boolean", "true", "integer", "1"},
        Move{"json", "'{\"a\": 1}'", "jsonb", "{\"a\": 1}"}, Move{"text", "'{\"a\": 1}'", "jsonb", "{\"a\": 1}"},
        Move{"jsonb", "'7'", "integer", "7"}, Move{"text[]", "'{1,2}'", "integer[]", "{1,2}"},
        Move{"integer[]", "'{1,2}'", "text[]", "{1,2}"}, Move{"text", "'{1,2}'", "integer[]", "{1,2}"},
        Move{"macaddr", "'08:00:2b:01:02:03'", "text", "08:00:2b:01:02:03"},
        Move{"int4range", "'[1,3)'", "int8range", "[1,3)"}, Move{"int4range", "'[1,3)'", "int4multirange", "{[1,3)}"},
        Move{"numeric(10,2)", "1.25", "numeric(10,1)", "1.3"}, Move{"bigint", "3", "interval", "00:00:03"},
        Move{"uuid", "'00000000-0000-0000-0000-000000000001'", "text", "00000000-0000-0000-0000-000000000001"},
        Move{"timestamp with time zone", "'2024-01-02 03:04:05+00'", "date", "2024-01-02"}}) {
    INFO(before << " to " << after);
    ColumnTrial trial(column("", before), value);
    trial.alter([&](Column& c) { c.type = after; });
    CHECK(trial.value() == moved);
    CHECK(trial.attribute("format_type(atttypid, atttypmod)") == after);
  }
}

TEST_CASE("A default follows the new type, whatever it was before", "[server]") {
  Column before = column("", "text");
  before.default_expression = "'1'::text";
  ColumnTrial trial(before, "'5'");
  trial.alter([](Column& c) {
    c.type = "integer";
    c.default_expression = "2";
    c.not_null = true;
  });
  CHECK(type_and_default(trial) == "integer|2");
  CHECK(trial.attribute("attnotnull") == "t");
  trial.alter([](Column& c) { c.type = "bigint"; });
  CHECK(type_and_default(trial) == "bigint|2");
  trial.alter([](Column& c) {
    c.type = "text";
    c.default_expression = "'a' COLLATE \"C\"";
    c.not_null = false;
  });
  CHECK(type_and_default(trial) == "text|('a'::text COLLATE \"C\")");
  CHECK(trial.value() == "5");
  trial.alter([](Column& c) { c.default_expression.reset(); });
  CHECK(type_and_default(trial) == "text|");
}

TEST_CASE("Labels leave an enum by way of a new type, arrays of it too", "[server]") {
  Trial trial("enums");
  const EnumType before{{"public", tests::kOdd}, {"a", "it's", "c"}, {}};
  const EnumType aside{{"public", "role_former"}, before.labels, {}};
  EnumType after = before;
  after.labels = {"it's", "a"};
  const std::string type = sql::qualified(before.name);
  Column one = column("one", type);
  one.default_expression = "'a'::" + type;
  Column many = column("many", type + "[]");
  trial.run(diff::Create<EnumType>{before}, diff::Create<Table>{tests::table(kTable, {one, many})});
  trial.ask("INSERT INTO " + kSpelled + " VALUES (DEFAULT, ARRAY['a', 'it''s']::" + type + "[])");
  const auto moved = [](Column to, const std::string& from) {
    Column former = to;
    former.type = from;
    return diff::AlterColumn{kTable, former, to, plan::conversion(kTable, former, to, {}, {})};
  };
  trial.run(diff::Rename<EnumType>{before.id(), aside.id()}, diff::Create<EnumType>{after},
            moved(one, "public.role_former"), moved(many, "public.role_former[]"), diff::Drop<EnumType>{aside});
  CHECK(trial.ask("SELECT * FROM " + kSpelled) == "a|{a,it's}");
  CHECK(trial.ask("INSERT INTO " + kSpelled + " (many) VALUES (NULL) RETURNING one") == "a");
}

TEST_CASE("An identity is added, altered and dropped, and its column may change the type", "[server]") {
  Column before = column("", "integer");
  before.not_null = true;
  ColumnTrial trial(before, "5");
  trial.alter([](Column& c) { c.identity = Identity{true, {.start = 100, .increment = 10}}; });
  CHECK(trial.attribute("attidentity") == "a");
  trial.alter([](Column& c) {
    c.identity->always = false;
    c.identity->sequence.increment = 5;
    c.identity->sequence.cycle = true;
  });
  CHECK(trial.ask("INSERT INTO " + kSpelled + " (id) VALUES (2), (3) RETURNING " + sql::identifier(kColumn)) ==
        "100\n105");
  trial.alter([](Column& c) { c.type = "bigint"; });
  CHECK(trial.ask("SELECT seqtypid::regtype, seqmax, seqincrement, seqcycle FROM pg_sequence") ==
        "bigint|9223372036854775807|5|t");
  trial.alter([](Column& c) { c.type = "smallint"; });
  CHECK(trial.ask("SELECT seqtypid::regtype, seqmax FROM pg_sequence") == "smallint|32767");
  trial.alter([](Column& c) {
    c.identity.reset();
    c.type = "text";
    c.not_null = false;
  });
  CHECK(trial.ask("SELECT count(*) FROM pg_sequence") == "0");
}

TEST_CASE("A column becomes an identity together with all that it needs", "[server]") {
  Column before = column("", "text");
  before.default_expression = "'1'";
  ColumnTrial trial(before, "'5'");
  trial.alter([](Column& c) {
    c.type = "bigint";
    c.not_null = true;
    c.default_expression.reset();
    c.identity = Identity{};
  });
  CHECK(trial.value() == "5");
  CHECK(trial.attribute("attidentity, attnotnull") == "d|t");
}

TEST_CASE("A generated column becomes a plain one and keeps its values", "[server]") {
  Column before = column("", "integer");
  before.generated_expression = "(id * 2)";
  ColumnTrial trial(before, "");
  trial.ask("INSERT INTO " + kSpelled + " VALUES (4)");
  trial.alter([](Column& c) {
    c.generated_expression.reset();
    c.default_expression = "3";
  });
  CHECK(trial.value() == "8");
  CHECK(trial.attribute("attgenerated = '', pg_get_expr(adbin, adrelid)") == "t|3");
}

TEST_CASE("Storage, compression, statistics and collation are set, kept over a new type, and put back", "[server]") {
  ColumnTrial trial(column("", "text"), "'5'");
  const std::string all = "attstorage, attcompression, attstattarget, attcollation::regcollation";
  const std::string usual = trial.attribute(all);
  trial.alter([](Column& c) {
    c.storage = "EXTERNAL";
    c.compression = "pglz";
    c.statistics = 500;
    c.collation = "pg_catalog.\"C\"";
  });
  CHECK(trial.attribute(all) == "e|p|500|\"C\"");
  trial.alter([](Column& c) { c.type = "character varying(10)"; });
  CHECK(trial.attribute(all) == "e|p|500|\"C\"");
  trial.alter([](Column& c) {
    c.storage.reset();
    c.compression.reset();
    c.statistics.reset();
    c.collation.reset();
  });
  CHECK(trial.attribute(all) == usual);
  trial.alter([](Column& c) {
    c.type = "numeric";
    c.storage = "EXTERNAL";
  });
  trial.alter([](Column& c) { c.storage.reset(); });
  CHECK(trial.attribute("attstorage") == "m");
}

TEST_CASE("The storage that a type has of its own is known", "[server]") {
  Trial trial("storage");
  const auto types = trial.ask(
      "SELECT string_agg(format_type(oid, NULL), ';' ORDER BY oid) FROM pg_type WHERE typnamespace = "
      "'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm') AND typlen = -1 AND typname !~ "
      "'^(_|pg_|gtsv|oidv|int2v)'");
  std::vector<Column> before;
  for (std::size_t at = 0; at < types.size();) {
    const auto end = std::min(types.find(';', at), types.size());
    before.push_back(column("c" + std::to_string(before.size()), types.substr(at, end - at)));
    at = end + 1;
  }
  before.push_back(column("list", "integer[]"));
  const QualifiedName name{"public", "t"};
  trial.run(diff::Create<Table>{tests::table(name, before)});
  const std::string storage =
      "SELECT string_agg(attstorage::text, '' ORDER BY attnum) FROM pg_attribute WHERE attrelid = "
      "'public.t'::regclass AND attnum > 0";
  const auto usual = trial.ask(storage);
  CHECK(usual.size() > 25);
  for (const Column& each : before) {
    Column external = each;
    external.storage = "EXTERNAL";
    trial.run(diff::AlterColumn{name, external, each});
  }
  CHECK(trial.ask(storage) == usual);
}

TEST_CASE("A column is added with all that it has, renamed and dropped", "[server]") {
  Trial trial("columns");
  trial.run(diff::Create<Table>{tests::table(kTable, {column("id", "integer")})});
  Column added = column(kColumn, "text");
  added.not_null = true;
  added.default_expression = "'a' || 'b' IS NULL OR false";
  added.type = "boolean";
  added.statistics = 7;
  added.comment = tests::kHostile;
  trial.run(diff::AddColumn{kTable, added}, diff::RenameColumn{kTable, kColumn, tests::kHostile});
  CHECK(
      trial.ask("SELECT attname, attnotnull, attstattarget, col_description(attrelid, attnum) FROM pg_attribute WHERE "
                "attrelid = " +
                sql::literal(kSpelled) + "::regclass AND attnum = 2") == tests::kHostile + "|t|7|" + tests::kHostile);
  added.name = tests::kHostile;
  trial.run(diff::DropColumn{kTable, added});
  CHECK(trial.ask("SELECT count(*) FROM pg_attribute WHERE attrelid = " + sql::literal(kSpelled) +
                  "::regclass AND attnum > 0 AND NOT attisdropped") == "1");
}

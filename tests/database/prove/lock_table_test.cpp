// Our own table of effects, held beside one that somebody else has measured: line by line the same, or it is said here
// why not. What is expected is measured again on the way. SCHEMAC_LOCK_TABLE names the file; it is read, not copied.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

#include "effect_lines.hpp"
#include "lock_table.hpp"

namespace schemac::tests {
namespace {

/// A change that is of one line's form.
struct Case {
  std::string row;
  std::string before;
  std::string after;
  Roles roles = {{"", {"t"}}, {"parent", {"r"}}};
  std::string step = "";  ///< Words of the step that is meant; empty: all together.
  bool online = false;
  std::size_t alternative = 0;
  model::Renames renames = {};
  std::string differs = "";  ///< Why PostgreSQL was measured doing something else with the statements that we write.
};
using Cases = std::vector<Case>;

/// Lines whose form no plan has.
const std::map<std::string, std::string> kNoStep = {
    {"12", "two statements: lines 1 and 41"},
    {"16", "PostgreSQL 17 has it"},
    {"26", "two statements, as it advises"},
    {"27", "PostgreSQL 18 has it"},
    {"33", "the TimeZone of a session decides; what is expected is what any other than UTC does: line 34"},
    {"57", "repair of an index is the user's"},
    {"58", "the same"},
    {"68", "no state says how a partition goes"},
    {"71", "TRUNCATE is no change of a schema"},
    {"77", "REFRESH is no change of a schema"},
    {"86", "needs a second access method or tablespace"},
    {"88", "CLUSTER and VACUUM are no changes of a schema"},
    {"98", "each change has a statement of its own"},
    {"99", "a data migration's; line 4 has that of a default"},
    {"100", "advice, no form"},
    {"101", "advice, no form"},
};

const std::string kTables =
    "CREATE TABLE r (id int PRIMARY KEY); INSERT INTO r SELECT generate_series(1, 9);"
    "CREATE TABLE t (id int, a int NOT NULL, b text, c varchar(20), n numeric(8, 2), at timestamp, f char(4));"
    "INSERT INTO t SELECT x, x, 'x' || x, 'y', x, now(), 'f' FROM generate_series(1, 9) x;";
const std::string kPartitions =
    "CREATE TABLE p (id int NOT NULL, at date) PARTITION BY RANGE (at);"
    "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
    "INSERT INTO p SELECT x, date '2020-02-01' + x FROM generate_series(1, 9) x;";
const std::string kDefault =
    "CREATE TABLE pd PARTITION OF p DEFAULT; INSERT INTO p SELECT x, date '2030-02-01' + x FROM generate_series(1, 9) "
    "x;";
const std::string kFunction =
    kTables + "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";

/// Of the table `t`, whose change `ALTER TABLE t …` is.
Case alters(const std::string& row, const std::string& change, const std::string& first = "") {
  return {row, kTables + first, kTables + first + "ALTER TABLE t " + change + ";"};
}
Case adds(const std::string& row, const std::string& first, const std::string& statement) {
  return {row, first, first + statement + ";"};
}
Case drops(const std::string& row, const std::string& first, const std::string& statement) {
  return {row, first + statement + ";", first};
}
Case with_roles(Case made, const Roles& roles) {
  made.roles = roles;
  return made;
}
Case at_step(Case made, const std::string& step, bool online = true) {
  made.step = step;
  made.online = online;
  return made;
}
Case differs(Case made, const std::string& why) {
  made.differs = why;
  return made;
}
Case other(Case made, std::size_t alternative) {
  made.alternative = alternative;
  return made;
}
Case renames(const std::string& row, const std::string& before, const std::string& after, model::ObjectId former,
             model::ObjectId latter) {
  Case made{row, before, after};
  made.renames = {{std::move(former), std::move(latter), "", ""}};
  return made;
}
model::ObjectId of_t(model::Kind kind, const std::string& name) { return {kind, "public", "t", name}; }

Cases column_cases() {
  Cases cases = {
      alters("1", "ADD d int"),
      alters("2", "ADD d int DEFAULT 5 NOT NULL"),
      alters("3", "ADD d timestamptz DEFAULT now()"),
      alters("4", "ADD d uuid DEFAULT gen_random_uuid()"),
      with_roles(alters("5", "ADD d serial"), {{"", {"t"}}, {"+seq", {}}}),
      with_roles(alters("6", "ADD d int GENERATED ALWAYS AS IDENTITY"), {{"", {"t"}}, {"+seq", {}}}),
      alters("7", "ADD d int GENERATED ALWAYS AS (a + 1) STORED"),
      alters("8", "ADD d dom", "CREATE DOMAIN dom AS int;"),
      alters("9", "ADD d dom", "CREATE DOMAIN dom AS int CHECK (VALUE > 0);"),
      alters("10", "ADD d int CHECK (d > 0)"),
      alters("11", "ADD d int UNIQUE"),
      alters("13", "ADD d int DEFAULT 1 REFERENCES r"),
      differs(alters("14", "ALTER a ADD GENERATED ALWAYS AS IDENTITY"),
              "the step also looks for the greatest value, behind which the sequence goes on"),
      alters("15", "ALTER a SET GENERATED BY DEFAULT", "ALTER TABLE t ALTER a ADD GENERATED ALWAYS AS IDENTITY;"),
      alters("15", "ALTER a DROP IDENTITY", "ALTER TABLE t ALTER a ADD GENERATED ALWAYS AS IDENTITY;"),
      alters("15", "ALTER g DROP EXPRESSION", "ALTER TABLE t ADD g int GENERATED ALWAYS AS (a + 1) STORED;"),
      alters("17", "DROP b"),
      alters("23", "ALTER b SET DEFAULT 'x'"),
      alters("23", "ALTER b DROP DEFAULT", "ALTER TABLE t ALTER b SET DEFAULT 'x';"),
      alters("24", "ALTER b SET NOT NULL"),
      at_step(alters("25", "ALTER b SET NOT NULL"), "alter column"),
      alters("28", "ALTER a DROP NOT NULL"),
      alters("36", "ALTER b TYPE text COLLATE \"C\""),
      other(alters("36", "ALTER b TYPE text COLLATE \"C\"", "CREATE INDEX i ON t (b);"), 1),
      alters("83", "ALTER b SET STATISTICS 50"),
      alters("83", "ALTER b SET (n_distinct = 5)"),
      alters("84", "ALTER b SET STORAGE EXTERNAL"),
      alters("84", "ALTER b SET COMPRESSION lz4")};
  cases.push_back(renames("18", kTables, kTables + "ALTER TABLE t RENAME b TO d;",
                          model::column_id({"public", "t"}, "b"), model::column_id({"public", "t"}, "d")));
  return cases;
}

Cases type_cases() {
  Cases cases = {
      {"34", "SET timezone = 'Europe/Berlin';" + kTables, kTables + "ALTER TABLE t ALTER at TYPE timestamptz;"},
      alters("35", "ALTER b TYPE jsonb", "ALTER TABLE t ALTER b TYPE json USING '1';"),
      alters("35", "ALTER b TYPE text", "CREATE TYPE e AS ENUM ('x'); ALTER TABLE t ALTER b TYPE e USING 'x'::e;")};
  for (const char* type :
       {"c TYPE varchar(40)", "c TYPE varchar", "c TYPE text", "n TYPE numeric(9, 2)", "n TYPE numeric"})
    cases.push_back(alters("29", std::string("ALTER ") + type));
  cases.push_back(alters("29", "ALTER a TYPE dom", "CREATE DOMAIN dom AS int;"));
  for (const char* type : {"c TYPE varchar(10)", "b TYPE varchar(9)", "n TYPE numeric(8, 1)"})
    cases.push_back(alters("30", std::string("ALTER ") + type));
  cases.push_back(alters("30", "ALTER z TYPE timestamptz(3)", "ALTER TABLE t ADD z timestamptz(6);"));
  for (const char* type : {"a TYPE bigint", "a TYPE numeric"})
    cases.push_back(alters("31", std::string("ALTER ") + type));
  cases.push_back(alters("31", "ALTER z TYPE int", "ALTER TABLE t ADD z smallint;"));
  for (const char* type : {"f TYPE text", "f TYPE varchar"})
    cases.push_back(alters("32", std::string("ALTER ") + type));
  const std::string key = kTables + "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r;";
  cases.push_back(adds("37", key, "ALTER TABLE t ALTER a TYPE bigint"));
  cases.push_back(
      with_roles(adds("37b", key, "ALTER TABLE r ALTER id TYPE bigint"), {{"", {"r"}}, {"every child", {"t"}}}));
  return cases;
}

Cases constraint_cases() {
  const std::string check = "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)";
  const std::string key = "ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES r";
  const std::string unique = "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a)";
  const std::string primary = "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a)";
  Cases cases = {adds("38", kTables, check),
                 adds("39", kTables, check + " NOT VALID"),
                 {"40", kTables + check + " NOT VALID;", kTables + check + ";"},
                 adds("41", kTables, key),
                 adds("42", kTables, key + " NOT VALID"),
                 {"43", kTables + key + " NOT VALID;", kTables + key + ";"},
                 {"44", kTables + key + ";", kTables + key + " DEFERRABLE;"},
                 drops("45", kTables, check),
                 drops("46", kTables, key),
                 drops("47", kTables, unique),
                 drops("47", kTables, primary),
                 adds("48", kTables, unique),
                 at_step(adds("49", kTables, unique), "create unique constraint"),
                 adds("50", kTables, primary),
                 at_step(adds("51", kTables, primary), "create primary key"),
                 adds("52", kTables, "ALTER TABLE t ADD EXCLUDE USING btree (a WITH =)")};
  cases.push_back(renames("20", kTables + check + ";", kTables + "ALTER TABLE t ADD CONSTRAINT l CHECK (a > 0);",
                          of_t(model::Kind::check, "k"), of_t(model::Kind::check, "l")));
  return cases;
}

Cases index_cases() {
  const std::string index = "CREATE INDEX i ON t (b)";
  const Roles parts = {{"parent", {"p"}}, {"all partitions", {"p1"}}};
  const Roles index_alone = {{"index", {}}};
  Cases cases = {
      adds("53", kTables, index),
      at_step(adds("54", kTables, index), "create index"),
      with_roles(drops("55", kTables, index), {{"table", {"t"}}}),
      with_roles(at_step(drops("56", kTables, index), "drop index"), {{"", {"t"}}, {"table+index", {}}}),
      with_roles(adds("59", kTables + index + ";", "ALTER INDEX i SET (fillfactor = 60)"), index_alone),
      with_roles(adds("60", kPartitions, "CREATE INDEX i ON p (id)"), parts),
      with_roles(at_step(adds("61", kPartitions, "CREATE INDEX i ON p (id)"), "public.p.i"), {{"parent", {"p"}}}),
      adds("87", kTables + index + ";", "ALTER TABLE t CLUSTER ON i"),
      adds("87", kTables + index + "; ALTER TABLE t CLUSTER ON i;", "ALTER TABLE t SET WITHOUT CLUSTER")};
  cases.push_back(with_roles(renames("21", kTables + index + ";", kTables + "CREATE INDEX j ON t (b);",
                                     of_t(model::Kind::index, "i"), of_t(model::Kind::index, "j")),
                             index_alone));
  return cases;
}

Cases partition_cases() {
  const std::string next = "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')";
  const std::string apart = "CREATE TABLE p2 (id int NOT NULL, at date); INSERT INTO p2 VALUES (1, '2021-02-02');";
  const std::string attached = "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')";
  const Roles all = {{"all partitions", {"p", "p1"}}};
  const Roles none = {{"all partitions", {"p", "p1"}}, {"", {}}};
  return {
      with_roles(adds("64", kPartitions, next), {{"parent", {"p"}}}),
      with_roles(adds("65", kPartitions + kDefault, next),
                 {{"parent", {"p"}}, {"default", {"pd"}}, {"default scanned", {}}, {"rows", {"pd"}}}),
      with_roles(adds("66", kPartitions + apart, attached), {{"parent", {"p"}}, {"child", {"p2"}}, {"default", {}}}),
      with_roles(adds("66", kPartitions + kDefault + apart, attached),
                 {{"parent", {"p"}}, {"child", {"p2", "pd"}}, {"default", {"pd"}}}),
      with_roles(adds("67", kPartitions, "ALTER TABLE p DETACH PARTITION p1"),
                 {{"parent", {"p"}}, {"child", {"p1"}}, {"default", {}}}),
      with_roles(adds("67", kPartitions + kDefault, "ALTER TABLE p DETACH PARTITION p1"),
                 {{"parent", {"p"}}, {"child", {"p1"}}, {"default", {"pd"}}}),
      with_roles(adds("69", kPartitions, "ALTER TABLE p ADD CHECK (id > 0)"), all),
      with_roles(adds("69", kPartitions, "ALTER TABLE p ALTER at SET NOT NULL"), all)};
}

Cases table_cases() {
  const std::string key = "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r;";
  const std::string trigger = "CREATE TRIGGER w BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION g();";
  const std::string policy = "CREATE POLICY q ON t USING (a > 0);";
  const std::string child = kTables +
                            "CREATE TABLE h (id int, a int NOT NULL, b text, c varchar(20), n numeric(8, 2),"
                            " at timestamp, f char(4));";
  const Roles ties = {{"child", {"h"}}, {"parent", {"t"}}};
  Cases cases = {{"62", kTables, kTables + "CREATE TABLE s (id int);"},
                 {"63", kTables, kTables + "CREATE TABLE s (r int REFERENCES r);"},
                 with_roles({"70", kTables + key, "CREATE TABLE r (id int PRIMARY KEY);"},
                            {{"it", {"t"}}, {"referenced table", {"r"}}}),
                 adds("72", kFunction, trigger),
                 drops("73", kFunction, trigger),
                 adds("74", kFunction + trigger, "ALTER TABLE t DISABLE TRIGGER w"),
                 alters("75", "ENABLE ROW LEVEL SECURITY"),
                 alters("75", "FORCE ROW LEVEL SECURITY"),
                 adds("75", kTables, policy),
                 drops("75", kTables, policy),
                 {"75", kTables + policy, kTables + "CREATE POLICY q ON t USING (a > 1);"},
                 with_roles(adds("76", kTables, "CREATE VIEW v AS SELECT a FROM t"), {{"base", {"t"}}, {"view", {}}}),
                 with_roles(drops("76", kTables, "CREATE VIEW v AS SELECT a FROM t"), {{"base", {"t"}}, {"view", {}}}),
                 alters("82", "SET (fillfactor = 70)"),
                 alters("82", "SET (autovacuum_enabled = false, parallel_workers = 2)"),
                 alters("85", "SET UNLOGGED"),
                 alters("90", "REPLICA IDENTITY FULL"),
                 with_roles(adds("91", child, "ALTER TABLE h INHERIT t"), ties),
                 differs(with_roles(adds("91", child + "ALTER TABLE h INHERIT t;", "ALTER TABLE h NO INHERIT t"), ties),
                         "of the parent it takes access share alone"),
                 adds("92", kTables, "COMMENT ON TABLE t IS 'x'"),
                 adds("92", kTables, "COMMENT ON COLUMN t.a IS 'x'"),
                 adds("93", kTables, "GRANT SELECT ON t TO PUBLIC"),
                 adds("95", kTables, "CREATE STATISTICS w ON a, b FROM t"),
                 with_roles(adds("96", kTables, "CREATE PUBLICATION w FOR TABLE t"), {{"tables", {"t"}}}),
                 adds("97", kTables, "CREATE RULE w AS ON DELETE TO t DO INSTEAD NOTHING")};
  cases.push_back(renames("73", kFunction + trigger,
                          kFunction + "CREATE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION g();",
                          of_t(model::Kind::trigger, "w"), of_t(model::Kind::trigger, "x")));
  return cases;
}

Cases name_cases() {
  const model::ObjectId t{model::Kind::table, "public", "", "t"};
  const std::string named = kTables + "ALTER TABLE t RENAME TO u;";
  const std::string moved = kTables + "CREATE SCHEMA s; ALTER TABLE t SET SCHEMA s;";
  Cases cases = {renames("19", kTables, named, t, {model::Kind::table, "public", "", "u"}),
                 renames("22", kTables + "CREATE SCHEMA s;", moved, t, {model::Kind::table, "s", "", "t"})};
  cases.push_back(with_roles(adds("89", kTables, "ALTER TABLE t OWNER TO pg_database_owner"),
                             {{"", {"t"}}, {"+all indexes", {}}, {"seqs", {}}}));
  cases[0].roles = {{"", {"u"}}};
  cases[1].roles = {{"", {"s.t"}}, {"+owned seqs", {}}};
  return cases;
}

Cases type_kind_cases() {
  const std::string domain = "CREATE DOMAIN d AS int; CREATE TABLE t (x d); INSERT INTO t VALUES (1);";
  const std::string label = "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (x e); INSERT INTO t VALUES ('a');";
  const std::string check = "ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 0)";
  const Roles uses = {{"every table that uses it", {"t"}}};
  Case renamed{"81", label, "CREATE TYPE e AS ENUM ('b'); CREATE TABLE t (x e);"};
  const model::ObjectId e{model::Kind::enum_type, "public", "", "e"};
  renamed.renames = {{e, e, "a", "b"}};
  return {with_roles(adds("78", domain, check), uses),
          with_roles(adds("78", domain, "ALTER DOMAIN d SET NOT NULL"), uses),
          with_roles({"78", domain + check + " NOT VALID;", domain + check + ";"}, uses),
          adds("79", domain, check + " NOT VALID"),
          drops("79", domain, check),
          adds("80", label, "ALTER TYPE e ADD VALUE 'b'"),
          renamed,
          with_roles(adds("94", "CREATE SEQUENCE q;", "ALTER SEQUENCE q INCREMENT 5"), {{"sequence", {}}})};
}

Cases all_cases() {
  Cases all;
  for (const auto& part : {column_cases, type_cases, constraint_cases, index_cases, partition_cases, table_cases,
                           name_cases, type_kind_cases}) {
    const Cases cases = part();
    all.insert(all.end(), cases.begin(), cases.end());
  }
  return all;
}

struct Effects {
  plan::Effect expected;
  plan::Effect measured;
};

void merge(const plan::Effect& more, plan::Effect& all) {
  for (const auto& [table, lock] : more.locks) all.lock(table, lock);
  all.rewrites.insert(more.rewrites.begin(), more.rewrites.end());
  all.scans.insert(more.scans.begin(), more.scans.end());
}

Effects effects_of(const Case& tried) {
  Effects effects;
  bool found = false;
  for (const EffectLine& line : effect_lines(tried.before, tried.after, tried.online, tried.renames)) {
    if (line.step.find(tried.step) == std::string::npos) continue;
    found = true;
    merge(line.expected, effects.expected);
    merge(line.measured, effects.measured);
  }
  CHECK(found);
  return effects;
}

std::optional<std::string> lock_table() {
  const char* const named = std::getenv("SCHEMAC_LOCK_TABLE");
  const std::filesystem::path path =
      named != nullptr ? std::filesystem::path(named)
                       : std::filesystem::path(SCHEMAC_SOURCE_DIR) / ".." / "shared" / "postgres" / "locks.md";
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// What a line says; a partitioned table has no rows to look at.
plan::Effect told(const LockRow& row, const Case& tried) {
  plan::Effect effect = effect_in(row, tried.roles, tried.alternative);
  effect.scans.erase({"public", "p"});
  return effect;
}

}  // namespace

TEST_CASE("what we expect of each form is what a table of locks says, and what is measured") {
  const std::optional<std::string> text = lock_table();
  if (!text) {
    std::cout << "SKIPPED: no table of locks beside the project\n";
    return;
  }
  const std::map<std::string, LockRow> rows = read_lock_table(*text);
  REQUIRE(rows.size() > 100);
  std::set<std::string> seen;
  for (const Case& tried : all_cases()) {
    seen.insert(tried.row);
    const LockRow& row = rows.at(tried.row);
    INFO(row.number << ": " << row.form << "\n"
                    << tried.after.substr(tried.after.rfind(';', tried.after.size() - 2) + 1));
    const Effects effects = effects_of(tried);
    CHECK(said(effects.expected) == said(effects.measured));
    INFO(tried.differs);
    if (!tried.differs.empty()) {
      CHECK(said(effects.expected) != said(told(row, tried)));
    } else {
      CHECK(said(effects.expected) == said(told(row, tried)));
    }
  }
  for (const auto& [number, row] : rows) {
    INFO(number << ": " << row.form);
    CHECK(seen.contains(number) != kNoStep.contains(number));
  }
}

TEST_CASE("a line of the table is read as it is meant") {
  const auto rows = read_lock_table(
      "| # | Form | Lock | Rewrite | Scan | Versions | Alternative |\n|--|--|--|--|--|--|--|\n"
      "| 7 | ADD … | **AX** (parent SRX, +seq) | **yes** | both | all | – |\n"
      "|  | … the other side | S on parent and all partitions | no / yes | no | all | – |\n");
  REQUIRE(rows.size() == 2);
  const Roles roles = {{"", {"t"}}, {"parent", {"r"}}, {"+seq", {}}, {"all partitions", {"r1"}}};
  CHECK(said(effect_in(rows.at("7"), roles)) ==
        "share row exclusive on public.r, access exclusive on public.t; writes public.t anew; looks at all rows of "
        "public.r; looks at all rows of public.r1");
  CHECK(said(effect_in(rows.at("7b"), roles)) == "share on public.r, share on public.r1");
  CHECK(effect_in(rows.at("7b"), roles, 1).rewrites.size() == 1);
  CHECK_THROWS_WITH(effect_in(rows.at("7"), {{"", {"t"}}}), "line 7 speaks of `parent`");
}

}  // namespace schemac::tests

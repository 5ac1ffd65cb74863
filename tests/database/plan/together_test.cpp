// Changes that meet in one plan: what each of them does alone is right, and what the two do together is the question.
#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"

using schemac::tests::go_both_ways;

TEST_CASE("the column by which a table parts its rows gets another type, and rows stay") {
  const auto by_list = [](const std::string& type) {
    return "CREATE TABLE s (k " + type +
           " NOT NULL, v int) PARTITION BY LIST (k);"
           "CREATE TABLE s1 PARTITION OF s FOR VALUES IN (1); CREATE TABLE sd PARTITION OF s DEFAULT;"
           "CREATE INDEX ON s (v);";
  };
  go_both_ways({by_list("int") + "INSERT INTO s VALUES (1, 10), (2, 20);",
                by_list("bigint"),
                {},
                "SELECT k, v FROM s ORDER BY k"});
  const auto below = [](const std::string& type) {
    return "CREATE TABLE r (a int, at " + type +
           ") PARTITION BY HASH (a);"
           "CREATE TABLE r0 PARTITION OF r FOR VALUES WITH (MODULUS 1, REMAINDER 0) PARTITION BY RANGE (at);"
           "CREATE TABLE r00 PARTITION OF r0 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');";
  };
  go_both_ways(
      {below("date") + "INSERT INTO r VALUES (1, '2020-05-05');", below("timestamp"), {}, "SELECT a, at::date FROM r"});
}

TEST_CASE("a domain within arrays and composites is held against other rules") {
  const auto with_limit = [](const std::string& check) {
    return "CREATE DOMAIN pos AS int " + check +
           "; CREATE TYPE pair AS (x pos, y int); CREATE TABLE a (x pos, y pos[], z pair);";
  };
  go_both_ways({with_limit("CONSTRAINT small CHECK (VALUE < 1000)") + "INSERT INTO a VALUES (1, '{2,3}', '(4,5)');",
                with_limit("CONSTRAINT small CHECK (VALUE < 10000)"),
                {},
                "SELECT * FROM a"});
  go_both_ways({"CREATE DOMAIN d AS int; CREATE TABLE a (y d[]); INSERT INTO a VALUES ('{2,3}');",
                "CREATE DOMAIN d AS int NOT NULL; CREATE TABLE a (y d[])",
                {},
                "SELECT * FROM a"});
}

TEST_CASE("a function makes way for one that a call could mean as well") {
  const std::string users =
      "CREATE TABLE t (n text CHECK (okk(n))); CREATE INDEX ti ON t (okk(n));"
      "CREATE VIEW v AS SELECT okk(n) AS fits FROM t;";
  go_both_ways({"CREATE FUNCTION okk(text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT length($1) < 10';" + users,
                "CREATE FUNCTION okk(text, mx int DEFAULT 10) RETURNS bool LANGUAGE sql IMMUTABLE AS "
                "'SELECT length($1) < $2';" +
                    users,
                {}});
  go_both_ways({"CREATE FUNCTION okk(text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';" + users,
                "CREATE FUNCTION okk(VARIADIC text[]) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';" + users,
                {}});
}

TEST_CASE("a function and an aggregate change places under one name") {
  const std::string view = "CREATE TABLE t (a int); CREATE VIEW v AS SELECT total(a) AS s FROM t";
  go_both_ways({"CREATE FUNCTION total(int) RETURNS bigint LANGUAGE sql AS 'SELECT $1::bigint';",
                "CREATE AGGREGATE total(int) (SFUNC = int4_sum, STYPE = bigint)",
                {}});
  go_both_ways({"CREATE FUNCTION total(int) RETURNS bigint LANGUAGE sql AS 'SELECT $1::bigint';" + view,
                "CREATE AGGREGATE total(int) (SFUNC = int4_sum, STYPE = bigint);" + view,
                {}});
}

TEST_CASE("the function of an aggregate is replaced while the aggregate goes and another comes") {
  const auto state = [](const std::string& body, const std::string& name) {
    return "CREATE FUNCTION acc(bigint, int) RETURNS bigint LANGUAGE sql AS 'SELECT coalesce($1,0)+$2" + body +
           "'; CREATE AGGREGATE " + name +
           "(int) (SFUNC = acc, STYPE = bigint, INITCOND = '0');"
           "CREATE TABLE t (g int, x int); CREATE VIEW v AS SELECT " +
           name + "(x) AS s FROM t;";
  };
  go_both_ways({state("", "mysum"), state("+0", "total"), {}});
}

TEST_CASE("functions whose bodies are parsed follow a column and each other") {
  const auto state = [](const std::string& type) {
    return "CREATE TABLE t (id int PRIMARY KEY, v " + type + ");" + "CREATE FUNCTION getv(i " + type + ") RETURNS " +
           type + " LANGUAGE sql STABLE BEGIN ATOMIC SELECT v FROM t WHERE id = i; END;" +
           "CREATE FUNCTION twice(i int) RETURNS int LANGUAGE sql STABLE RETURN 2 * getv(i);"
           "CREATE VIEW w AS SELECT twice(id) AS two FROM t;";
  };
  go_both_ways({state("int") + "INSERT INTO t VALUES (1, 7);", state("bigint"), {}, "SELECT two FROM w"});
}

TEST_CASE("an enum becomes a domain of its name under a column with a default") {
  const std::string car = "CREATE TABLE car (c color DEFAULT 'red', cs color[] DEFAULT '{red}');";
  go_both_ways(
      {"CREATE TYPE color AS ENUM ('red', 'green');" + car + "INSERT INTO car VALUES ('green', '{red,green}');",
       "CREATE DOMAIN color AS text CHECK (VALUE IN ('red', 'green', 'blue'));" + car,
       {},
       "SELECT c::text, cs::text FROM car"});
}

TEST_CASE("the primary key gives way to one of another name, though a view groups by it") {
  const std::string table = "CREATE TABLE t (id int NOT NULL, a text, b int NOT NULL);";
  go_both_ways({table + "ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (id);"
                        "CREATE VIEW v AS SELECT id, a, max(b) AS m FROM t GROUP BY id",
                table + "ALTER TABLE t ADD CONSTRAINT t_pkey2 PRIMARY KEY (id, b);"
                        "CREATE VIEW v AS SELECT id, a, max(b) AS m FROM t GROUP BY id, a",
                {}});
}

TEST_CASE("a foreign key to a partitioned table is proved with all its parts") {
  const std::string parted =
      "CREATE TABLE o (id int PRIMARY KEY) PARTITION BY HASH (id);"
      "CREATE TABLE o0 PARTITION OF o FOR VALUES WITH (MODULUS 1, REMAINDER 0); INSERT INTO o VALUES (1);";
  go_both_ways({parted + "CREATE TABLE i (oid int); INSERT INTO i VALUES (1)",
                parted + "CREATE TABLE i (oid int REFERENCES o)",
                {},
                "",
                "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated",
                "0"});
}

TEST_CASE("extended statistics are the same whatever the order of the columns in the table") {
  go_both_ways(
      {"CREATE TABLE t (a int, s text GENERATED ALWAYS AS ('x') STORED, b int);"
       "CREATE STATISTICS tst (mcv) ON s, b, (a + 1) FROM t; CREATE STATISTICS e ON (a * 2) FROM t;",
       "CREATE TABLE t (a int, s text GENERATED ALWAYS AS ('y') STORED, b int);"
       "CREATE STATISTICS tst (mcv) ON b, s, (a + 1) FROM t; CREATE STATISTICS e ON (a * 2) FROM t;",
       {}});
}

TEST_CASE("what is said of a column far above does not go over what a new table below says itself") {
  go_both_ways(
      {"CREATE TABLE base (id int, n text DEFAULT 'b'); CREATE TABLE k1 () INHERITS (base);"
       "CREATE TABLE gk () INHERITS (k1);",
       "CREATE TABLE base (id bigint, n text DEFAULT 'bb'); CREATE TABLE k1 () INHERITS (base);"
       "CREATE TABLE gk (n text DEFAULT 'gk') INHERITS (k1);",
       {}});
}

TEST_CASE("a function with a parenthesis in its name is made anew when an argument is renamed") {
  const auto state = [](const std::string& argument, const std::string& column) {
    return R"sql(CREATE FUNCTION "fn($1)"(")sql" + argument +
           R"sql(" int, "Out" text DEFAULT '$$') RETURNS text LANGUAGE sql AS 'SELECT ''x''';
                 CREATE TABLE t (a int); CREATE VIEW v AS SELECT a AS )sql" +
           column + " FROM t;";
  };
  go_both_ways({state("in", "b"), state("IN", "c"), {}});
}

TEST_CASE("event triggers come and go together, with their comments") {
  const std::string function = "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';";
  go_both_ways({function,
                function + "CREATE EVENT TRIGGER ea ON ddl_command_start EXECUTE FUNCTION e();"
                           "CREATE EVENT TRIGGER eb ON sql_drop EXECUTE FUNCTION e();"
                           "COMMENT ON EVENT TRIGGER ea IS 'a'; COMMENT ON EVENT TRIGGER eb IS 'b';",
                {}});
}

TEST_CASE("views exchange their names, and a third looks at them") {
  go_both_ways(
      {"CREATE VIEW y AS SELECT 1 AS a; CREATE VIEW x AS SELECT a, 2 AS b FROM y; CREATE VIEW z AS SELECT b FROM x",
       "CREATE VIEW x AS SELECT 1 AS a; CREATE VIEW y AS SELECT 2 AS b, a FROM x; CREATE VIEW z AS SELECT * FROM y",
       {}});
}

TEST_CASE("a view moves off a table that goes while a policy of that looks at a column that is retyped") {
  go_both_ways(
      {"CREATE TABLE page (id int, t text, vis int); CREATE TABLE rev (id int, body text);"
       "CREATE VIEW curr AS SELECT p.t, r.body FROM page p JOIN rev r ON r.id = p.id;"
       "CREATE VIEW pub AS SELECT * FROM curr;"
       "CREATE POLICY po ON rev USING (EXISTS (SELECT 1 FROM page p WHERE p.id = rev.id AND p.vis = 1));",
       "CREATE TABLE page (id int, t text, body text, vis bigint);"
       "CREATE VIEW pub AS SELECT t, body FROM page WHERE vis = 1;",
       {}});
}

TEST_CASE("a cast changes its function under a default and a view that are made with it") {
  const auto state = [](const std::string& function) {
    return "CREATE TYPE cents AS (v int); CREATE FUNCTION " + function +
           "(int) RETURNS cents LANGUAGE sql IMMUTABLE AS 'SELECT row($1)::cents'; CREATE CAST (int AS cents) WITH "
           "FUNCTION " +
           function +
           "(int); CREATE TABLE p (id int, c cents DEFAULT 5::cents); CREATE VIEW v AS SELECT id::cents AS c FROM p;";
  };
  go_both_ways({state("i2c"), state("i2c2"), {}});
}

TEST_CASE("a table leaves an access method that goes") {
  go_both_ways(
      {"CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler; CREATE TABLE h (a int) USING heap2;"
       "INSERT INTO h VALUES (1);",
       "CREATE TABLE h (a int)",
       {},
       "SELECT a FROM h"});
}

TEST_CASE("privileges on a column that comes from above are given where the table below has them") {
  for (const std::string below : {"PARTITION OF p FOR VALUES IN (1)", "() INHERITS (p)"}) {
    const std::string parent = below.starts_with("(") ? ")" : ") PARTITION BY LIST (id)";
    go_both_ways(
        {"CREATE TABLE p (id int" + parent + "; CREATE TABLE c " + below + "; GRANT SELECT (id) ON c TO PUBLIC;",
         "CREATE TABLE p (id int, email text" + parent + "; CREATE TABLE c " + below +
             "; GRANT SELECT (id, email) ON c TO PUBLIC;",
         {}});
  }
}

TEST_CASE("hash partitions are counted anew, and every row finds its place") {
  const auto parts = [](int count) {
    std::string sql = "CREATE TABLE h (id int PRIMARY KEY, v text) PARTITION BY HASH (id);";
    for (int number = 0; number < count; ++number) {
      // One sorts before its parent.
      sql += "CREATE TABLE " + std::string(number == 0 ? "a" : "h") + std::to_string(number) +
             " PARTITION OF h FOR VALUES WITH (MODULUS " + std::to_string(count) + ", REMAINDER " +
             std::to_string(number) + ");";
    }
    return sql;
  };
  const std::string refers = "CREATE TABLE r (h int REFERENCES h);";
  go_both_ways(
      {parts(2) + refers + "INSERT INTO h SELECT n, n::text FROM generate_series(1, 20) n; INSERT INTO r VALUES (7);",
       parts(3) + refers,
       {},
       "SELECT sum(id), count(*) FROM h"});
}

TEST_CASE("a partition becomes partitioned while a foreign key refers to its rows") {
  const std::string parent =
      "CREATE TABLE o (id int, d date, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);"
      "CREATE TABLE o1 PARTITION OF o FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')";
  const std::string refers = "CREATE TABLE r (oid int, od date, FOREIGN KEY (oid, od) REFERENCES o);";
  go_both_ways(
      {parent + ";" + refers + "INSERT INTO o VALUES (1,'2020-03-03'); INSERT INTO r VALUES (1,'2020-03-03');",
       parent + " PARTITION BY HASH (id); CREATE TABLE o1_0 PARTITION OF o1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);" +
           refers,
       {},
       "SELECT * FROM o"});
}

TEST_CASE("a sequence turns round and begins where it may") {
  go_both_ways({"CREATE SEQUENCE c INCREMENT -1; CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (INCREMENT BY -1))",
                "CREATE SEQUENCE c; CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY)",
                {}});
}

TEST_CASE("columns called by their places are never taken for others") {
  const std::string rows = "INSERT INTO r (a, b) VALUES (1, 2);";
  const auto state = [](const std::string& columns, const std::string& view) {
    return "CREATE TABLE r (" + columns + ");" +
           "CREATE FUNCTION f() RETURNS SETOF r LANGUAGE sql STABLE AS 'SELECT * FROM public.r';" + view;
  };
  const std::string by_function = "CREATE VIEW v AS SELECT b FROM f();";
  const std::string by_alias = "CREATE VIEW v AS SELECT x.two AS b FROM r AS x (one, two);";
  const std::string by_rows_from = "CREATE VIEW v AS SELECT x.two AS b FROM ROWS FROM (f(), f()) AS x (one, two);";
  for (const std::string& view : {by_function, by_alias, by_rows_from}) {
    INFO(view);
    const std::string before = state("a int, b int", view) + rows;
    go_both_ways({before, state("a int, b int, z int DEFAULT 99", view), {}, "SELECT b FROM v"});
    CHECK_THROWS_WITH(go_both_ways({before, state("a int, z int DEFAULT 99, b int", view), {}}),
                      Catch::Contains("by their places") && Catch::Contains("view public.v"));
  }
  const std::string by_name = "CREATE VIEW v AS SELECT x.b, (f()).b AS c FROM r x JOIN r y USING (a);";
  go_both_ways({state("a int, b int", by_name) + rows,
                state("a int, z int DEFAULT 99, b int", by_name),
                {},
                "SELECT b, c FROM v"});
}

TEST_CASE("a value of a table's row type goes over by the names of its columns when the table is made anew") {
  go_both_ways(
      {"CREATE TABLE r (a int, c text, b text); CREATE TABLE h (x r); INSERT INTO h VALUES (ROW(1, 'isC', 'isB'));",
       "CREATE TABLE r (a int, b text, c text, d int) PARTITION BY LIST (a); CREATE TABLE h (x r)",
       {},
       "SELECT (x).a, (x).b, (x).c FROM h"});
}

TEST_CASE("an overload makes way for one that takes anything") {
  const std::string view = "CREATE TABLE t (a int); CREATE VIEW v AS SELECT pick(a, 0) AS p FROM t;";
  go_both_ways({"CREATE FUNCTION pick(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1';" + view,
                "CREATE FUNCTION pick(anyelement, anyelement) RETURNS anyelement LANGUAGE sql AS 'SELECT $1';" + view,
                {}});
}

TEST_CASE("a table goes with what looks at it and is looked at by a part of it") {
  const std::string table = "CREATE TABLE t (id int);";
  const std::string test = "CREATE FUNCTION f(t) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';";
  for (const std::string& with :
       {std::string("CREATE VIEW m AS SELECT id FROM t; CREATE POLICY p ON t USING (id IN (SELECT id FROM m));"),
        std::string("CREATE MATERIALIZED VIEW m AS SELECT id FROM t;"
                    "CREATE RULE p AS ON UPDATE TO t DO ALSO DELETE FROM t WHERE id IN (SELECT id FROM m);"),
        test + "ALTER TABLE t ADD CHECK (f(t));", test + "CREATE INDEX ON t (f(t));"}) {
    INFO(with);
    go_both_ways({table + with, "", {}});
  }
}

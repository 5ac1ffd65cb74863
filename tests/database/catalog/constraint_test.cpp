#include <catch2/catch.hpp>

#include "database/catalog/reading.hpp"

using namespace schemac;
using tests::reading_of;

namespace {

const model::QualifiedName kTable{"public", "t"};

}  // namespace

TEST_CASE("a primary key is read whole", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE TABLE t (a int, b text, c int,
      CONSTRAINT "the key" PRIMARY KEY (b, a) INCLUDE (c) WITH (fillfactor = 80) DEFERRABLE INITIALLY DEFERRED);
    COMMENT ON CONSTRAINT "the key" ON t IS 'of t';)");
  const model::PrimaryKey expected{.table = kTable,
                                   .name = "the key",
                                   .columns = {"b", "a"},
                                   .include = {"c"},
                                   .deferral = model::Deferral::initially_deferred,
                                   .storage_parameters = {{"fillfactor", "80"}},
                                   .partition_of = std::nullopt,
                                   .comment = "of t"};
  REQUIRE(reading.schema.primary_keys.size() == 1);
  CHECK(*reading.schema.primary_keys.find(expected.id()) == expected);
  CHECK(reading.schema.indexes.empty());
}

TEST_CASE("unique constraints are read whole, and a unique index is none", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE TABLE t (a int, b int, c int, CONSTRAINT u UNIQUE NULLS NOT DISTINCT (a, b) INCLUDE (c) DEFERRABLE);
    CREATE UNIQUE INDEX ui ON t (b);
    COMMENT ON CONSTRAINT u ON t IS 'both';)");
  const model::Unique expected{.table = kTable,
                               .name = "u",
                               .columns = {"a", "b"},
                               .include = {"c"},
                               .nulls_not_distinct = true,
                               .deferral = model::Deferral::initially_immediate,
                               .storage_parameters = {},
                               .partition_of = std::nullopt,
                               .comment = "both"};
  REQUIRE(reading.schema.uniques.size() == 1);
  CHECK(*reading.schema.uniques.find(expected.id()) == expected);
  CHECK(reading.schema.indexes.size() == 1);
}

TEST_CASE("checks are read as PostgreSQL spells them", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE TABLE t (a int, CONSTRAINT one CHECK (a BETWEEN 1 AND 5) NO INHERIT);
    ALTER TABLE t ADD CONSTRAINT two CHECK (a <> 3) NOT VALID;
    COMMENT ON CONSTRAINT one ON t IS 'small';)");
  const model::Check one{.table = kTable,
                         .name = "one",
                         .expression = "((a >= 1) AND (a <= 5))",
                         .no_inherit = true,
                         .not_valid = false,
                         .comment = "small"};
  const model::Check two{
      .table = kTable, .name = "two", .expression = "(a <> 3)", .no_inherit = false, .not_valid = true, .comment = {}};
  REQUIRE(reading.schema.checks.size() == 2);
  CHECK(*reading.schema.checks.find(one.id()) == one);
  CHECK(*reading.schema.checks.find(two.id()) == two);
}

TEST_CASE("an exclusion constraint is read whole", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE EXTENSION btree_gist;
    CREATE TABLE t (a int, during tstzrange, b int,
      CONSTRAINT x EXCLUDE USING gist (a WITH =, during range_ops WITH &&, (b + 1) WITH <>) INCLUDE (b)
        WITH (fillfactor = 90) WHERE (b > 0) DEFERRABLE);
    COMMENT ON CONSTRAINT x ON t IS 'no two';)");
  model::Exclusion expected;
  expected.table = kTable;
  expected.name = "x";
  model::IndexKey a;
  a.column = "a";
  model::IndexKey during;
  during.column = "during";
  model::IndexKey sum;
  sum.expression = "(b + 1)";
  expected.elements = {{a, "="}, {during, "&&"}, {sum, "<>"}};
  expected.include = {"b"};
  expected.predicate = "(b > 0)";
  expected.deferral = model::Deferral::initially_immediate;
  expected.storage_parameters = {{"fillfactor", "90"}};
  expected.comment = "no two";
  REQUIRE(reading.schema.exclusions.size() == 1);
  CHECK(*reading.schema.exclusions.find(expected.id()) == expected);
}

TEST_CASE("an operator outside pg_catalog is said as OPERATOR", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE EXTENSION btree_gist;
    CREATE SCHEMA ops;
    CREATE FUNCTION ops.same(int, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
    CREATE OPERATOR ops.=== (FUNCTION = ops.same, LEFTARG = int, RIGHTARG = int, COMMUTATOR = OPERATOR(ops.===));
    CREATE OPERATOR CLASS ops.int_same FOR TYPE int USING gist AS OPERATOR 1 ops.===, FUNCTION 1 gbt_int4_consistent (internal, int, smallint, oid, internal),
      FUNCTION 2 gbt_int4_union (internal, internal), FUNCTION 3 gbt_int4_compress (internal),
      FUNCTION 5 gbt_int4_penalty (internal, internal, internal), FUNCTION 6 gbt_int4_picksplit (internal, internal),
      FUNCTION 7 gbt_int4_same (gbtreekey8, gbtreekey8, internal), STORAGE gbtreekey8;
    CREATE TABLE t (a int, CONSTRAINT x EXCLUDE USING gist (a ops.int_same WITH OPERATOR(ops.===)));)");
  const auto* x = reading.schema.exclusions.find({model::Kind::exclusion, "public", "t", "x"});
  REQUIRE(x != nullptr);
  CHECK(x->elements.at(0).op == "OPERATOR(ops.===)");
  CHECK(x->elements.at(0).key.opclass == "ops.int_same");
  CHECK(reading.unmodelled.empty());
}

TEST_CASE("a foreign key is read whole", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE SCHEMA other;
    CREATE TABLE other.r (x int, y int, PRIMARY KEY (x, y));
    CREATE TABLE t (a int, b int,
      CONSTRAINT f FOREIGN KEY (b, a) REFERENCES other.r (y, x) MATCH FULL ON DELETE SET NULL (a) ON UPDATE CASCADE
        DEFERRABLE INITIALLY DEFERRED);
    ALTER TABLE t ADD CONSTRAINT g FOREIGN KEY (a, b) REFERENCES other.r ON DELETE RESTRICT ON UPDATE SET DEFAULT NOT VALID;
    COMMENT ON CONSTRAINT f ON t IS 'there';)");
  const model::ForeignKey f{.table = kTable,
                            .name = "f",
                            .columns = {"b", "a"},
                            .references = {"other", "r"},
                            .referenced_columns = {"y", "x"},
                            .on_delete = model::ReferentialAction::set_null,
                            .on_delete_columns = {"a"},
                            .on_update = model::ReferentialAction::cascade,
                            .match_full = true,
                            .deferral = model::Deferral::initially_deferred,
                            .not_valid = false,
                            .comment = "there"};
  const model::ForeignKey g{.table = kTable,
                            .name = "g",
                            .columns = {"a", "b"},
                            .references = {"other", "r"},
                            .referenced_columns = {"x", "y"},
                            .on_delete = model::ReferentialAction::restrict,
                            .on_delete_columns = {},
                            .on_update = model::ReferentialAction::set_default,
                            .match_full = false,
                            .deferral = model::Deferral::not_deferrable,
                            .not_valid = true,
                            .comment = {}};
  REQUIRE(reading.schema.foreign_keys.size() == 2);
  CHECK(*reading.schema.foreign_keys.find(f.id()) == f);
  CHECK(*reading.schema.foreign_keys.find(g.id()) == g);
}

TEST_CASE("a foreign key to a partitioned table is one key", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE TABLE parted (a int PRIMARY KEY) PARTITION BY RANGE (a);
    CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (2);
    CREATE TABLE t (a int CONSTRAINT f REFERENCES parted);)");
  CHECK(reading.schema.foreign_keys.size() == 1);
}

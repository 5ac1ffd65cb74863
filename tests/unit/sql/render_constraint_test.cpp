// Constraints and indexes in SQL.
#include "rendered.hpp"

using namespace schemac;
using namespace schemac::model;
using namespace schemac::test;
using diff::Alter;
using diff::Create;
using diff::Drop;

namespace {

const QualifiedName kUsers{"public", "users"};

}  // namespace

TEST_CASE("A primary key") {
  PrimaryKey key;
  key.table = kUsers;
  key.name = "users_pkey";
  key.columns = {"id", "Tenant"};
  CHECK(rendered(create(key)) ==
        Texts{"ALTER TABLE public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id, \"Tenant\")"});
  key.include = {"a"};
  key.deferral = Deferral::initially_deferred;
  key.storage_parameters = {{"fillfactor", "70"}};
  key.comment = "Key.";
  CHECK(rendered(create(key)) == Texts{"ALTER TABLE public.users\n    ADD CONSTRAINT users_pkey PRIMARY KEY (id, "
                                       "\"Tenant\") INCLUDE (a) WITH (fillfactor = 70) DEFERRABLE INITIALLY DEFERRED",
                                       "COMMENT ON CONSTRAINT users_pkey ON public.users IS 'Key.'"});
  CHECK(rendered(Drop<PrimaryKey>{key}) == Texts{"ALTER TABLE public.users DROP CONSTRAINT users_pkey"});
  CHECK(rendered(diff::Rename<PrimaryKey>{key.id(), {Kind::primary_key, "public", "users", "pk"}}) ==
        Texts{"ALTER TABLE public.users RENAME CONSTRAINT users_pkey TO pk"});
}

TEST_CASE("A unique constraint") {
  Unique unique;
  unique.table = kUsers;
  unique.name = "uq";
  unique.columns = {"a", "b"};
  unique.nulls_not_distinct = true;
  unique.deferral = Deferral::initially_immediate;
  CHECK(rendered(create(unique)) ==
        Texts{"ALTER TABLE public.users ADD CONSTRAINT uq UNIQUE NULLS NOT DISTINCT (a, b) DEFERRABLE"});
  CHECK(rendered(Drop<Unique>{unique}) == Texts{"ALTER TABLE public.users DROP CONSTRAINT uq"});
  CHECK(rendered(diff::Rename<Unique>{unique.id(), {Kind::unique, "public", "users", "UQ"}}) ==
        Texts{"ALTER TABLE public.users RENAME CONSTRAINT uq TO \"UQ\""});
}

TEST_CASE("A check has one pair of parentheses, its own or ours") {
  Check check;
  check.table = kUsers;
  check.name = "chk";
  const auto clause = [&](std::string expression) {
    check.expression = std::move(expression);
    return rendered(create(check)).front().substr(std::string("ALTER TABLE public.users ADD CONSTRAINT chk ").size());
  };
  CHECK(clause("price >= 0") == "CHECK (price >= 0)");
  CHECK(clause("(price >= 0)") == "CHECK (price >= 0)");
  CHECK(clause("(a) = (b)") == "CHECK ((a) = (b))");
  CHECK(clause("a -- why") == "CHECK (a -- why\n)");
  check.no_inherit = true;
  check.not_valid = true;
  CHECK(clause("a") == "CHECK (a) NO INHERIT NOT VALID");
  Check valid = check;
  valid.not_valid = false;
  CHECK(rendered(Alter<Check>{check, valid}) == Texts{"ALTER TABLE public.users VALIDATE CONSTRAINT chk"});
  CHECK(rendered(Drop<Check>{check}) == Texts{"ALTER TABLE public.users DROP CONSTRAINT chk"});
  CHECK(rendered(diff::Rename<Check>{check.id(), {Kind::check, "public", "users", "c"}}) ==
        Texts{"ALTER TABLE public.users RENAME CONSTRAINT chk TO c"});
}

TEST_CASE("An exclusion constraint") {
  Exclusion exclusion;
  exclusion.table = {"public", "bookings"};
  exclusion.name = "ex";
  exclusion.elements = {{{.column = "user_id", .expression = {}, .collation = {}, .opclass = {}}, "="},
                        {{.column = {}, .expression = "tstzrange(a, b)", .collation = {}, .opclass = {}}, "&&"}};
  CHECK(rendered(create(exclusion)) ==
        Texts{"ALTER TABLE public.bookings\n    ADD CONSTRAINT ex EXCLUDE USING gist (user_id WITH =, tstzrange(a, b) "
              "WITH &&)"});
  exclusion.predicate = "NOT cancelled";
  exclusion.elements.pop_back();
  exclusion.elements.front().op = "OPERATOR(app.~)";
  exclusion.deferral = Deferral::initially_deferred;
  CHECK(rendered(create(exclusion)) ==
        Texts{"ALTER TABLE public.bookings\n    ADD CONSTRAINT ex EXCLUDE USING gist (user_id WITH OPERATOR(app.~)) "
              "WHERE (NOT cancelled) DEFERRABLE INITIALLY DEFERRED"});
  CHECK(rendered(Drop<Exclusion>{exclusion}) == Texts{"ALTER TABLE public.bookings DROP CONSTRAINT ex"});
  CHECK(rendered(diff::Rename<Exclusion>{exclusion.id(), {Kind::exclusion, "public", "bookings", "e"}}) ==
        Texts{"ALTER TABLE public.bookings RENAME CONSTRAINT ex TO e"});
}

TEST_CASE("An index says what is not the default of its keys") {
  Index index;
  index.table = kUsers;
  index.name = "idx";
  index.keys.resize(4);
  index.keys[0].column = "a";
  index.keys[1].column = "b";
  index.keys[1].descending = index.keys[1].nulls_first = true;
  index.keys[2].expression = "lower(c)";
  index.keys[2].collation = "pg_catalog.\"C\"";
  index.keys[2].nulls_first = true;
  index.keys[3].expression = "d || 'x'";
  index.keys[3].opclass = "text_pattern_ops";
  index.keys[3].descending = true;
  CHECK(rendered(create(index)) ==
        Texts{"CREATE INDEX idx\n    ON public.users (a, b DESC, lower(c) COLLATE pg_catalog.\"C\" NULLS FIRST, (d || "
              "'x') text_pattern_ops DESC NULLS LAST)"});
  Index other;
  other.table = kUsers;
  other.name = "Idx";
  other.keys.resize(1);
  other.keys[0].column = "a";
  other.unique = other.nulls_not_distinct = true;
  other.include = {"b"};
  other.predicate = "(deleted_at IS NULL)";
  CHECK(rendered(create(other)) ==
        Texts{"CREATE UNIQUE INDEX \"Idx\"\n    ON public.users (a)\n    INCLUDE (b)\n    NULLS NOT DISTINCT\n    "
              "WHERE (deleted_at IS NULL)"});
  other.unique = other.nulls_not_distinct = false;
  other.include.clear();
  other.predicate.reset();
  other.method = "gin";
  other.storage_parameters = {{"fastupdate", "off"}};
  other.comment = "Fast.";
  CHECK(rendered(create(other)) == Texts{"CREATE INDEX \"Idx\" ON public.users USING gin (a) WITH (fastupdate = off)",
                                         "COMMENT ON INDEX public.\"Idx\" IS 'Fast.'"});
}

TEST_CASE("Parameters are created in the order in which they were given, and compared without it") {
  Index given;
  given.table = {"app", "t"};
  given.name = "idx";
  given.keys.emplace_back().column = "a";
  given.storage_parameters = {{"fillfactor", "90"}, {"deduplicate_items", "off"}};
  CHECK(rendered(create(given)) ==
        Texts{"CREATE INDEX idx ON app.t (a) WITH (fillfactor = 90, deduplicate_items = off)"});
  Index turned = given;
  turned.storage_parameters = {{"deduplicate_items", "off"}, {"fillfactor", "90"}};
  CHECK(turned == given);
  turned.storage_parameters["fillfactor"] = "80";
  CHECK(turned != given);

  // SET puts what it names behind what is there.
  Index before = given;
  before.storage_parameters = {{"deduplicate_items", "off"}};
  CHECK(rendered(Alter<Index>{before, given}) ==
        Texts{"ALTER INDEX app.idx SET (fillfactor = 90, deduplicate_items = off)"});
  before.storage_parameters = {{"fillfactor", "90"}};
  CHECK(rendered(Alter<Index>{before, given}) == Texts{"ALTER INDEX app.idx SET (deduplicate_items = off)"});
}

TEST_CASE("An index is dropped, renamed and set in its schema") {
  Index before;
  before.table = {"app", "t"};
  before.name = "idx";
  before.storage_parameters = {{"fillfactor", "70"}, {"deduplicate_items", "off"}};
  Index after = before;
  after.storage_parameters = {{"fillfactor", "80"}};
  CHECK(rendered(Drop<Index>{before}) == Texts{"DROP INDEX app.idx"});
  CHECK(rendered(diff::Rename<Index>{before.id(), {Kind::index, "app", "t", "i"}}) ==
        Texts{"ALTER INDEX app.idx RENAME TO i"});
  CHECK(rendered(diff::Rename<Index>{before.id(), {Kind::index, "app", "t2", "idx"}}).empty());
  CHECK(rendered(Alter<Index>{before, after}) ==
        Texts{"ALTER INDEX app.idx SET (fillfactor = 80)", "ALTER INDEX app.idx RESET (deduplicate_items)"});
}

TEST_CASE("A foreign key") {
  ForeignKey key;
  key.table = {"public", "bookings"};
  key.name = "fk";
  key.columns = {"user_id"};
  key.references = kUsers;
  key.referenced_columns = {"id"};
  CHECK(rendered(create(key)) == Texts{"ALTER TABLE public.bookings ADD CONSTRAINT fk FOREIGN KEY (user_id) "
                                       "REFERENCES public.users (id)"});
  key.match_full = true;
  key.on_update = ReferentialAction::restrict;
  key.on_delete = ReferentialAction::set_null;
  key.on_delete_columns = {"user_id"};
  key.deferral = Deferral::initially_deferred;
  key.not_valid = true;
  CHECK(
      rendered(create(key)) ==
      Texts{"ALTER TABLE public.bookings\n    ADD CONSTRAINT fk FOREIGN KEY (user_id)\n    REFERENCES public.users "
            "(id) MATCH FULL ON UPDATE RESTRICT ON DELETE SET NULL (user_id) DEFERRABLE INITIALLY DEFERRED NOT VALID"});
  ForeignKey after = key;
  after.deferral = Deferral::not_deferrable;
  after.not_valid = false;
  CHECK(rendered(Alter<ForeignKey>{key, after}) ==
        Texts{"ALTER TABLE public.bookings ALTER CONSTRAINT fk NOT DEFERRABLE",
              "ALTER TABLE public.bookings VALIDATE CONSTRAINT fk"});
  CHECK(rendered(Drop<ForeignKey>{key}) == Texts{"ALTER TABLE public.bookings DROP CONSTRAINT fk"});
  CHECK(rendered(diff::Rename<ForeignKey>{key.id(), {Kind::foreign_key, "public", "b", "f"}}) ==
        Texts{"ALTER TABLE public.b RENAME CONSTRAINT fk TO f"});
}

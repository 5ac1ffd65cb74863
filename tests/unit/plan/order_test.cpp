#include <catch2/catch.hpp>

#include "support/schema_words.hpp"
#include "unit/plan/steps_of.hpp"

using namespace schemac;
using namespace schemac::test;

namespace {
model::Rename rename(ObjectId before, ObjectId after) { return {std::move(before), std::move(after), {}, {}}; }
}  // namespace

TEST_CASE("tables go child before parent, and foreign keys in a circle are cut first") {
  const auto line = schema_of(table("a", {column("id")}), primary_key("a", {"id"}), table("b", {column("a_id")}),
                              foreign_key("b", "a_id", "a"));
  CHECK(steps_between(line, {}) == Lines{"drop table public.b", "drop table public.a"});
  const auto circle = schema_of(table("a", {column("id"), column("b_id")}), table("b", {column("id"), column("a_id")}),
                                primary_key("a", {"id"}), primary_key("b", {"id"}), foreign_key("a", "b_id", "b"),
                                foreign_key("b", "a_id", "a"));
  CHECK(steps_between(circle, {}) == Lines{"drop foreign key public.a.a_b_id_fkey",
                                           "drop foreign key public.b.b_a_id_fkey", "drop table public.a",
                                           "drop table public.b"});
}

TEST_CASE("a dropped table lets the foreign keys to it go first, and keeps the tables it points to") {
  auto before = schema_of(table("a", {column("id")}), primary_key("a", {"id"}), table("b", {column("a_id")}),
                          foreign_key("b", "a_id", "a"));
  const auto after = schema_of(table("b", {column("a_id")}));
  CHECK(steps_between(before, after) == Lines{"drop foreign key public.b.b_a_id_fkey", "drop table public.a"});
}

TEST_CASE("an object of the same name and another shape is dropped before it is created") {
  const auto before = schema_of(table("t", {column("a")}), unique("t", "t_a_key", {"a"}));
  const auto after = schema_of(table("t", {column("a")}), index("t", "t_a_key", {"a"}));
  CHECK(steps_between(before, after) ==
        Lines{"drop unique constraint public.t.t_a_key", "create index public.t.t_a_key"});
}

TEST_CASE("a serial column's sequence is created first and handed over when the column is there") {
  const auto with_serial =
      schema_of(table("t", {column("a"), with_default(column("id"), "nextval('public.t_id_seq'::regclass)")}),
                owned(sequence("t_id_seq"), "t", "id"));
  const Lines created{"create sequence public.t_id_seq", "create table public.t", "alter sequence public.t_id_seq"};
  CHECK(steps_between({}, with_serial) == created);
  CHECK(steps_between(with_serial, {}) == Lines{"drop table public.t"});
  const auto without = schema_of(table("t", {column("a")}));
  CHECK(steps_between(without, with_serial) ==
        Lines{"create sequence public.t_id_seq", "add column public.t.id: integer", "alter sequence public.t_id_seq"});
  CHECK(steps_between(with_serial, without) == Lines{"drop column public.t.id"});
}

TEST_CASE("a sequence goes after the default that takes from it") {
  auto before = schema_of(table("t", {with_default(column("id"), "nextval('public.s'::regclass)")}),
                          owned(sequence("s"), "t", "id"));
  before = needing(before, column_id("t", "id"), {sequence_id("s")});
  CHECK(steps_between(before, schema_of(table("t", {column("id")}))) ==
        Lines{"alter column public.t.id: default nextval('public.s'::regclass) -> none", "drop sequence public.s"});
}

TEST_CASE("a sequence that outlives the column that owns it is taken from it first") {
  auto before = schema_of(table("t", {column("a"), with_default(column("id"), "nextval('public.s'::regclass)")}),
                          owned(sequence("s"), "t", "id"));
  before = needing(before, column_id("t", "id"), {sequence_id("s")});
  CHECK(steps_between(before, schema_of(table("t", {column("a")}), sequence("s"))) ==
        Lines{"alter sequence public.s", "drop column public.t.id"});
}

TEST_CASE("renames run first, and what is new may take a name that they free") {
  const auto before = schema_of(table("a", {column("x")}), index("a", "i", {"x"}));
  const auto after = schema_of(table("a", {column("n", "text")}), table("b", {column("x")}), index("b", "j", {"x"}));
  CHECK(steps_between(before, after, {rename(table_id("a"), table_id("b"))}) ==
        Lines{"rename table public.a -> b", "rename index public.b.i -> j", "create table public.a"});
}

TEST_CASE("a table moves into a namespace that is new, also one whose name was another's") {
  const ObjectId app_t{Kind::table, "app", {}, "t"};
  auto moved = table("t", {column("a")});
  moved.name.schema = "app";
  CHECK(steps_between(schema_of(table("t", {column("a")})), schema_of(model::Namespace{"app", {}}, moved),
                      {rename(table_id("t"), app_t)}) == Lines{"create schema app", "rename table public.t -> app.t"});
  const auto before = schema_of(model::Namespace{"app", {}}, table("t", {column("a")}));
  const auto after = schema_of(model::Namespace{"old", {}}, model::Namespace{"app", {}}, moved);
  CHECK(steps_between(before, after,
                      {rename(table_id("t"), app_t),
                       rename({Kind::namespace_, {}, {}, "app"}, {Kind::namespace_, {}, {}, "old"})}) ==
        Lines{"rename schema app -> old", "create schema app", "rename table public.t -> app.t"});
}

TEST_CASE("a namespace is dropped when nothing is in it any more") {
  auto moved = table("t", {column("a")});
  moved.name.schema = "app";
  const auto before = schema_of(model::Namespace{"app", {}}, moved, model::EnumType{{"app", "e"}, {"x"}, {}});
  CHECK(steps_between(before, schema_of(table("t", {column("a")})),
                      {rename({Kind::table, "app", {}, "t"}, table_id("t"))}) ==
        Lines{"rename table app.t -> public.t", "drop enum app.e", "drop schema app"});
}

TEST_CASE("a trigger goes before its function, and a new one comes after it") {
  const auto with = schema_of(table("t", {column("a")}), trigger("t", "touch", "f"), trigger_function("f"));
  const auto without = schema_of(table("t", {column("a")}));
  CHECK(steps_between(with, without) == Lines{"drop trigger public.t.touch", "drop function public.f()"});
  CHECK(steps_between(without, with) == Lines{"create function public.f()", "create trigger public.t.touch"});
}

TEST_CASE("row-level security is on only while its policies are there") {
  const auto bare = schema_of(table("t", {column("a")}));
  auto guarded = schema_of(table("t", {column("a")}), policy("t", "p", "(a = 1)"));
  model::Table on = table("t", {column("a")});
  on.row_security = true;
  put(guarded, on);
  CHECK(steps_between(bare, guarded) == Lines{"create policy public.t.p", "alter table public.t"});
  CHECK(steps_between(guarded, bare) == Lines{"alter table public.t", "drop policy public.t.p"});
}

TEST_CASE("a primary key is dropped before its column may be NULL, and created when it may not") {
  const auto loose = schema_of(table("t", {column("id")}));
  const auto keyed = schema_of(table("t", {not_null(column("id"))}), primary_key("t", {"id"}));
  CHECK(steps_between(loose, keyed) ==
        Lines{"alter column public.t.id: null yes -> no", "create primary key public.t.t_pkey"});
  CHECK(steps_between(keyed, loose) ==
        Lines{"drop primary key public.t.t_pkey", "alter column public.t.id: null no -> yes"});
}

TEST_CASE("comments come last") {
  auto after = schema_of(table("t", {column("a"), column("b")}));
  model::Table commented = table("t", {column("a"), column("b")});
  commented.comment = "new";
  put(after, commented);
  CHECK(steps_between(schema_of(table("t", {column("a")})), after) ==
        Lines{"add column public.t.b: integer", "comment on table public.t"});
}

TEST_CASE("steps that wait for each other are refused by name") {
  auto after = schema_of(model::Function{in_public("f"), "", "…", false, {}},
                         model::Function{in_public("g"), "", "…", false, {}});
  after = needing(after, function_id("f()"), {function_id("g()")});
  after = needing(after, function_id("g()"), {function_id("f()")});
  try {
    (void)plan::make(diff::compare({}, after));
    FAIL("a circle has no order");
  } catch (const plan::CannotPlan& error) {
    CHECK(error.object() == function_id("f()"));
    CHECK(std::string(error.what()) ==
          "cannot plan function public.f(): these steps wait for each other: "
          "create function public.f(), create function public.g()");
  }
}

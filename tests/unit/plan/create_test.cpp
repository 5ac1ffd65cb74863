#include <catch2/catch.hpp>

#include "support/schema_words.hpp"
#include "unit/plan/steps_of.hpp"

using namespace schemac;
using namespace schemac::test;

TEST_CASE("nothing to change is an empty plan") {
  const auto schema = schema_of(table("users", {column("id")}));
  CHECK(plan::make(diff::compare(schema, schema)).empty());
  CHECK(plan::make(diff::compare({}, {})).empty());
}

TEST_CASE("everything is created after what it needs, kind by kind") {
  auto schema = schema_of(model::Namespace{"app", {}}, model::Extension{"btree_gist", "app", ""},
                          enum_type("role", {"admin", "guest"}), trigger_function("touch"),
                          table("users", {column("id"), column("role", "public.role")}), primary_key("users", {"id"}),
                          unique("users", "users_role_key", {"role"}), check("users", "positive", "(id > 0)"),
                          index("users", "idx_users_role", {"role"}), exclusion("users", "users_excl", "id"),
                          foreign_key("users", "id", "users"), trigger("users", "touch_users", "touch"),
                          policy("users", "own", "(id = 1)"));
  CHECK(steps_between({}, schema) == Lines{
                                         "create schema app",
                                         "create extension btree_gist",
                                         "create enum public.role",
                                         "create function public.touch()",
                                         "create table public.users",
                                         "create primary key public.users.users_pkey",
                                         "create unique constraint public.users.users_role_key",
                                         "create check constraint public.users.positive",
                                         "create exclusion constraint public.users.users_excl",
                                         "create index public.users.idx_users_role",
                                         "create foreign key public.users.users_id_fkey",
                                         "create trigger public.users.touch_users",
                                         "create policy public.users.own",
                                     });
}

TEST_CASE("foreign keys that form a circle are created after all tables and keys") {
  const auto schema = schema_of(table("a", {column("id"), column("b_id")}), table("b", {column("id"), column("a_id")}),
                                primary_key("a", {"id"}), primary_key("b", {"id"}), foreign_key("a", "b_id", "b"),
                                foreign_key("b", "a_id", "a"));
  CHECK(steps_between({}, schema) == Lines{
                                         "create table public.a",
                                         "create table public.b",
                                         "create primary key public.a.a_pkey",
                                         "create primary key public.b.b_pkey",
                                         "create foreign key public.a.a_b_id_fkey",
                                         "create foreign key public.b.b_a_id_fkey",
                                     });
}

TEST_CASE("a function that needs a table comes after it, and what needs the function after that") {
  auto schema = schema_of(table("a", {column("id")}), table("z", {with_default(column("n"), "public.count_a()")}),
                          model::Function{in_public("count_a"), "", "CREATE FUNCTION …", false, {}});
  schema = needing(schema, function_id("count_a()"), {table_id("a")});
  schema = needing(schema, column_id("z", "n"), {function_id("count_a()")});
  CHECK(steps_between({}, schema) ==
        Lines{"create table public.a", "create function public.count_a()", "create table public.z"});
}

TEST_CASE("a function comes after what its body mentions, unless that needs the function") {
  const auto counting = [](const std::string& table) {
    return model::Function{in_public("f"),
                           "",
                           "CREATE FUNCTION public.f() RETURNS bigint LANGUAGE sql AS $$SELECT "
                           "count(*) FROM " +
                               table + "$$",
                           false,
                           {}};
  };
  CHECK(steps_between({}, schema_of(table("t", {column("a")}), counting("t"))) ==
        Lines{"create table public.t", "create function public.f()"});
  CHECK(steps_between({}, schema_of(table("t", {column("a")}), counting("'t'"))) ==
        Lines{"create function public.f()", "create table public.t"});
  auto tied = schema_of(table("t", {with_default(column("a"), "public.f()")}), counting("t"));
  tied = needing(tied, column_id("t", "a"), {function_id("f()")});
  CHECK(steps_between({}, tied) == Lines{"create function public.f()", "create table public.t"});
}

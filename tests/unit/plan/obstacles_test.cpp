#include <catch2/catch.hpp>

#include "support/schema_words.hpp"
#include "unit/plan/steps_of.hpp"

using namespace schemac;
using namespace schemac::test;

namespace {

/// A table with a policy, a trigger, a generated column, a check and an index over one column, of one type.
model::Schema busy(const std::string& type) {
  model::Column doubled = column("doubled", type);
  doubled.generated_expression = "(n * 2)";
  model::Trigger on_n = trigger("t", "touch", "f");
  on_n.update_of = {"n"};
  auto schema =
      schema_of(table("t", {column("n", type), doubled}), policy("t", "p", "(n > 1)"), on_n, trigger_function("f"),
                check("t", "c", "(n > 0)"), index("t", "i", {"n"}), index("t", "on_doubled", {"doubled"}));
  schema = needing(schema, {Kind::policy, "public", "t", "p"}, {column_id("t", "n")});
  schema = needing(schema, {Kind::check, "public", "t", "c"}, {column_id("t", "n")});
  return needing(schema, column_id("t", "doubled"), {column_id("t", "n")});
}

}  // namespace

TEST_CASE("what PostgreSQL will not retype under is taken down and put back, the rest is left to it") {
  CHECK(steps_between(busy("integer"), busy("bigint")) == Lines{
                                                              "drop policy public.t.p",
                                                              "drop trigger public.t.touch",
                                                              "drop index public.t.on_doubled",
                                                              "drop column public.t.doubled",
                                                              "alter column public.t.n: type integer -> bigint",
                                                              "add column public.t.doubled: bigint",
                                                              "create index public.t.on_doubled",
                                                              "create trigger public.t.touch",
                                                              "create policy public.t.p",
                                                          });
}

TEST_CASE("an obstacle says in whose way it stands, and comes back as it shall be") {
  auto before = busy("integer");
  auto after = busy("bigint");
  model::Policy changed = policy("t", "p", "(n > 2)");
  changed.comment = "stricter";
  put(after, changed);
  const plan::Plan plan = plan::make(diff::compare(before, after));
  std::size_t found = 0;
  for (const plan::Step& step : plan.batches.at(0).steps) {
    if (const auto* create = std::get_if<diff::Create<model::Policy>>(&step.change)) {
      ++found;
      CHECK(create->object == changed);
      CHECK(step.because == "stands in the way of: alter column public.t.n: type integer -> bigint");
    }
    CHECK_FALSE(std::holds_alternative<diff::SetComment>(step.change));
    CHECK_FALSE(std::holds_alternative<diff::Alter<model::Policy>>(step.change));
  }
  CHECK(found == 1);
}

TEST_CASE("a foreign key is taken down only when both of its sides change type") {
  const auto linked = [](const std::string& parent, const std::string& child) {
    return schema_of(table("a", {column("id", parent)}), primary_key("a", {"id"}), table("b", {column("a_id", child)}),
                     foreign_key("b", "a_id", "a"));
  };
  CHECK(steps_between(linked("text", "text"), linked("uuid", "uuid")) ==
        Lines{"drop foreign key public.b.b_a_id_fkey", "alter column public.a.id: type text -> uuid",
              "alter column public.b.a_id: type text -> uuid", "create foreign key public.b.b_a_id_fkey"});
  CHECK(steps_between(linked("integer", "integer"), linked("integer", "bigint")) ==
        Lines{"alter column public.b.a_id: type integer -> bigint"});
}

TEST_CASE("a foreign key stands in the way of its key") {
  const auto keyed = [](const std::string& name, bool deferrable) {
    auto key = unique("a", name, {"n"});
    if (deferrable) key.deferral = model::Deferral::initially_immediate;
    return schema_of(table("a", {column("n")}), key, table("b", {column("n")}), foreign_key("b", "n", "a", "n"));
  };
  auto after = keyed("u", false);
  auto including = unique("a", "u", {"n"});
  including.include = {"n"};
  put(after, including);
  CHECK(steps_between(keyed("u", false), after) ==
        Lines{"drop foreign key public.b.b_n_fkey", "drop unique constraint public.a.u",
              "create unique constraint public.a.u", "create foreign key public.b.b_n_fkey"});
}

TEST_CASE("a function that must be made anew takes down what calls it, and a default gives way") {
  const auto calling = [](const std::string& definition) {
    auto schema = schema_of(model::Function{in_public("f"), "", definition, false, {}},
                            table("t", {with_default(column("n"), "public.f()")}), check("t", "c", "(public.f() > 0)"));
    schema = needing(schema, column_id("t", "n"), {function_id("f()")});
    return needing(schema, {Kind::check, "public", "t", "c"}, {function_id("f()"), table_id("t")});
  };
  CHECK(steps_between(calling("f() RETURNS integer LANGUAGE sql AS '1'"),
                      calling("f() RETURNS bigint LANGUAGE sql AS '1'")) ==
        Lines{"drop check constraint public.t.c", "alter column public.t.n: default public.f() -> none",
              "drop function public.f()", "create function public.f()",
              "alter column public.t.n: default none -> public.f()", "create check constraint public.t.c"});
  CHECK(steps_between(calling("f() RETURNS integer LANGUAGE sql AS '1'"),
                      calling("f() RETURNS integer LANGUAGE sql AS '2'")) == Lines{"alter function public.f()"});
}

TEST_CASE("an enum that loses a label is replaced under defaults, arrays, checks, predicates and policies") {
  const auto uses = [](const Names& labels) {
    model::Index partial = index("t", "i", {"r"});
    partial.predicate = "(r = 'user'::public.role)";
    auto schema = schema_of(
        enum_type("role", labels),
        table("t", {with_default(column("r", "public.role"), "'user'::public.role"), column("rs", "public.role[]")}),
        partial, check("t", "c", "(r <> 'user'::public.role)"), policy("t", "p", "(r = 'user'::public.role)"),
        index("t", "plain", {"r"}));
    for (const Kind kind : {Kind::index, Kind::check, Kind::policy}) {
      const std::string name = kind == Kind::index ? "i" : kind == Kind::check ? "c" : "p";
      schema = needing(schema, {kind, "public", "t", name}, {enum_id("role"), column_id("t", "r")});
    }
    schema = needing(schema, column_id("t", "r"), {enum_id("role")});
    return needing(schema, column_id("t", "rs"), {enum_id("role")});
  };
  CHECK(steps_between(uses({"admin", "user"}), uses({"user"})) ==
        Lines{"rename enum public.role -> role_former", "drop policy public.t.p", "drop index public.t.i",
              "drop check constraint public.t.c", "create enum public.role",
              "alter column public.t.r: type public.role_former -> public.role, default 'user'::public.role_former -> "
              "'user'::public.role",
              "alter column public.t.rs: type public.role_former[] -> public.role[]",
              "create check constraint public.t.c", "create index public.t.i", "create policy public.t.p",
              "drop enum public.role_former"});
}

TEST_CASE("what makes way says so, and what the user renamed does not") {
  const auto before = schema_of(table("t", {column("a", "text")}));
  const auto after = schema_of(table("t", {column("b", "text"), column("a", "integer")}));
  const auto there = diff::compare(before, after, {{column_id("t", "a"), column_id("t", "b"), {}, {}}});
  CHECK(plan::make(there).batches.at(0).steps.at(0).because.empty());
  const plan::Plan back = plan::make(diff::inverse(there));
  CHECK(back.batches.at(0).steps.at(0).because == "makes way: something else gets its name");
  CHECK(back.batches.at(0).steps.at(1).because.empty());
}

TEST_CASE("a column goes after what is made of it, and a policy that will use another one comes back for it") {
  auto before = schema_of(table("t", {column("a"), column("b")}), policy("t", "p", "(a = 1)"), index("t", "i", {"a"}));
  before = needing(before, {Kind::policy, "public", "t", "p"}, {column_id("t", "a")});
  auto after = schema_of(table("t", {column("b"), column("c")}), policy("t", "p", "(c = 1)"));
  after = needing(after, {Kind::policy, "public", "t", "p"}, {column_id("t", "c")});
  CHECK(steps_between(before, after) == Lines{"drop policy public.t.p", "drop index public.t.i",
                                              "drop column public.t.a", "add column public.t.c: integer",
                                              "create policy public.t.p"});
}

TEST_CASE("a new label that another step says is committed before it") {
  const auto with = [](const Names& labels, const std::string& value) {
    auto schema = schema_of(enum_type("role", labels),
                            table("t", {with_default(column("r", "public.role"), "'" + value + "'::public.role")}));
    return needing(schema, column_id("t", "r"), {enum_id("role")});
  };
  CHECK(steps_between(with({"user"}, "user"), with({"user", "guest"}, "guest")) ==
        Lines{"alter enum public.role: add 'guest' at the end", "--",
              "alter column public.t.r: default 'user'::public.role -> 'guest'::public.role"});
  auto apart = with({"user", "guest"}, "user");
  put(apart, table("u", {column("guest")}));
  CHECK(steps_between(with({"user"}, "user"), apart) ==
        Lines{"alter enum public.role: add 'guest' at the end", "create table public.u"});
}

TEST_CASE("a new label of a renamed enum is added under the new name") {
  auto before = schema_of(enum_type("role", {"user"}), table("t", {column("r", "public.role")}));
  auto after = schema_of(enum_type("kind", {"user", "guest"}),
                         table("t", {with_default(column("r", "public.kind"), "'guest'::public.kind")}));
  CHECK(steps_between(before, after, {{enum_id("role"), enum_id("kind"), {}, {}}}) ==
        Lines{"rename enum public.role -> kind", "alter enum public.kind: add 'guest' at the end", "--",
              "alter column public.t.r: default none -> 'guest'::public.kind"});
}

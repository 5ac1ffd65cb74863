#include <catch2/catch.hpp>

#include "diff/compare.hpp"
#include "support/schema_words.hpp"

using namespace schemac;
using namespace schemac::test;

namespace {

std::vector<std::string> lines(const diff::Difference& difference) {
  std::vector<std::string> lines;
  for (const diff::Change& change : difference.changes) lines.push_back(diff::describe(change));
  return lines;
}
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("equal schemas have no difference, whatever the order of their columns") {
  const auto before = schema_of(table("t", {column("a"), column("b")}));
  const auto after = schema_of(table("t", {column("b"), column("a")}));
  CHECK(diff::compare(before, after).changes.empty());
}

TEST_CASE("columns are added, dropped and altered, and never both for a type") {
  const auto before = schema_of(table("t", {column("a"), column("b", "text")}));
  const auto after = schema_of(table("t", {column("b", "citext"), column("c")}));
  CHECK(lines(diff::compare(before, after)) == Lines{"drop column public.t.a",
                                                     "alter column public.t.b: type text -> citext",
                                                     "add column public.t.c: integer"});
}

TEST_CASE("what stands on a dropped table goes with it without a word") {
  const auto before = schema_of(table("t", {column("id")}), index("t", "i", {"id"}), primary_key("t", {"id"}),
                                owned(sequence("s"), "t", "id"), sequence("free"));
  CHECK(lines(diff::compare(before, {})) == Lines{"drop sequence public.free", "drop table public.t"});
}

TEST_CASE("new labels are placed beside one that is there by then") {
  const auto before = schema_of(enum_type("e", {"b", "d"}));
  const auto after = schema_of(enum_type("e", {"a", "b", "c", "d", "x"}));
  CHECK(lines(diff::compare(before, after)) == Lines{"alter enum public.e: add 'a' before 'b'",
                                                     "alter enum public.e: add 'c' after 'b'",
                                                     "alter enum public.e: add 'x' at the end"});
}

TEST_CASE("comments change on their own; what is replaced carries its own") {
  auto before = schema_of(table("t", {column("a")}), index("t", "i", {"a"}), index("t", "j", {"a"}));
  auto after = before;
  model::Table commented = table("t", {column("a")});
  commented.comment = "a table";
  commented.columns[0].comment = "a column";
  put(after, commented);
  model::Index j = index("t", "j", {"a"});
  j.unique = true;
  j.comment = "new";
  put(after, j);
  CHECK(lines(diff::compare(before, after)) == Lines{"comment on table public.t", "comment on column public.t.a",
                                                     "drop index public.t.j", "create index public.t.j"});
}

TEST_CASE("a function is replaced in place only while its signature stands") {
  const auto before = schema_of(trigger_function("touch"));
  CHECK(lines(diff::compare(before, schema_of(trigger_function("touch", "BEGIN RETURN NULL; END")))) ==
        Lines{"alter function public.touch()"});
  model::Function other = trigger_function("touch");
  other.definition.replace(other.definition.find("trigger"), 7, "integer");
  CHECK(lines(diff::compare(before, schema_of(other))) ==
        Lines{"drop function public.touch()", "create function public.touch()"});
}

TEST_CASE("a policy is altered unless its command or kind changes or an expression goes") {
  const auto before = schema_of(policy("t", "p", "(a = 1)"));
  model::Policy after = policy("t", "p", "(a = 2)");
  CHECK(lines(diff::compare(before, schema_of(after))) == Lines{"alter policy public.t.p"});
  after.command = model::Policy::Command::select;
  CHECK(lines(diff::compare(before, schema_of(after))) == Lines{"drop policy public.t.p", "create policy public.t.p"});
  after = policy("t", "p", "");
  after.using_expression.reset();
  CHECK(lines(diff::compare(before, schema_of(after))).front() == "drop policy public.t.p");
}

TEST_CASE("a foreign key's deferral and validation are altered, its actions are not") {
  model::ForeignKey before = foreign_key("t", "a", "u");
  before.not_valid = true;
  model::ForeignKey after = foreign_key("t", "a", "u");
  after.deferral = model::Deferral::initially_deferred;
  CHECK(lines(diff::compare(schema_of(before), schema_of(after))) == Lines{"alter foreign key public.t.t_a_fkey"});
  after.on_delete = model::ReferentialAction::cascade;
  CHECK(lines(diff::compare(schema_of(before), schema_of(after))).size() == 2);
}

TEST_CASE("a generated column is made anew when what it is made of changes") {
  model::Column before = column("total");
  before.generated_expression = "(a + b)";
  model::Column after = before;
  after.generated_expression = "(a * b)";
  CHECK(lines(diff::compare(schema_of(table("t", {before})), schema_of(table("t", {after})))) ==
        Lines{"drop column public.t.total", "add column public.t.total: integer"});
  after.generated_expression.reset();
  CHECK(lines(diff::compare(schema_of(table("t", {before})), schema_of(table("t", {after})))) ==
        Lines{"alter column public.t.total: generated (a + b) -> none"});
}

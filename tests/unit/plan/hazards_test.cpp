#include <catch2/catch.hpp>

#include "plan/hazards.hpp"
#include "plan/type_change.hpp"
#include "plan/volatility.hpp"
#include "support/schema_words.hpp"
#include "unit/plan/steps_of.hpp"

using namespace schemac;
using namespace schemac::test;

namespace {

/// `kind: detail` of every hazard of a plan, in its order.
Lines hazards_between(const model::Schema& before, const model::Schema& after, const model::Renames& renames = {}) {
  Lines lines;
  const plan::Plan plan = plan::make(diff::compare(before, after, renames));
  for (const plan::Batch& batch : plan.batches) {
    for (const plan::Step& step : batch.steps) {
      for (const plan::Hazard& hazard : step.hazards) {
        lines.push_back(std::string(plan::name_of(hazard.kind)) + ": " + hazard.detail);
      }
    }
  }
  return lines;
}

const Lines kNone;

model::Schema t_of(std::vector<model::Column> columns) { return schema_of(table("t", std::move(columns))); }

std::string effect(const std::string& before, const std::string& after) {
  const auto change = plan::type_change(before, after);
  std::string words;
  if (change.rewrites) words += " rewrites";
  if (change.may_fail) words += " fails";
  if (change.loses) words += " loses";
  return words.empty() ? "nothing" : words.substr(1);
}

}  // namespace

TEST_CASE("what is created from nothing has no hazards") {
  const auto schema = schema_of(table("t", {not_null(column("id"))}), primary_key("t", {"id"}), index("t", "i", {"id"}),
                                check("t", "c", "(id > 0)"), foreign_key("t", "id", "t"), policy("t", "p", "true"));
  CHECK(hazards_between({}, schema) == kNone);
}

TEST_CASE("dropping a table or a column deletes data and breaks code, a generated one only code") {
  CHECK(hazards_between(t_of({column("a")}), {}) ==
        Lines{"deletes-data: rows of `public.t` are lost", "breaks-running-code: `table public.t` is gone"});
  model::Column generated = column("g");
  generated.generated_expression = "1";
  CHECK(hazards_between(t_of({column("a"), column("b"), generated}), t_of({column("a")})) ==
        Lines{"deletes-data: values of `public.t.b` are lost", "breaks-running-code: `public.t.b` is gone",
              "breaks-running-code: `public.t.g` is gone"});
}

TEST_CASE("adding a column is free unless each row must get its own value, or has none") {
  const auto before = t_of({column("a")});
  const auto adding = [&](model::Column added) {
    return hazards_between(before, t_of({column("a"), std::move(added)}));
  };
  CHECK(adding(column("b")) == kNone);
  CHECK(adding(not_null(with_default(column("b"), "0"))) == kNone);
  CHECK(adding(with_default(column("b", "timestamp with time zone"), "now()")) == kNone);
  const Lines rewrite{"rewrites-table: all rows of `public.t` are written anew, while nobody reads or writes them"};
  CHECK(adding(with_default(column("b", "uuid"), "gen_random_uuid()")) == rewrite);
  model::Column identity = not_null(column("b"));
  identity.identity = model::Identity{};
  CHECK(adding(identity) == rewrite);
  const std::string no_value = "may-fail: rows of `public.t` have no value for `b`";
  CHECK(adding(not_null(column("b"))) == Lines{no_value});

  model::Schema filled = t_of({column("a"), not_null(column("b", "public.d"))});
  model::Domain domain;
  domain.name = {"public", "d"};
  domain.type = "text";
  domain.checks.push_back({"filled", "VALUE <> ''", false, {}});
  filled.domains.put(domain);
  CHECK(hazards_between(before, filled) == Lines{rewrite.front(), no_value});
  domain.not_null = true;
  domain.checks.clear();
  model::Schema given = t_of({column("a"), column("b", "public.d")});
  given.domains.put(domain);
  CHECK(hazards_between(before, given) == Lines{rewrite.front(), no_value});
}

TEST_CASE("a column's alterations say what they do to rows and code") {
  CHECK(
      hazards_between(t_of({column("a")}), t_of({not_null(column("a"))})) ==
      Lines{"may-fail: `public.t.a` may hold NULLs", "blocks-writes: all rows of `public.t` are looked at for NULLs"});
  CHECK(hazards_between(t_of({column("a", "character varying(5)")}), t_of({column("a", "character varying(9)")})) ==
        kNone);
  CHECK(hazards_between(t_of({column("a", "double precision")}), t_of({column("a", "integer")})) ==
        Lines{"rewrites-table: all rows of `public.t` are written anew, while nobody reads or writes them",
              "may-fail: `public.t.a` may hold values that are no `integer`",
              "deletes-data: values of `public.t.a` lose what a `integer` does not hold",
              "breaks-running-code: `public.t.a` is a `integer` from now on"});
  CHECK(hazards_between(t_of({not_null(with_default(column("a"), "1"))}), t_of({not_null(column("a"))})) ==
        Lines{"breaks-running-code: `public.t.a` is no longer filled in by the database"});
  CHECK(hazards_between(t_of({with_default(column("a"), "1")}), t_of({column("a")})) == kNone);
}

TEST_CASE("constraints and indexes on rows that exist block writes and may fail, unless they only gave way") {
  const auto before = schema_of(table("t", {column("a")}), table("u", {column("id")}), primary_key("u", {"id"}));
  auto after = before;
  put(after, index("t", "i", {"a"}));
  CHECK(hazards_between(before, after) == Lines{"blocks-writes: nobody writes to `public.t` while `i` is built"});
  after = before;
  put(after, unique("t", "k", {"a"}));
  CHECK(hazards_between(before, after) == Lines{"blocks-writes: nobody writes to `public.t` while `k` is built",
                                                "may-fail: `public.t` may hold duplicates"});
  after = before;
  put(after, check("t", "c", "(a > 0)"));
  put(after, foreign_key("t", "a", "u"));
  CHECK(hazards_between(before, after) ==
        Lines{"blocks-writes: all rows of `public.t` are checked",
              "may-fail: `public.t` may hold rows that `c` refuses",
              "blocks-writes: nobody writes to `public.t` and `public.u` while all references are checked",
              "may-fail: `public.t` may hold references to rows that `public.u` does not have"});
  model::Check unproved = check("t", "c", "(a > 0)");
  unproved.not_valid = true;
  after = before;
  put(after, unproved);
  CHECK(hazards_between(before, after) == kNone);
  after = before;
  put(after, check("t", "c", "(a > 0)"));
  auto with_unproved = before;
  put(with_unproved, unproved);
  CHECK(hazards_between(with_unproved, after) == Lines{"may-fail: `public.t` may hold rows that `c` refuses"});
  auto keyed = before;
  put(keyed, unique("t", "k", {"a"}));
  CHECK(hazards_between(keyed, before) ==
        Lines{"breaks-running-code: `unique constraint public.t.k` is gone, on which ON CONFLICT may rely"});
}

TEST_CASE("renames break code that knows the former name, those of constraints do not") {
  const auto before = schema_of(table("t", {column("a")}), index("t", "i", {"a"}));
  const auto after = schema_of(table("u", {column("b")}), index("u", "j", {"b"}));
  CHECK(hazards_between(before, after,
                        {{table_id("t"), table_id("u"), {}, {}}, {column_id("t", "a"), column_id("u", "b"), {}, {}}}) ==
        Lines{"breaks-running-code: `table public.t` is called `u` from now on",
              "breaks-running-code: `a` of `public.u` is called `b` from now on"});
}

TEST_CASE("policies and row-level security change rights") {
  const auto before = schema_of(table("t", {column("a")}));
  auto after = schema_of(table("t", {column("a")}), policy("t", "p", "true"));
  const Lines rights{"changes-rights: who sees which rows of `public.t` changes"};
  CHECK(hazards_between(before, after) == rights);
  CHECK(hazards_between(after, before) == rights);
  model::Table guarded = table("t", {column("a")});
  guarded.row_security = true;
  CHECK(hazards_between(before, schema_of(guarded)) == rights);
}

TEST_CASE("replacing an enum fails only on rows that have a label it loses") {
  const auto uses = [](const Names& labels) {
    return schema_of(enum_type("role", labels), table("t", {column("r", "public.role")}));
  };
  const std::string rewrite =
      "rewrites-table: all rows of `public.t` are written anew, while nobody reads or writes them";
  CHECK(hazards_between(uses({"a", "b"}), uses({"b", "a"})) == Lines{rewrite});
  CHECK(hazards_between(uses({"a", "b"}), uses({"a"})) ==
        Lines{rewrite, "may-fail: `public.t.r` may hold values that are no `public.role`"});
}

TEST_CASE("a changed type rewrites, fails or loses as PostgreSQL does it") {
  CHECK(effect("character varying(20)", "character varying") == "nothing");
  CHECK(effect("character varying(20)", "text") == "nothing");
  CHECK(effect("text", "character varying(20)") == "rewrites fails");
  CHECK(effect("character varying(20)", "character varying(10)") == "rewrites fails");
  CHECK(effect("character(5)", "text") == "rewrites");
  CHECK(effect("numeric(10,2)", "numeric(12,2)") == "nothing");
  CHECK(effect("numeric(10,2)", "numeric") == "nothing");
  CHECK(effect("numeric(10,2)", "numeric(10,4)") == "rewrites fails");
  CHECK(effect("numeric(10,2)", "numeric(12,1)") == "rewrites loses");
  CHECK(effect("numeric(10,2)", "numeric(8,0)") == "rewrites fails loses");
  CHECK(effect("integer", "bigint") == "rewrites");
  CHECK(effect("bigint", "integer") == "rewrites fails");
  CHECK(effect("integer", "numeric(10,2)") == "rewrites fails");
  CHECK(effect("timestamp(3) without time zone", "timestamp without time zone") == "nothing");
  CHECK(effect("timestamp without time zone", "timestamp(3) without time zone") == "rewrites loses");
  CHECK(effect("timestamp without time zone", "timestamp with time zone") == "rewrites");
  CHECK(effect("timestamp with time zone", "date") == "rewrites loses");
  CHECK(effect("timestamp with time zone", "timestamp(0) without time zone") == "rewrites fails loses");
  CHECK(effect("timestamp(0) with time zone", "timestamp(3) without time zone") == "rewrites fails");
  CHECK(effect("interval", "interval day to hour") == "rewrites loses");
  CHECK(effect("inet", "cidr") == "rewrites loses");
  CHECK(effect("integer", "boolean") == "rewrites loses");
  CHECK(effect("json", "jsonb") == "rewrites fails loses");
  CHECK(effect("text", "public.citext") == "nothing");
  CHECK(effect("text", "uuid") == "rewrites fails");
  CHECK(effect("public.role", "text") == "rewrites");
  CHECK(effect("integer", "integer[]") == "rewrites fails");
  CHECK(effect("integer[]", "text") == "rewrites");
  CHECK(effect("character varying(5)[]", "character varying(9)[]") == "rewrites");
  CHECK(effect("a.e", "b.e") == "rewrites fails");
  CHECK(effect("integer", "integer") == "nothing");
}

TEST_CASE("defaults are volatile unless everything they call is known not to be") {
  for (const char* calm :
       {"0", "'{}'::jsonb", "now()", "(now() + '1 day'::interval)", "CURRENT_TIMESTAMP", "'a'::character varying(20)",
        "0::numeric(10,2)", "'x'::public.role", "current_setting('app.user'::text)", "ARRAY[1, 2]"}) {
    CHECK_FALSE(plan::may_be_volatile(calm));
  }
  for (const char* fickle : {"gen_random_uuid()", "random()", "clock_timestamp()", "nextval('public.s'::regclass)",
                             "public.lower('A')", "(now() + random())"}) {
    CHECK(plan::may_be_volatile(fickle));
  }
}

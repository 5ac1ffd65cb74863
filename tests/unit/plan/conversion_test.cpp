// How values go from type to type: by assignment, by a cast, by an expression, or not at all.
#include "plan/conversion.hpp"

#include <catch2/catch.hpp>

#include "plan/casts.hpp"

using namespace schemac;
using namespace schemac::model;

namespace {

struct Types {
  Schema before;
  Schema after;
};

std::string converted(const std::string& before, const std::string& after, const Types& types = {},
                      const std::string& name = "c") {
  Column from;
  from.name = name;
  from.type = before;
  Column to = from;
  to.type = after;
  try {
    return plan::conversion({"public", "t"}, from, to, types.before, types.after).value_or("");
  } catch (const plan::NoCast& refused) {
    CHECK(refused.object() == column_id({"public", "t"}, name));
    return refused.what();
  }
}

Attribute attribute(const std::string& name, const std::string& type) { return {name, type, {}, {}}; }

Domain domain(const std::string& name, const std::string& type) {
  Domain domain;
  domain.name = {"public", name};
  domain.type = type;
  return domain;
}

}  // namespace

TEST_CASE("What assignment does needs no expression") {
  CHECK(converted("integer", "bigint").empty());
  CHECK(converted("uuid", "text").empty());
  CHECK(converted("integer[]", "text[]").empty());
  CHECK(converted("numeric(10,2)", "numeric(10,1)").empty());
}

TEST_CASE("Where there is a cast it is asked for, and else the text of a value is read") {
  CHECK(converted("text", "integer") == "c::integer");
  CHECK(converted("integer", "boolean") == "c::boolean");
  CHECK(converted("public.role_former", "public.role") == "c::text::public.role");
  CHECK(converted("public.a[]", "public.b[]") == "c::text[]::public.b[]");
  CHECK(converted("bigint", "interval") == "c::text::interval");
  CHECK(converted("text", "integer", {}, "order") == "\"order\"::integer");
}

TEST_CASE("A cast on the way, or a function, means the same where there is none") {
  CHECK(converted("boolean", "bigint") == "c::integer");
  CHECK(converted("bigint", "boolean") == "(c <> 0)");
  CHECK(converted("date", "jsonb") == "to_jsonb(c)");
  CHECK(converted("integer[]", "jsonb") == "to_jsonb(c)");
  CHECK(converted("jsonb", "date") == "(c #>> '{}')::date");
  CHECK(converted("text", "jsonb") == "c::jsonb");
  CHECK(converted("money", "integer") == "c::numeric");
}

TEST_CASE("A value becomes an array of one element, and a string that spells an array is read") {
  CHECK(converted("public.role", "public.role[]") == "CASE WHEN c IS NOT NULL THEN ARRAY[c]::public.role[] END");
  CHECK(converted("boolean", "boolean[]") == "CASE WHEN c IS NOT NULL THEN ARRAY[c]::boolean[] END");
  CHECK(converted("text", "text[]") == "CASE WHEN c IS NOT NULL THEN ARRAY[c]::text[] END");
  CHECK(converted("public.role_former", "public.role[]") ==
        "CASE WHEN c IS NOT NULL THEN ARRAY[c::text::public.role]::public.role[] END");
  CHECK(converted("text", "integer[]") == "c::integer[]");
}

TEST_CASE("Where nothing leads from type to type, the column is named") {
  const std::string refusal =
      "cannot plan column public.t.c: no cast leads from `point` to `date`, and only an expression can say what "
      "becomes "
      "of its values";
  CHECK(converted("point", "date") == refusal);
  for (const auto& [before, after] : {std::pair{"integer", "uuid"},
                                      {"integer[]", "integer"},
                                      {"date", "integer"},
                                      {"uuid", "bytea"},
                                      {"point", "integer[]"}}) {
    INFO(before << " to " << after);
    CHECK(converted(before, after).find("no cast leads") != std::string::npos);
  }
}

TEST_CASE("A domain is taken for what it is a domain over") {
  Types types;
  types.before.domains.put(domain("n_former", "integer"));
  types.after.domains.put(domain("n", "bigint"));
  types.after.domains.put(domain("nn", "public.n"));
  CHECK(converted("public.n_former", "public.nn", types).empty());
  CHECK(converted("boolean", "public.n", types) == "c::integer");
  CHECK(converted("text", "public.n", types) == "c::public.n");
}

TEST_CASE("A composite value goes attribute by attribute, and an array of them by its text") {
  Types types;
  types.before.composite_types.put(
      CompositeType{{"public", "p_former"}, {attribute("a", "integer"), attribute("B", "text")}, {}});
  types.after.composite_types.put(
      CompositeType{{"public", "p"}, {attribute("B", "date"), attribute("z", "text"), attribute("a", "bigint")}, {}});
  types.after.composite_types.put(
      CompositeType{{"public", "q"}, {attribute("a", "bigint"), attribute("B", "text")}, {}});
  CHECK(converted("public.p_former", "public.p", types) ==
        "CASE WHEN c IS DISTINCT FROM NULL THEN ROW((c).\"B\"::date, NULL, (c).a)::public.p END");
  CHECK(converted("public.p_former[]", "public.q[]", types) == "c::text[]::public.q[]");
  CHECK(converted("public.p_former[]", "public.p[]", types).find("no cast leads") != std::string::npos);
}

TEST_CASE("A type is read through modifiers, brackets and quotes") {
  CHECK(plan::element_type("character varying(50)[]") == "character varying");
  CHECK(plan::element_type("timestamp(3) without time zone") == "timestamp without time zone");
  CHECK(plan::element_type("interval day to second(3)") == "interval");
  CHECK(plan::element_type("public.\"a(b)[c\"") == "public.\"a(b)[c\"");
  CHECK(plan::named_type("public.\"a\"\"b\"[]") == QualifiedName{"public", "a\"b"});
  CHECK(plan::named_type("numeric(10,2)") == std::nullopt);
}

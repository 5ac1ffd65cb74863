#include <catch2/catch.hpp>

#include "diff/renamed_query.hpp"
#include "support/schema_words.hpp"

using schemac::diff::renamed_query;
using schemac::diff::renamed_result;
using schemac::diff::with_name;
using schemac::test::column_id;

namespace {

/// Once `public.t.a` is called `b`.
std::string renamed(const std::string& query) {
  return renamed_query(query, {column_id("t", "a"), column_id("t", "b"), {}, {}});
}

/// The text that PostgreSQL never prints: nothing is taken for it.
bool is_unlike(const std::string& query) { return renamed(query) == query + " "; }

}  // namespace

TEST_CASE("a view keeps its results' names when the columns that it reads are renamed") {
  CHECK(renamed("SELECT t.id,\n    t.a\n   FROM public.t") == "SELECT t.id,\n    t.b AS a\n   FROM public.t");
  CHECK(renamed("SELECT DISTINCT t.a\n   FROM public.t") == "SELECT DISTINCT t.b AS a\n   FROM public.t");
  CHECK(renamed("SELECT t.a AS x FROM public.t") == "SELECT t.b AS x FROM public.t");
  CHECK(renamed("SELECT t.a AS b FROM public.t") == "SELECT t.b FROM public.t");
  CHECK(renamed("SELECT (t.a + 1) AS a FROM public.t WHERE (t.a > 0) GROUP BY t.a, t.id") ==
        "SELECT (t.b + 1) AS a FROM public.t WHERE (t.b > 0) GROUP BY t.b, t.id");
  CHECK(renamed("SELECT max(t.a, t.id) AS max FROM public.t") == "SELECT max(t.b, t.id) AS max FROM public.t");
}

TEST_CASE("a relation is known by its alias, and others have columns of the same name") {
  CHECK(renamed("SELECT x.a, u.a AS c FROM (public.t x JOIN public.u ON ((x.a = u.a)))") ==
        "SELECT x.b AS a, u.a AS c FROM (public.t x JOIN public.u ON ((x.b = u.a)))");
  CHECK(renamed("SELECT q.a FROM ( SELECT t.a FROM public.t) q") ==
        "SELECT q.a FROM ( SELECT t.b AS a FROM public.t) q");
  CHECK(renamed("SELECT \"T t\".a FROM public.t \"T t\" WHERE \"T t\".a = 'a.a'::text") ==
        "SELECT \"T t\".b AS a FROM public.t \"T t\" WHERE \"T t\".b = 'a.a'::text");
  CHECK(renamed("SELECT a, max(id) AS max FROM public.t GROUP BY a") ==
        "SELECT b AS a, max(id) AS max FROM public.t GROUP BY b");
}

TEST_CASE("a query whose tokens do not tell is not taken for any") {
  CHECK(is_unlike("SELECT t.a FROM (public.t JOIN public.u USING (a))"));
  CHECK(is_unlike("SELECT x.c FROM public.t x(c, d)"));
  CHECK(is_unlike("SELECT u.a FROM public.u"));
  CHECK(is_unlike("SELECT x.a FROM public.t x UNION SELECT x.a FROM public.u x"));
}

TEST_CASE("a result of a query is called anew at its place") {
  CHECK(renamed_result("SELECT t.id, t.a FROM public.t", 1, "x") == "SELECT t.id, t.a AS x FROM public.t");
  CHECK(renamed_result("SELECT t.id, t.a AS x FROM public.t", 1, "a") == "SELECT t.id, t.a FROM public.t");
  CHECK(renamed_result("SELECT f(t.id, 2) AS f, t.a FROM public.t", 0, "Y y") ==
        "SELECT f(t.id, 2) AS \"Y y\", t.a FROM public.t");
  CHECK(renamed_result("WITH q AS ( SELECT t.a FROM public.t) SELECT q.a FROM q", 0, "x") ==
        "WITH q AS ( SELECT t.a FROM public.t) SELECT q.a AS x FROM q");
  CHECK(renamed_result("SELECT t.a FROM public.t UNION SELECT u.c AS a FROM public.u", 0, "c") ==
        "SELECT t.a AS c FROM public.t UNION SELECT u.c FROM public.u");
}

TEST_CASE("a rule says its own name in what makes it and in what sets it") {
  CHECK(with_name("CREATE RULE r AS ON INSERT TO public.r DO NOTHING", "r", "S s", false) ==
        "CREATE RULE \"S s\" AS ON INSERT TO public.r DO NOTHING");
  CHECK(with_name("ALTER TABLE public.r DISABLE RULE r", "r", "s", true) == "ALTER TABLE public.r DISABLE RULE s");
}

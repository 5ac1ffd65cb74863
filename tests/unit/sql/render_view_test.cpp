#include <catch2/catch.hpp>

#include "sql/render.hpp"
#include "support/schema_words.hpp"

using namespace schemac;
using schemac::test::in_public;
using sql::Statements;

namespace {

model::ViewColumn column(std::string name, std::string type = "integer") {
  model::ViewColumn column;
  column.name = std::move(name);
  column.type = std::move(type);
  return column;
}

model::View view() {
  model::View view;
  view.name = in_public("V");
  view.columns = {column("id"), column("b b", "text")};
  view.definition = "SELECT t.id,\n    t.b AS \"b b\"\n   FROM public.t";
  return view;
}

model::MaterializedView stored() {
  model::MaterializedView view;
  view.name = in_public("m");
  view.columns = {column("id"), column("b", "text")};
  view.definition = "SELECT t.id,\n    t.b\n   FROM public.t";
  return view;
}

}  // namespace

TEST_CASE("a view is made with its options, the defaults of its columns and its comments") {
  model::View all = view();
  all.options = {{"check_option", "local"}, {"security_barrier", "true"}};
  all.comment = "it's";
  all.columns[0].default_expression = "nextval('public.s'::regclass)";
  all.columns[1].comment = "b";
  CHECK(sql::statements(diff::Create<model::View>{all}) ==
        Statements{
            "CREATE VIEW public.\"V\" WITH (check_option = 'local', security_barrier = true) AS\n" + all.definition,
            "ALTER VIEW public.\"V\" ALTER COLUMN id SET DEFAULT nextval('public.s'::regclass)",
            "COMMENT ON VIEW public.\"V\" IS 'it''s'", "COMMENT ON COLUMN public.\"V\".\"b b\" IS 'b'"});
  CHECK(sql::statements(diff::Drop<model::View>{all}) == Statements{"DROP VIEW public.\"V\""});
}

TEST_CASE("a view is replaced for its query alone, and altered for the rest") {
  model::View other = view();
  other.definition = "SELECT t.id,\n    t.b AS \"b b\"\n   FROM public.t\n  WHERE t.id > 1";
  other.options = {{"security_invoker", "true"}};
  CHECK(sql::statements(diff::Alter<model::View>{view(), other}) ==
        Statements{"CREATE OR REPLACE VIEW public.\"V\" WITH (security_invoker = true) AS\n" + other.definition});
  model::View set = view();
  set.options = {{"security_barrier", "true"}};
  set.columns[0].default_expression = "1";
  CHECK(sql::statements(diff::Alter<model::View>{view(), set}) ==
        Statements{"ALTER VIEW public.\"V\" SET (security_barrier = true)",
                   "ALTER VIEW public.\"V\" ALTER COLUMN id SET DEFAULT 1"});
  CHECK(sql::statements(diff::Alter<model::View>{set, view()}) ==
        Statements{"ALTER VIEW public.\"V\" RESET (security_barrier)",
                   "ALTER VIEW public.\"V\" ALTER COLUMN id DROP DEFAULT"});
}

TEST_CASE("a materialized view is made with what stores it, and altered in place but for its query") {
  model::MaterializedView all = stored();
  all.access_method = "heap2";
  all.storage_parameters = {{"fillfactor", "70"}};
  all.tablespace = "fast";
  all.populated = false;
  all.columns[0].statistics = 7;
  CHECK(sql::statements(diff::Create<model::MaterializedView>{all}) ==
        Statements{"CREATE MATERIALIZED VIEW public.m USING heap2 WITH (fillfactor = 70) TABLESPACE fast AS\n" +
                       all.definition + "\nWITH NO DATA",
                   "ALTER MATERIALIZED VIEW public.m ALTER COLUMN id SET STATISTICS 7"});
  model::MaterializedView altered = stored();
  altered.cluster_on = "i";
  altered.columns[1].storage = "MAIN";
  altered.tablespace = "fast";
  CHECK(sql::statements(diff::Alter<model::MaterializedView>{stored(), altered}) ==
        Statements{"ALTER MATERIALIZED VIEW public.m ALTER COLUMN b SET STORAGE MAIN, CLUSTER ON i",
                   "ALTER MATERIALIZED VIEW public.m SET TABLESPACE fast"});
  CHECK(sql::statements(diff::Alter<model::MaterializedView>{altered, stored()}) ==
        Statements{"ALTER MATERIALIZED VIEW public.m ALTER COLUMN b SET STORAGE EXTENDED, SET WITHOUT CLUSTER",
                   "ALTER MATERIALIZED VIEW public.m SET TABLESPACE pg_default"});
  model::MaterializedView empty = stored();
  empty.populated = false;
  CHECK(sql::statements(diff::Alter<model::MaterializedView>{stored(), empty}) ==
        Statements{"REFRESH MATERIALIZED VIEW public.m WITH NO DATA"});
  CHECK(sql::statements(diff::Alter<model::MaterializedView>{empty, stored()}) ==
        Statements{"REFRESH MATERIALIZED VIEW public.m"});
}

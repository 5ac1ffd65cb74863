// Owners and privileges of two schemas, as the statements of a plan.
#include <catch2/catch.hpp>

#include "diff/compare.hpp"
#include "plan/plan.hpp"
#include "sql/render.hpp"
#include "support/schema_words.hpp"

using namespace schemac;
using namespace schemac::test;
using model::Grant;
using model::Grants;
using model::Schema;

namespace {

using Lines = std::vector<std::string>;

Grant to(std::string role, std::string privilege, bool grantable = false) {
  return {std::move(role), false, std::move(privilege), grantable, {}};
}

Lines statements_between(const Schema& before, const Schema& after) {
  Lines lines;
  for (const plan::Batch& batch : plan::make(diff::compare(before, after)).batches) {
    for (const plan::Step& step : batch.steps) {
      for (std::string& text : sql::statements(step.change)) lines.push_back(std::move(text));
    }
  }
  return lines;
}

Lines hazards_between(const Schema& before, const Schema& after) {
  Lines lines;
  for (const plan::Batch& batch : plan::make(diff::compare(before, after)).batches) {
    for (const plan::Step& step : batch.steps) {
      for (const plan::Hazard& hazard : step.hazards) lines.push_back(hazard.detail);
    }
  }
  return lines;
}

Schema t() { return schema_of(table("t", {column("a")})); }

/// As a live database reads: `role` reads it, and owns what nothing else is said of.
Schema live(Schema schema, const std::string& role = "admin") {
  schema.session_role = role;
  for (const auto& [id, object] : schema.tables) schema.owners.emplace(id, role);
  return schema;
}

Schema with(Schema schema, const ObjectId& id, Grants grants) {
  schema.grants[id] = std::move(grants);
  return schema;
}

Schema with_owner(Schema schema, const std::string& role) {
  schema.owners[table_id("t")] = role;
  return schema;
}

model::DefaultPrivileges defaults(std::string role, Grants grants) {
  return {std::move(role), {}, "TABLES", std::move(grants)};
}

}  // namespace

TEST_CASE("what a source says nothing of is no difference to a live database, in either direction") {
  Schema database = with(live(t()), table_id("t"), {{to("reader", "SELECT")}, {{true, "UPDATE"}}});
  database.default_privileges.put(defaults("admin", {{to("reader", "SELECT")}, {}}));
  CHECK(statements_between(database, t()) == Lines{});
  CHECK(statements_between(t(), database) == Lines{});
}

TEST_CASE("a source is compared with a live database role by role") {
  const Schema database = with(live(t()), table_id("t"), {{to("dba", "DELETE"), to("reader", "UPDATE")}, {}});
  const Schema source = with(t(), table_id("t"), {{to("reader", "SELECT")}, {}});
  CHECK(statements_between(database, source) ==
        Lines{"REVOKE UPDATE ON TABLE public.t FROM reader", "GRANT SELECT ON TABLE public.t TO reader"});
}

TEST_CASE("a source that gives something to the role that owns the table of a live database says nothing new") {
  CHECK(statements_between(live(t()), with(t(), table_id("t"), {{to("admin", "SELECT")}, {}})) == Lines{});
}

TEST_CASE("what a former source said and the new one does not is taken back") {
  const Schema before = with(with_owner(t(), "app"), table_id("t"), {{to("reader", "SELECT", true)}, {{false, "X"}}});
  CHECK(statements_between(before, t()) == Lines{"ALTER TABLE public.t OWNER TO CURRENT_USER",
                                                 "REVOKE SELECT ON TABLE public.t FROM reader",
                                                 "GRANT X ON TABLE public.t TO PUBLIC"});
}

TEST_CASE("default privileges of who reads a database are those of whoever runs the script") {
  Schema database = live(t());
  database.default_privileges.put(defaults("admin", {{to("reader", "SELECT")}, {}}));
  Schema source = t();
  source.default_privileges.put(defaults("", {{to("reader", "UPDATE")}, {}}));
  CHECK(statements_between(database, source) == Lines{"ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM reader",
                                                      "ALTER DEFAULT PRIVILEGES GRANT UPDATE ON TABLES TO reader"});
}

TEST_CASE("what is made between live databases loses what former default privileges give, whoever makes it") {
  Schema before = live({});
  before.default_privileges.put(
      defaults("somebody", {{to("reader", "SELECT"), to("app", "UPDATE")}, {{true, "DELETE"}}}));
  const Schema after = with(live(t(), "app"), table_id("t"), {{to("reader", "INSERT")}, {}});
  CHECK(statements_between(before, after) ==
        Lines{"CREATE TABLE public.t (\n    a integer\n)", "ALTER TABLE public.t OWNER TO app",
              "REVOKE SELECT ON TABLE public.t FROM reader", "GRANT DELETE ON TABLE public.t TO app",
              "GRANT INSERT ON TABLE public.t TO reader",
              "ALTER DEFAULT PRIVILEGES FOR ROLE somebody REVOKE UPDATE ON TABLES FROM app",
              "ALTER DEFAULT PRIVILEGES FOR ROLE somebody REVOKE SELECT ON TABLES FROM reader",
              "ALTER DEFAULT PRIVILEGES FOR ROLE somebody GRANT DELETE ON TABLES TO somebody"});
}

TEST_CASE("a new owner is not deprived of what was given to it") {
  const Schema before = with(with_owner(live(t()), "a"), table_id("t"), {{to("b", "SELECT")}, {}});
  const Schema after = with(with_owner(live(t()), "b"), table_id("t"), {{to("a", "SELECT")}, {}});
  CHECK(statements_between(before, after) ==
        Lines{"ALTER TABLE public.t OWNER TO b", "GRANT SELECT ON TABLE public.t TO a"});
}

TEST_CASE("REVOKE on a table takes along what its columns keep, which is given again") {
  const Grants select{{to("reader", "SELECT")}, {}};
  const Schema before = with(with(t(), table_id("t"), select), column_id("t", "a"), select);
  const Schema after = with(t(), column_id("t", "a"), select);
  CHECK(statements_between(before, after) ==
        Lines{"REVOKE SELECT ON TABLE public.t FROM reader", "GRANT SELECT (a) ON TABLE public.t TO reader"});
}

TEST_CASE("who gave on is said by taking his role, from the owner outwards and back") {
  Grant passed = to("c", "SELECT");
  passed.grantor = "b";
  const Schema after = with(t(), table_id("t"), {{passed, to("b", "SELECT", true)}, {}});
  CHECK(statements_between(t(), after) == Lines{"GRANT SELECT ON TABLE public.t TO b WITH GRANT OPTION", "SET ROLE b",
                                                "GRANT SELECT ON TABLE public.t TO c", "RESET ROLE"});
  CHECK(statements_between(after, t()) == Lines{"SET ROLE b", "REVOKE SELECT ON TABLE public.t FROM c", "RESET ROLE",
                                                "REVOKE SELECT ON TABLE public.t FROM b"});
}

TEST_CASE("a grant option comes and goes alone") {
  const Schema plain = with(t(), table_id("t"), {{to("r", "SELECT")}, {}});
  const Schema option = with(t(), table_id("t"), {{to("r", "SELECT", true)}, {}});
  CHECK(statements_between(plain, option) == Lines{"GRANT SELECT ON TABLE public.t TO r WITH GRANT OPTION"});
  CHECK(statements_between(option, plain) == Lines{"REVOKE GRANT OPTION FOR SELECT ON TABLE public.t FROM r"});
}

TEST_CASE("hostile names of roles are quoted, also where the server puts the name of a sequence in") {
  const std::string role = "\"; DROP TABLE x; --'%s $$";
  const std::string quoted = "\"\"\"; DROP TABLE x; --'%s $$\"";
  CHECK(statements_between(t(), with_owner(t(), role)) == Lines{"ALTER TABLE public.t OWNER TO " + quoted});
  CHECK(statements_between(t(), with(t(), table_id("t"), {{to(role, "SELECT")}, {}})) ==
        Lines{"GRANT SELECT ON TABLE public.t TO " + quoted});

  model::Column identity = column("a");
  identity.identity.emplace();
  const Schema table_alone = schema_of(table("t", {identity}));
  const ObjectId sequence = model::identity_sequence_id(column_id("t", "a"));
  const Lines lines = statements_between(table_alone, with(table_alone, sequence, {{to("o'r", "USAGE")}, {}}));
  CHECK(lines == Lines{"DO 'BEGIN EXECUTE ''GRANT USAGE ON SEQUENCE '' || pg_catalog.pg_get_serial_sequence("
                       "''public.t'', ''a'') || '' TO \"o''''r\"''; END'"});
}

TEST_CASE("hazards say who gets and who loses what, and nothing of what is new or comes back") {
  const Schema before = with(with_owner(live(t()), "a"), table_id("t"), {{to("r", "SELECT")}, {}});
  const Schema after = with(with_owner(live(t()), "b"), table_id("t"), {{to("", "INSERT")}, {}});
  CHECK(hazards_between(before, after) == Lines{"`table public.t` belongs to `b`, no longer to `a`",
                                                "`r` loses SELECT on `table public.t`",
                                                "everybody gets INSERT on `table public.t`"});
  CHECK(hazards_between(live({}), after) == Lines{});
}

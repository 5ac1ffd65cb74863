// What each alternative of a change is in SQL. That PostgreSQL takes it and does what it says is tested on a server, in
// tests/database/sql.
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

TEST_CASE("Namespaces are made, renamed and dropped") {
  const Namespace app{"app", "what's in it"};
  CHECK(rendered(create(app)) == Texts{"CREATE SCHEMA app", "COMMENT ON SCHEMA app IS 'what''s in it'"});
  CHECK(rendered(Drop<Namespace>{app}) == Texts{"DROP SCHEMA app"});
  CHECK(rendered(diff::Rename<Namespace>{app.id(), Namespace{"My App", {}}.id()}) ==
        Texts{"ALTER SCHEMA app RENAME TO \"My App\""});
}

TEST_CASE("Extensions are made where they say, updated, moved and dropped") {
  CHECK(rendered(create(Extension{"btree_gist", "public", ""})) ==
        Texts{"CREATE EXTENSION btree_gist WITH SCHEMA public"});
  const Extension before{"uuid-ossp", "public", "1.0"};
  const Extension after{"uuid-ossp", "ext", "1.1"};
  CHECK(rendered(create(after)) == Texts{"CREATE EXTENSION \"uuid-ossp\" WITH SCHEMA ext VERSION '1.1'"});
  CHECK(rendered(Alter<Extension>{before, after}) ==
        Texts{"ALTER EXTENSION \"uuid-ossp\" UPDATE TO '1.1'", "ALTER EXTENSION \"uuid-ossp\" SET SCHEMA ext"});
  CHECK(rendered(Alter<Extension>{before, {"uuid-ossp", "ext", ""}}) ==
        Texts{"ALTER EXTENSION \"uuid-ossp\" SET SCHEMA ext"});
  CHECK(rendered(Drop<Extension>{after}) == Texts{"DROP EXTENSION \"uuid-ossp\""});
}

TEST_CASE("Enum types are made, moved, and get labels at their place") {
  const EnumType role{{"public", "role"}, {"admin", "it's"}, "Who."};
  CHECK(rendered(create(role)) ==
        Texts{"CREATE TYPE public.role AS ENUM ('admin', 'it''s')", "COMMENT ON TYPE public.role IS 'Who.'"});
  CHECK(rendered(Drop<EnumType>{role}) == Texts{"DROP TYPE public.role"});
  CHECK(rendered(diff::Rename<EnumType>{role.id(), EnumType{{"app", "kind"}, {}, {}}.id()}) ==
        Texts{"ALTER TYPE public.role SET SCHEMA app", "ALTER TYPE app.role RENAME TO kind"});
  CHECK(rendered(diff::AddEnumValue{role.name, "guest", "", ""}) == Texts{"ALTER TYPE public.role ADD VALUE 'guest'"});
  CHECK(rendered(diff::AddEnumValue{role.name, "guest", "admin", ""}) ==
        Texts{"ALTER TYPE public.role ADD VALUE 'guest' BEFORE 'admin'"});
  CHECK(rendered(diff::AddEnumValue{role.name, "guest", "", "admin"}) ==
        Texts{"ALTER TYPE public.role ADD VALUE 'guest' AFTER 'admin'"});
  CHECK(rendered(diff::RenameEnumValue{role.name, "admin", "root"}) ==
        Texts{"ALTER TYPE public.role RENAME VALUE 'admin' TO 'root'"});
}

TEST_CASE("An enum type with many labels has a line for each") {
  EnumType type{{"public", "t"}, {}, {}};
  for (int i = 0; i < 20; ++i) type.labels.push_back("label_" + std::to_string(i));
  CHECK(rendered(create(type)).front().starts_with("CREATE TYPE public.t AS ENUM (\n    'label_0',\n    'label_1',\n"));
}

TEST_CASE("A sequence says only what is not PostgreSQL's own default") {
  Sequence plain;
  plain.name = {"public", "numbers"};
  CHECK(rendered(create(plain)) == Texts{"CREATE SEQUENCE public.numbers"});
  Sequence other = plain;
  other.type = "integer";
  other.options = {10, 5, 10, 1000, 20, true};
  CHECK(rendered(create(other)) ==
        Texts{"CREATE SEQUENCE public.numbers AS integer INCREMENT BY 5 MINVALUE 10 MAXVALUE 1000 CACHE 20 CYCLE"});
  Sequence down = plain;
  down.options = {-1, -1, INT64_MIN, -1, 1, false};
  CHECK(rendered(create(down)) == Texts{"CREATE SEQUENCE public.numbers INCREMENT BY -1"});
  Sequence small = plain;
  small.type = "smallint";
  small.owned_by = Sequence::Owner{kUsers, "Id"};
  CHECK(rendered(create(small)) == Texts{"CREATE SEQUENCE public.numbers AS smallint OWNED BY public.users.\"Id\""});
  CHECK(rendered(Drop<Sequence>{plain}) == Texts{"DROP SEQUENCE public.numbers"});
  CHECK(rendered(diff::Rename<Sequence>{plain.id(), {Kind::sequence, "public", "", "n"}}) ==
        Texts{"ALTER SEQUENCE public.numbers RENAME TO n"});
}

TEST_CASE("A sequence is altered where it differs, and a bound beyond its type is the type's own") {
  Sequence before;
  before.name = {"public", "numbers"};
  Sequence after = before;
  after.type = "integer";
  after.owned_by = Sequence::Owner{kUsers, "id"};
  after.options.cache = 5;
  CHECK(rendered(Alter<Sequence>{before, after}) ==
        Texts{"ALTER SEQUENCE public.numbers AS integer MAXVALUE 2147483647 CACHE 5 OWNED BY public.users.id"});
  CHECK(rendered(Alter<Sequence>{after, before}) ==
        Texts{"ALTER SEQUENCE public.numbers AS bigint MAXVALUE 9223372036854775807 CACHE 1 OWNED BY NONE"});
  CHECK(rendered(Alter<Sequence>{before, before}).empty());
}

TEST_CASE("A function is its definition, and is dropped by its arguments") {
  const Function touch{{"public", "touch"},
                       "\"My(type\", text",
                       "CREATE OR REPLACE FUNCTION public.touch() RETURNS int LANGUAGE sql AS 'SELECT 1'\n",
                       false,
                       "Touches."};
  const std::string definition = "CREATE OR REPLACE FUNCTION public.touch() RETURNS int LANGUAGE sql AS 'SELECT 1'";
  CHECK(rendered(create(touch)) ==
        Texts{definition, "COMMENT ON ROUTINE public.touch(\"My(type\", text) IS 'Touches.'"});
  CHECK(rendered(Alter<Function>{touch, touch}) == Texts{definition});
  CHECK(rendered(Drop<Function>{touch}) == Texts{"DROP FUNCTION public.touch(\"My(type\", text)"});
  Function procedure = touch;
  procedure.procedure = true;
  procedure.name.name = "do(it)";
  CHECK(rendered(Drop<Function>{procedure}) == Texts{"DROP PROCEDURE public.\"do(it)\"(\"My(type\", text)"});
  CHECK(rendered(diff::Rename<Function>{procedure.id(), {Kind::function, "app", "", "done(\"My(type\", text)"}}) ==
        Texts{"ALTER ROUTINE public.\"do(it)\"(\"My(type\", text) SET SCHEMA app",
              "ALTER ROUTINE app.\"do(it)\"(\"My(type\", text) RENAME TO done"});
}

TEST_CASE("A trigger") {
  Trigger trigger;
  trigger.table = kUsers;
  trigger.name = "touch";
  trigger.on_insert = trigger.on_update = true;
  trigger.update_of = {"a", "B"};
  trigger.when = "new.a IS NOT NULL";
  trigger.function = {"app", "touch"};
  trigger.arguments = {"updated_at", "it's \\"};
  CHECK(rendered(create(trigger)) ==
        Texts{"CREATE TRIGGER touch\n    BEFORE INSERT OR UPDATE OF a, \"B\" ON public.users\n    FOR EACH ROW\n    "
              "WHEN (new.a IS NOT NULL)\n    EXECUTE FUNCTION app.touch('updated_at', E'it''s \\\\')"});
  Trigger audit;
  audit.table = kUsers;
  audit.name = "audit";
  audit.timing = Trigger::Timing::after;
  audit.on_update = true;
  audit.for_each_row = false;
  audit.old_table = "old_rows";
  audit.new_table = "New";
  audit.function = {"public", "audit"};
  audit.enabled = Trigger::Enabled::always;
  CHECK(rendered(create(audit)) ==
        Texts{"CREATE TRIGGER audit\n    AFTER UPDATE ON public.users\n    REFERENCING OLD TABLE AS old_rows NEW TABLE "
              "AS \"New\"\n    FOR EACH STATEMENT\n    EXECUTE FUNCTION public.audit()",
              "ALTER TABLE public.users ENABLE ALWAYS TRIGGER audit"});
  CHECK(rendered(Drop<Trigger>{audit}) == Texts{"DROP TRIGGER audit ON public.users"});
  CHECK(rendered(diff::Rename<Trigger>{audit.id(), {Kind::trigger, "app", "u", "a"}}) ==
        Texts{"ALTER TRIGGER audit ON app.u RENAME TO a"});
}

TEST_CASE("A constraint trigger, and how triggers are switched") {
  Trigger trigger;
  trigger.table = {"public", "t"};
  trigger.name = "c";
  trigger.timing = Trigger::Timing::after;
  trigger.on_delete = true;
  trigger.constraint = true;
  trigger.deferral = Deferral::initially_deferred;
  trigger.function = {"public", "f"};
  CHECK(rendered(create(trigger)) == Texts{"CREATE CONSTRAINT TRIGGER c\n    AFTER DELETE ON public.t\n    DEFERRABLE "
                                           "INITIALLY DEFERRED\n    FOR EACH ROW\n    EXECUTE FUNCTION public.f()"});
  for (const auto& [enabled, words] : {std::pair{Trigger::Enabled::origin, "ENABLE TRIGGER"},
                                       std::pair{Trigger::Enabled::replica, "ENABLE REPLICA TRIGGER"},
                                       std::pair{Trigger::Enabled::disabled, "DISABLE TRIGGER"}}) {
    Trigger after = trigger;
    after.enabled = enabled;
    CHECK(rendered(Alter<Trigger>{trigger, after}) == Texts{std::string("ALTER TABLE public.t ") + words + " c"});
  }
}

TEST_CASE("A policy") {
  Policy policy;
  policy.table = kUsers;
  policy.name = "own rows";
  policy.using_expression = "(id = 1)";
  CHECK(rendered(create(policy)) == Texts{"CREATE POLICY \"own rows\" ON public.users USING (id = 1)"});
  Policy after = policy;
  after.roles = {"Reader", "writer"};
  after.with_check = "true";
  CHECK(rendered(Alter<Policy>{policy, after}) ==
        Texts{"ALTER POLICY \"own rows\" ON public.users TO \"Reader\", writer WITH CHECK (true)"});
  after.permissive = false;
  after.command = Policy::Command::update;
  CHECK(rendered(create(after)) ==
        Texts{"CREATE POLICY \"own rows\" ON public.users\n    AS RESTRICTIVE\n    FOR "
              "UPDATE\n    TO \"Reader\", writer\n    USING (id = 1)\n    WITH CHECK (true)"});
  Policy everyone = after;
  everyone.roles.clear();
  CHECK(rendered(Alter<Policy>{after, everyone}) == Texts{"ALTER POLICY \"own rows\" ON public.users TO PUBLIC"});
  CHECK(rendered(Drop<Policy>{policy}) == Texts{"DROP POLICY \"own rows\" ON public.users"});
  CHECK(rendered(diff::Rename<Policy>{policy.id(), {Kind::policy, "public", "users", "own"}}) ==
        Texts{"ALTER POLICY \"own rows\" ON public.users RENAME TO own"});
}

TEST_CASE("A comment is set and taken away on every kind") {
  const auto comment = [](ObjectId id) { return rendered(diff::SetComment{std::move(id), "a", "b"}).front(); };
  CHECK(comment({Kind::table, "public", "", "t"}) == "COMMENT ON TABLE public.t IS 'b'");
  CHECK(comment({Kind::column, "public", "t", "c d"}) == "COMMENT ON COLUMN public.t.\"c d\" IS 'b'");
  CHECK(comment({Kind::namespace_, "", "", "app"}) == "COMMENT ON SCHEMA app IS 'b'");
  CHECK(comment({Kind::extension, "", "", "citext"}) == "COMMENT ON EXTENSION citext IS 'b'");
  CHECK(comment({Kind::sequence, "public", "", "s"}) == "COMMENT ON SEQUENCE public.s IS 'b'");
  for (const Kind kind : {Kind::primary_key, Kind::unique, Kind::check, Kind::exclusion, Kind::foreign_key})
    CHECK(comment({kind, "public", "t", "c"}) == "COMMENT ON CONSTRAINT c ON public.t IS 'b'");
  CHECK(comment({Kind::trigger, "public", "t", "c"}) == "COMMENT ON TRIGGER c ON public.t IS 'b'");
  CHECK(comment({Kind::policy, "public", "t", "c"}) == "COMMENT ON POLICY c ON public.t IS 'b'");
  CHECK(rendered(diff::SetComment{{Kind::table, "public", "", "t"}, "a", {}}) ==
        Texts{"COMMENT ON TABLE public.t IS NULL"});
}

// Which settings an expression takes as text, empty ones too.
#include "sql/settings.hpp"

#include <catch2/catch.hpp>

namespace schemac::sql {
namespace {

using Settings = std::set<std::string>;

}  // namespace

TEST_CASE("a setting that is compared as text lets an empty one pass") {
  CHECK(settings_as_text("tenant = current_setting('app.tenant')") == Settings{"app.tenant"});
  CHECK(settings_as_text("(tenant = current_setting('app.tenant'::text, true))") == Settings{"app.tenant"});
  CHECK(settings_as_text("tenant = pg_catalog.current_setting('app.tenant')::varchar(40)") == Settings{"app.tenant"});
  CHECK(settings_as_text("current_setting('app.tenant')") == Settings{"app.tenant"});
  CHECK(settings_as_text("coalesce(current_setting('a.b', true), 'x') = y OR z = current_setting('a.c')") ==
        Settings{"a.b", "a.c"});
}

TEST_CASE("nullif, a cast that refuses an empty text and a comparison with one stop it") {
  CHECK(settings_as_text("tenant = nullif(current_setting('app.tenant', true), '')").empty());
  CHECK(settings_as_text("(tenant = NULLIF(current_setting('app.tenant'::text, true), ''::text))").empty());
  CHECK(settings_as_text("tenant = current_setting('app.tenant')::uuid").empty());
  CHECK(settings_as_text("(tenant = (current_setting('app.tenant'::text))::bigint)").empty());
  CHECK(settings_as_text("tenant = ANY (current_setting('app.tenants')::text[])").empty());
  CHECK(settings_as_text("current_setting('a.b') <> '' AND tenant = current_setting('a.b')").empty());
  // PostgreSQL's own settings are always set.
  CHECK(settings_as_text("current_setting('TimeZone') = zone").empty());
  CHECK(settings_as_text("tenant = 'current_setting'").empty());
  CHECK(settings_as_text("this is no expression of current_setting('a.b')").empty());
}

}  // namespace schemac::sql

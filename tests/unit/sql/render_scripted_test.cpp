#include <catch2/catch.hpp>

#include "sql/render.hpp"

using namespace schemac;
using model::Kind;

namespace {

using Lines = std::vector<std::string>;

model::Scripted publication(std::vector<model::ScriptedPart> parts) {
  model::Scripted scripted;
  scripted.object = {Kind::publication, {}, {}, "p"};
  scripted.definition = {"CREATE PUBLICATION p"};
  scripted.frame = "";
  scripted.parts = std::move(parts);
  return scripted;
}

}  // namespace

TEST_CASE("parts go in the reverse of their order before others are exchanged and added", "[sql]") {
  const auto before = publication({{"a", "+a", "=a", "-a"}, {"b", "+b", "=b", "-b"}, {"c", "+c", "=c", "-c"}});
  const auto after = publication({{"c", "+c2", "=c2", "-c2"}, {"d", "+d", "=d", "-d"}});
  CHECK(sql::statements(diff::Alter<model::Scripted>{before, after}) == Lines{"-b", "-a", "=c2", "+d"});
}

TEST_CASE("a part of a part goes with it", "[sql]") {
  const auto before = publication({{"column a", "+a", "=a", "-a"}, {"column a: default", "+d", "=d", "-d"}});
  CHECK(sql::statements(diff::Alter<model::Scripted>{before, publication({})}) == Lines{"-a"});
  const auto kept = publication({{"column a", "+a", "=a", "-a"}});
  CHECK(sql::statements(diff::Alter<model::Scripted>{before, kept}) == Lines{"-d"});
}

TEST_CASE("settings go back to their usual state first and are set last", "[sql]") {
  auto before = publication({{"a", "+a", "=a", "-a"}});
  before.settings = {{"x", "set x"}, {"y", "set y"}};
  before.defaults = {{"x", "usual x"}, {"y", "usual y"}};
  auto after = publication({});
  after.settings = {{"y", "set y"}, {"z", "set z"}};
  CHECK(sql::statements(diff::Alter<model::Scripted>{before, after}) == Lines{"usual x", "-a", "set z"});
}

TEST_CASE("objects without a plain name are named as SQL has them", "[sql]") {
  const auto dropped = [](Kind kind, const std::string& schema, const std::string& name) {
    model::Scripted scripted;
    scripted.object = {kind, schema, {}, name};
    return sql::statements(diff::Drop<model::Scripted>{scripted}).front();
  };
  CHECK(dropped(Kind::cast, "", "(text AS public.mood)") == "DROP CAST (text AS public.mood)");
  CHECK(dropped(Kind::operator_, "My", "===(integer, integer)") == "DROP OPERATOR \"My\".===(integer, integer)");
  CHECK(dropped(Kind::operator_class, "s", "Ops USING btree") == "DROP OPERATOR CLASS s.\"Ops\" USING btree");
  CHECK(dropped(Kind::transform, "", "FOR integer LANGUAGE sql") == "DROP TRANSFORM FOR integer LANGUAGE sql");
  CHECK(dropped(Kind::user_mapping, "", "FOR PUBLIC SERVER \"S\"") == "DROP USER MAPPING FOR PUBLIC SERVER \"S\"");
}

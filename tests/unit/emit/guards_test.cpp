// What a manifest keeps of that which guards rows: by name where it has one, and never by how it is laid out.
#include "emit/guards.hpp"

#include <catch2/catch.hpp>

using namespace schemac;
using emit::Guard;

namespace {

/// The table `things` of one entity, with these statements of .sql files.
model::Declared things(const std::vector<std::string>& statements = {}) {
  model::Declared declared;
  model::Entity entity;
  entity.table = {"public", "things"};
  declared.entities = {entity};
  model::Table table;
  table.name = entity.table;
  declared.schema.tables.put(table);
  for (const std::string& text : statements) declared.statements.push_back({text, {}, false, {}});
  return declared;
}

model::Check check(const std::string& name, const std::string& expression) {
  model::Check made;
  made.table = {"public", "things"};
  made.name = name;
  made.expression = expression;
  return made;
}

std::vector<std::string> names(const std::vector<Guard>& guards) {
  std::vector<std::string> found;
  for (const Guard& each : guards) found.push_back(each.kind + ' ' + each.schema + '.' + each.table + '.' + each.name);
  return found;
}

}  // namespace

TEST_CASE("guards of headers are told by what they say, not by name or comment") {
  const auto digest = [](const model::Check& made) {
    model::Declared declared = things();
    declared.schema.checks.put(made);
    return emit::guards(declared).at(0).digest;
  };
  CHECK(digest(check("a", "x > 0")) == digest(check("b", "x > 0")));
  CHECK(digest(check("a", "x > 0")) != digest(check("a", "x > 1")));
  model::Check commented = check("a", "x > 0");
  commented.comment = "why";
  CHECK(digest(commented) == digest(check("a", "x > 0")));
}

TEST_CASE("guards of .sql files are those of the entities' tables, and what may be one without a name") {
  CHECK(names(emit::guards(things({"CREATE TRIGGER t BEFORE INSERT ON things EXECUTE FUNCTION f()",
                                   "CREATE POLICY p ON public.things USING (true)",
                                   "ALTER TABLE public.things ADD CONSTRAINT c CHECK (x > 0)",
                                   "CREATE POLICY p ON others USING (true)", "CREATE VIEW v AS SELECT 1"}))) ==
        std::vector<std::string>{"check constraint public.things.c", "policy public.things.p", "trigger .things.t"});
  CHECK(names(emit::guards(things({"alter table things add check (x > 0)", "DO $$ BEGIN END $$"}))) ==
        std::vector<std::string>{"statement ..", "statement .."});
  CHECK(emit::guards(things({"ALTER TABLE things ENABLE ROW LEVEL SECURITY"})) ==
        emit::guards(things({"ALTER TABLE things\n  ENABLE ROW LEVEL SECURITY -- now"})));
}

TEST_CASE("row-level security is a guard, and being held to it another") {
  model::Declared declared = things();
  model::Table table = declared.schema.tables.begin()->second;
  table.row_security = true;
  declared.schema.tables.put(table);
  const std::vector<Guard> enabled = emit::guards(declared);
  CHECK(names(enabled) == std::vector<std::string>{"row-level security public.things."});
  table.force_row_security = true;
  declared.schema.tables.put(table);
  CHECK(emit::guards(declared).at(0).digest != enabled.at(0).digest);
}

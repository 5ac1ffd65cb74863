// Each rule on a small schema: what it says, and what it does not say of the neighbour that is all right.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "lint/lint.hpp"

namespace schemac::lint {
namespace {

using model::Kind;
using model::QualifiedName;
using Said = std::vector<std::string>;

/// A schema that is put together word by word.
struct Draft {
  model::Schema schema;
  model::Declared declared;
  Options options;

  model::Table& table(const std::string& name, const std::vector<model::Column>& columns, bool keyed = true) {
    model::Table made;
    made.name = {"public", name};
    made.columns = columns;
    if (keyed) {
      made.columns.insert(made.columns.begin(), column("id", "bigint", true));
      schema.primary_keys.put({made.name, "pk_" + name, {"id"}, {}, {}, {}, {}, {}});
    }
    schema.tables.put(made);
    return const_cast<model::Table&>(*schema.tables.find(made.id()));
  }
  static model::Column column(const std::string& name, const std::string& type, bool not_null = true) {
    model::Column made;
    made.name = name;
    made.type = type;
    made.not_null = not_null;
    return made;
  }
  model::Index index(const std::string& name, const std::string& table, const std::vector<std::string>& columns) {
    model::Index made;
    made.table = {"public", table};
    made.name = name;
    for (const std::string& each : columns) {
      made.keys.emplace_back();
      made.keys.back().column = each;
    }
    return made;
  }
  void reference(const std::string& table, const std::vector<std::string>& columns, const std::string& to) {
    model::ForeignKey made;
    made.table = {"public", table};
    made.name = "fk_" + table;
    made.columns = columns;
    made.references = {"public", to};
    made.referenced_columns = std::vector<std::string>(columns.size(), "id");
    schema.foreign_keys.put(made);
  }
  void statement(const std::string& text) { declared.statements.push_back({text, {}, false, {}}); }

  [[nodiscard]] std::vector<Code> codes() const {
    std::vector<Code> found;
    const Diagnostics all = diagnostics();
    for (const Diagnostic& each : all.list()) found.push_back(each.code);
    return found;
  }
  [[nodiscard]] Diagnostics diagnostics() const {
    Diagnostics diagnostics;
    lint(schema, declared, options, diagnostics);
    return diagnostics;
  }
};

using Codes = std::vector<Code>;

}  // namespace

TEST_CASE("a foreign key wants an index that begins with its columns, in any order") {
  Draft draft;
  draft.table("a", {});
  draft.table("b", {Draft::column("a_id", "bigint"), Draft::column("x", "text")});
  draft.reference("b", {"a_id"}, "a");
  CHECK(draft.codes() == Codes{Code::unindexed_foreign_key});
  SECTION("an index that begins otherwise does not serve") {
    draft.schema.indexes.put(draft.index("i", "b", {"x", "a_id"}));
    CHECK(draft.codes() == Codes{Code::unindexed_foreign_key});
  }
  SECTION("one that begins with it does") {
    draft.schema.indexes.put(draft.index("i", "b", {"a_id", "x"}));
    CHECK(draft.codes().empty());
  }
  SECTION("a partial one only where it leaves out NULLs alone") {
    model::Index index = draft.index("i", "b", {"a_id"});
    index.predicate = "(x = 'y'::text)";
    draft.schema.indexes.put(index);
    CHECK(draft.codes() == Codes{Code::unindexed_foreign_key});
    index.predicate = "(a_id IS NOT NULL)";
    draft.schema.indexes.put(index);
    CHECK(draft.codes().empty());
  }
  SECTION("a hash does, a gist does not, and one that is invalid does not") {
    model::Index index = draft.index("i", "b", {"a_id"});
    index.method = "hash";
    draft.schema.indexes.put(index);
    CHECK(draft.codes().empty());
    index.method = "gist";
    draft.schema.indexes.put(index);
    CHECK(draft.codes() == Codes{Code::unindexed_foreign_key});
    index.method = "btree";
    index.invalid = true;
    draft.schema.indexes.put(index);
    CHECK(draft.codes() == Codes{Code::unindexed_foreign_key});
  }
}

TEST_CASE("of two indexes that do the same, the one that can go is named") {
  Draft draft;
  draft.table("t", {Draft::column("a", "text"), Draft::column("b", "text")});
  draft.schema.indexes.put(draft.index("first", "t", {"a"}));
  CHECK(draft.codes().empty());
  const auto named = [&] {
    Said names;
    const Diagnostics all = draft.diagnostics();
    for (const Diagnostic& each : all.list()) {
      CHECK(each.code == Code::redundant_index);
      names.push_back(each.message.substr(0, each.message.find(" does")));
    }
    return names;
  };
  SECTION("the beginning of another") {
    draft.schema.indexes.put(draft.index("second", "t", {"a", "b"}));
    CHECK(named() == Said{"index public.t.first"});
  }
  SECTION("not where the order or the predicate differs") {
    model::Index other = draft.index("second", "t", {"a", "b"});
    other.keys[0].descending = true;
    draft.schema.indexes.put(other);
    CHECK(named().empty());
    other = draft.index("second", "t", {"a"});
    other.predicate = "(b IS NULL)";
    draft.schema.indexes.put(other);
    CHECK(named().empty());
  }
  SECTION("twice the same: one of them, once") {
    draft.schema.indexes.put(draft.index("second", "t", {"a"}));
    CHECK(named() == Said{"index public.t.second"});
  }
  SECTION("a unique one makes the plain one redundant, and is not made so by it") {
    model::Index other = draft.index("second", "t", {"a"});
    other.unique = true;
    draft.schema.indexes.put(other);
    CHECK(named() == Said{"index public.t.first"});
    model::Index longer = draft.index("third", "t", {"a", "b"});
    draft.schema.indexes.put(longer);
    CHECK(named() == Said{"index public.t.first"});
  }
  SECTION("a unique constraint on the primary key's columns") {
    draft.schema.uniques.put({{"public", "t"}, "uq_t", {"id"}, {}, {}, {}, {}, {}, {}});
    CHECK(named() == Said{"unique constraint public.t.uq_t"});
  }
  SECTION("one that the table names stays") {
    draft.schema.indexes.put(draft.index("second", "t", {"a", "b"}));
    const_cast<model::Table*>(draft.schema.tables.find({Kind::table, "public", {}, "t"}))->cluster_on = "first";
    CHECK(named().empty());
  }
}

TEST_CASE("a table wants a primary key, unless it is a part of one that has it") {
  Draft draft;
  model::Table& table = draft.table("t", {Draft::column("a", "text")}, false);
  CHECK(draft.codes() == Codes{Code::keyless_table});
  table.partition_of = model::PartitionOf{{"public", "whole"}, "DEFAULT"};
  CHECK(draft.codes().empty());
}

TEST_CASE("a key that counts up in four bytes ends, one that somebody chooses does not") {
  Draft draft;
  model::Column& id = draft.table("t", {}).columns.front();
  id.type = "integer";
  CHECK(draft.codes().empty());
  id.identity.emplace();
  CHECK(draft.codes() == Codes{Code::narrow_key});
  id.type = "bigint";
  CHECK(draft.codes().empty());
}

TEST_CASE("both sides of a foreign key have one type") {
  Draft draft;
  model::Table& a = draft.table("a", {});
  model::Table& b = draft.table("b", {Draft::column("a_id", "integer")});
  draft.reference("b", {"a_id"}, "a");
  draft.schema.indexes.put(draft.index("i", "b", {"a_id"}));
  CHECK(draft.codes() == Codes{Code::mixed_key_types});
  a.columns.front().type = "text";
  b.columns.back().type = "character varying(20)";
  CHECK(draft.codes().empty());
}

TEST_CASE("a unique key with a column that may be NULL says less than it seems to") {
  Draft draft;
  draft.table("t", {Draft::column("a", "text", false)});
  draft.schema.uniques.put({{"public", "t"}, "uq_t", {"a"}, {}, {}, {}, {}, {}, {}});
  CHECK(draft.codes() == Codes{Code::nullable_unique});
  draft.schema.uniques.put({{"public", "t"}, "uq_t", {"a"}, {}, true, {}, {}, {}, {}});
  CHECK(draft.codes().empty());
  model::Index index = draft.index("i", "t", {"a"});
  index.unique = true;
  index.predicate = "(a IS NOT NULL)";
  draft.schema.indexes.put(index);
  CHECK(draft.codes().empty());
}

TEST_CASE("a constraint that was not held against the rows is said") {
  Draft draft;
  draft.table("t", {Draft::column("a", "integer")});
  draft.schema.checks.put({{"public", "t"}, "chk_t", "(a > 0)", false, true, false, {}});
  CHECK(draft.codes() == Codes{Code::unvalidated_constraint});
}

TEST_CASE("types that are not what they seem, also with a precision and in arrays") {
  const std::vector<std::pair<std::string, Codes>> types = {
      {"timestamp without time zone", {Code::timestamp_without_zone}},
      {"timestamp(3) without time zone[]", {Code::timestamp_without_zone}},
      {"timestamp(3) with time zone", {}},
      {"time with time zone", {Code::time_with_zone}},
      {"time(0) with time zone", {Code::time_with_zone}},
      {"time without time zone", {}},
      {"character(5)", {Code::padded_char}},
      {"character(1)", {}},
      {"character varying(5)", {}},
      {"json", {Code::plain_json}},
      {"jsonb", {}},
      {"money", {Code::money_type}},
  };
  for (const auto& [type, expected] : types) {
    INFO(type);
    Draft draft;
    draft.table("t", {Draft::column("a", type)});
    CHECK(draft.codes() == expected);
  }
  Draft draft;
  model::Column& flag = draft.table("t", {Draft::column("a", "boolean", false)}).columns.back();
  CHECK(draft.codes() == Codes{Code::nullable_boolean});
  flag.not_null = true;
  CHECK(draft.codes().empty());
}

TEST_CASE("a serial is told from a sequence that nobody owns") {
  Draft draft;
  draft.table("t", {Draft::column("n", "bigint")});
  model::Sequence sequence;
  sequence.name = {"public", "s"};
  draft.schema.sequences.put(sequence);
  CHECK(draft.codes().empty());
  sequence.owned_by = model::Sequence::Owner{{"public", "t"}, "n"};
  draft.schema.sequences.put(sequence);
  CHECK(draft.codes() == Codes{Code::serial_column});
}

TEST_CASE("tables that keep less than one would think, and rules") {
  Draft draft;
  model::Table& table = draft.table("t", {});
  table.unlogged = true;
  table.inherits = {{"public", "parent"}};
  CHECK(draft.codes() == Codes{Code::table_inheritance, Code::unlogged_table});
  model::Scripted rule;
  rule.object = {Kind::rule, "public", "t", "r"};
  draft.schema.scripted.put(rule);
  table.unlogged = false;
  table.inherits.clear();
  CHECK(draft.codes() == Codes{Code::rewrite_rule});
}

TEST_CASE("a view names its columns; stars further in and of count() are none of its own") {
  Draft draft;
  model::View view;
  view.name = {"public", "v"};
  draft.schema.views.put(view);
  SECTION("at the top") {
    draft.statement("CREATE VIEW v AS SELECT t.* FROM t");
    CHECK(draft.codes() == Codes{Code::select_star});
  }
  SECTION("in an arm") {
    draft.statement("CREATE OR REPLACE VIEW public.v AS SELECT a FROM t UNION ALL SELECT * FROM u");
    CHECK(draft.codes() == Codes{Code::select_star});
  }
  SECTION("of a sub-select and of count()") {
    draft.statement(
        "CREATE VIEW v AS SELECT a, count(*) FROM (SELECT * FROM t) s WHERE EXISTS (SELECT * FROM u) GROUP BY a");
    CHECK(draft.codes().empty());
  }
}

TEST_CASE("a view over a table with row-level security asks as its caller") {
  Draft draft;
  draft.table("t", {}).row_security = true;
  draft.schema.policies.put({{"public", "t"}, "p", true, model::Policy::Command::all, {}, {}, {}, {}});
  model::View view;
  view.name = {"public", "v"};
  draft.schema.dependencies[view.id()] = {model::column_id({"public", "t"}, "id")};
  draft.schema.views.put(view);
  CHECK(draft.codes() == Codes{Code::view_bypasses_policies});
  draft.options.errors = default_errors();
  CHECK(draft.diagnostics().has_errors());
  view.options["security_invoker"] = "true";
  draft.schema.views.put(view);
  CHECK(draft.codes().empty());
}

TEST_CASE("a function that lends its owner's rights says where it looks for names") {
  const auto codes_of = [](const std::string& options) {
    Draft draft;
    model::Function function;
    function.name = {"public", "f"};
    function.definition = "CREATE OR REPLACE FUNCTION public.f()\n RETURNS integer\n LANGUAGE sql\n" + options +
                          "AS $function$ SELECT 1 $function$";
    draft.schema.functions.put(function);
    return draft.codes();
  };
  CHECK(codes_of(" SECURITY DEFINER\n") == Codes{Code::loose_search_path});
  CHECK(codes_of(" SECURITY DEFINER\n SET work_mem TO '1MB'\n") == Codes{Code::loose_search_path});
  CHECK(codes_of(" SECURITY DEFINER\n SET search_path TO 'pg_catalog', 'public'\n").empty());
  CHECK(codes_of("").empty());
}

TEST_CASE("policies and row-level security go together") {
  Draft draft;
  model::Table& table = draft.table("t", {});
  table.row_security = true;
  CHECK(draft.codes() == Codes{Code::no_policy});
  model::Policy policy{{"public", "t"}, "p", false, model::Policy::Command::all, {}, {}, {}, {}};
  draft.schema.policies.put(policy);
  CHECK(draft.codes() == Codes{Code::no_policy});
  policy.permissive = true;
  draft.schema.policies.put(policy);
  CHECK(draft.codes().empty());
  table.row_security = false;
  CHECK(draft.codes() == Codes{Code::idle_policy});
}

TEST_CASE("a setting that a policy or a default takes as text is said, one that refuses an empty text is not") {
  Draft draft;
  model::Table& table = draft.table("notes", {Draft::column("tenant", "text")});
  table.row_security = true;
  table.columns.back().default_expression = "current_setting('app.tenant'::text)";
  draft.schema.policies.put({{"public", "notes"},
                             "own",
                             true,
                             {},
                             {},
                             "(tenant = current_setting('app.tenant'::text))",
                             "(tenant = current_setting('app.writer'::text))",
                             {}});
  CHECK(draft.codes() == Codes{Code::setting_as_text, Code::setting_as_text, Code::setting_as_text});
  CHECK(draft.diagnostics().list().front().message ==
        "the default of column public.notes.tenant takes `app.tenant` as it is: where a transaction forgets to set it, "
        "it "
        "may be the empty text of an earlier one of the session");
  Draft guarded;
  model::Table& other = guarded.table("notes", {Draft::column("tenant", "text")});
  other.row_security = true;
  other.columns.back().default_expression = "NULLIF(current_setting('app.tenant'::text, true), ''::text)";
  guarded.schema.policies.put(
      {{"public", "notes"}, "own", true, {}, {}, "(id = (current_setting('app.tenant'::text))::bigint)", {}, {}});
  CHECK(guarded.codes().empty());
}

TEST_CASE("what PUBLIC may do with rows is said, what it may call is not") {
  Draft draft;
  const model::ObjectId table = draft.table("t", {}).id();
  draft.schema.grants[table].given = {{"", false, "SELECT", false, ""}, {"app", false, "INSERT", false, ""}};
  CHECK(draft.codes() == Codes{Code::granted_to_all});
  draft.schema.grants.clear();
  draft.schema.grants[{Kind::function, "public", {}, "f()"}].given = {{"", false, "EXECUTE", false, ""}};
  CHECK(draft.codes().empty());
}

TEST_CASE("names that need quotes, and names of the house") {
  Draft draft;
  draft.table("order", {Draft::column("Born In", "text"), Draft::column("fine", "text")});
  CHECK(draft.codes() == Codes{Code::quoted_name, Code::quoted_name});
  Draft house;
  house.table("people", {Draft::column("a", "text")});
  house.options.names = {{Kind::table, "[a-z]+s"}, {Kind::index, "idx_{table}_.+"}};
  house.schema.indexes.put(house.index("idx_people_a", "people", {"a"}));
  CHECK(house.codes() == Codes{Code::house_name});
  house.options.names[Kind::table] = "[a-z]+";
  CHECK(house.codes().empty());
  house.schema.indexes.put(house.index("people_a", "people", {"a", "id"}));
  CHECK(house.codes() == Codes{Code::redundant_index, Code::house_name});
  CHECK_FALSE(is_pattern("a("));
  CHECK(is_pattern("{table}_id"));
}

TEST_CASE("what the options allow is not said, and what they allow in vain is") {
  Draft draft;
  draft.table("t", {Draft::column("a", "json")});
  draft.options.allowed = {Code::plain_json};
  CHECK(draft.codes().empty());
  draft.options.allowed = {Code::plain_json, Code::money_type};
  draft.options.place = {"schemac.toml", 7, 1};
  const Diagnostics found = draft.diagnostics();
  REQUIRE(found.list().size() == 1);
  CHECK(found.list().front().code == Code::stale_allow);
  CHECK(found.list().front().place.line == 7);
  draft.options.allowed = {};
  draft.options.errors = {Code::plain_json};
  CHECK(draft.diagnostics().has_errors());
}

}  // namespace schemac::lint

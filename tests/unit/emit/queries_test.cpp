// Functions of queries: their signatures, what is sent, and names and types that cannot be C++.
#include <algorithm>

#include <catch2/catch.hpp>

#include "emit/generate.hpp"
#include "emit/leftovers.hpp"
#include "emit/names.hpp"
#include "emit/output_names.hpp"
#include "emit/server_types.hpp"
#include "unit/emit/sample.hpp"

using namespace schemac;
using Catch::Contains;

namespace {

model::QueryType type(const std::string& name, bool array = false) { return {{"pg_catalog", name}, array, false}; }

/// `SELECT … WHERE a = $1`, without a parameter.
model::Query query(std::string name, model::QueryCommand command, std::vector<model::QueryColumn> columns) {
  model::Query made;
  made.name = std::move(name);
  made.command = command;
  made.sql = made.written = "SELECT something";
  made.place = {"schema/queries/sales.sql", 3, 10};
  made.written_place = {"schema/queries/sales.sql", 4, 1};
  made.columns = std::move(columns);
  return made;
}

void add_parameter(model::Query& query, const std::string& name, const model::QueryType& of, bool nullable = false) {
  query.parameters.push_back({name, nullable, of, {"schema/queries/sales.sql", 5, 1}});
  query.sql += " " + std::to_string(query.parameters.size());
  const std::string spelled = "$" + std::to_string(query.parameters.size());
  query.placeholders.push_back({query.sql.size(), spelled.size(), name.size() + 1, query.parameters.size() - 1});
  query.sql += spelled;
}

model::Declared with(std::vector<model::Query> queries) {
  model::Declared declared = tests::sample();
  declared.queries.push_back({"schema/queries/sales.sql", std::move(queries)});
  return declared;
}

/// The only thing that is found.
Diagnostic refused(const model::Declared& declared) {
  const tests::Folder folder;
  Diagnostics diagnostics;
  CHECK_FALSE(emit::generate(declared, tests::options_for(folder), diagnostics));
  REQUIRE(diagnostics.list().size() == 1);
  CHECK(std::filesystem::is_empty(folder.path()));
  return diagnostics.list().front();
}

constexpr auto kMany = model::QueryCommand::many;

}  // namespace

TEST_CASE("each command has its result, on an executor and in a pipeline") {
  const std::vector<model::QueryColumn> columns{{"id", false, type("int8")}, {"what", true, type("text")}};
  std::vector<model::Query> queries;
  queries.push_back(query("the_one", model::QueryCommand::one, columns));
  queries.push_back(query("maybe_one", model::QueryCommand::optional, columns));
  queries.push_back(query("all_of", kMany, columns));
  queries.push_back(query("do_it", model::QueryCommand::exec, columns));
  queries.push_back(query("count_it", model::QueryCommand::execrows, {}));
  queries[2].has_cursor = true;
  queries[2].comment = "All of them.\nReally.";
  const tests::Folder folder;
  tests::generate_into(folder, with(std::move(queries)));
  const std::string header = folder.read("queries/sales.hpp");
  CHECK_THAT(header, Contains("namespace shop::queries {"));
  CHECK_THAT(header, Contains("struct TheOneRow {\n  std::int64_t id{};\n  std::optional<std::string> what{};\n"));
  CHECK_THAT(header, Contains("[[nodiscard]] TheOneRow the_one(schemac::runtime::Executor& executor);\n"));
  CHECK_THAT(header, Contains("Pending<TheOneRow> the_one(schemac::runtime::Pipeline& pipeline);\n"));
  CHECK_THAT(header, Contains("[[nodiscard]] std::optional<MaybeOneRow> maybe_one("));
  CHECK_THAT(header, Contains("/// All of them.\n/// Really.\n[[nodiscard]] std::vector<AllOfRow> all_of("));
  CHECK_THAT(header, Contains("schemac::runtime::RowStream<AllOfRow> stream_all_of("));
  CHECK_THAT(header, !Contains("stream_the_one"));
  CHECK_THAT(header, Contains("\nvoid do_it(schemac::runtime::Executor& executor);\n") && !Contains("DoItRow"));
  CHECK_THAT(header, Contains("\nstd::int64_t count_it(schemac::runtime::Executor& executor);\n"));
  const std::string source = folder.read("queries/sales.cpp");
  CHECK_THAT(source, Contains("kAllOf{R\"sql(/* name: all_of */ SELECT something)sql\"}"));
  CHECK_THAT(folder.read("schemac_contract.cpp"), Contains("#include \"queries/sales.hpp\""));
}

TEST_CASE("parameters travel as what they are, and arrays say so") {
  model::Query made = query("put", model::QueryCommand::exec, {});
  add_parameter(made, "small", type("int2"));
  add_parameter(made, "texts", type("varchar", true));
  add_parameter(made, "maybe", type("timestamptz"), true);
  add_parameter(made, "size", {{"shop", "size"}, false, false}, true);
  add_parameter(made, "sizes", {{"shop", "size"}, true, false});
  add_parameter(made, "odd", {{"odd schema", "pair"}, false, false});
  add_parameter(made, "executor", type("jsonb"));
  model::Declared declared = with({});
  declared.queries[0].queries.push_back(made);
  const tests::Folder folder;
  tests::generate_into(folder, declared);
  const std::string header = folder.read("queries/sales.hpp");
  CHECK_THAT(
      header,
      Contains("void put(schemac::runtime::Executor& executor, std::int16_t small, const "
               "std::vector<std::string>& texts, const std::optional<schemac::runtime::TimestampTz>& maybe, const "
               "std::optional<::shop::Size>& size, const std::vector<::shop::Size>& sizes, const std::string& "
               "odd, const schemac::runtime::Json& executor_value);"));
  CHECK_THAT(header, Contains("#include \"../parts/sizes.hpp\""));
  CHECK_THAT(folder.read("queries/sales.cpp"),
             Contains("1$1 2($2::pg_catalog.\"varchar\"[]) 3$3 4$4 5($5::shop.size[]) 6$6 7$7)sql\""));
}

TEST_CASE("elements that may be NULL are optionals") {
  model::Query made = query("gaps", model::QueryCommand::one, {{"labels", true, type("text", true), true}});
  add_parameter(made, "points", type("int4", true));
  made.parameters[0].nullable_elements = true;
  const tests::Folder folder;
  tests::generate_into(folder, with({made}));
  const std::string header = folder.read("queries/sales.hpp");
  CHECK_THAT(header, Contains("std::optional<std::vector<std::optional<std::string>>> labels{};"));
  CHECK_THAT(header, Contains("const std::vector<std::optional<std::int32_t>>& points);"));
  CHECK_THAT(header, Contains("#include <optional>") && Contains("#include <vector>"));
  CHECK_THAT(folder.read("queries/sales.cpp"), Contains("1($1::pg_catalog.int4[])"));
}

TEST_CASE("a parameter that is called as what stands beside it in generated code has another name there") {
  model::Query made = query("a", kMany, {{"id", false, type("int4")}});
  for (const char* name : {"kA", "AShape", "pipeline", "pipeline_value", "executor", "kB"})
    add_parameter(made, name, type("int4"));
  const tests::Folder folder;
  tests::generate_into(folder, with({made}));
  CHECK_THAT(folder.read("queries/sales.cpp"),
             Contains("rt::rows<AShape>(executor, kA, rt::values(kA_value, AShape_value, pipeline_value_value, "
                      "pipeline_value, executor_value, kB))"));
}

TEST_CASE("names that differ in capitals alone go together where nobody sees what would be called alike") {
  const tests::Folder folder;
  tests::generate_into(folder, with({query("Account", model::QueryCommand::exec, {}),
                                     query("account", model::QueryCommand::one, {{"id", false, type("int4")}})}));
  const std::string source = folder.read("queries/sales.cpp");
  CHECK_THAT(source,
             Contains("kAccount{R\"sql(/* name: Account */") && Contains("kAccount2{R\"sql(/* name: account */"));
  CHECK_THAT(source, Contains("rt::one<AccountShape>(executor, kAccount2, "));
  const Diagnostic found = refused(
      with({query("account", model::QueryCommand::exec, {}), query("kAccount", model::QueryCommand::exec, {})}));
  CHECK(found.code == Code::generated_clash);
}

TEST_CASE("types of the server are words of the vocabulary; others are read as text that the query casts") {
  const emit::EnumNames enums{{{"public", "size"}, {"shop", "Size", "schema/shop.hpp"}}};
  const auto word = [&](const model::QualifiedName& name) {
    return emit::column_type({name, false, false}, enums).word;
  };
  CHECK(word({"pg_catalog", "int4"}) == model::TypeWord::integer);
  CHECK(word({"pg_catalog", "name"}) == model::TypeWord::text);
  CHECK(word({"public", "int4"}) == model::TypeWord::custom);
  CHECK(word({"extensions", "citext"}) == model::TypeWord::citext);
  CHECK(word({"public", "size"}) == model::TypeWord::enumeration);
  CHECK(word({"pg_catalog", "record"}) == model::TypeWord::custom);
  CHECK(emit::is_readable({{"public", "size"}, true, false}, enums));
  CHECK(emit::is_readable({{"pg_catalog", "tsvector"}, false, false}, enums));
  CHECK(emit::is_readable({{"pg_catalog", "tsquery"}, true, false}, enums));
  CHECK_FALSE(emit::is_readable({{"pg_catalog", "record"}, false, false}, enums));
  CHECK_FALSE(emit::is_readable({{"pg_catalog", "int4"}, true, true}, enums));
  for (const emit::TypeSpelling& row : emit::type_table()) {
    if (row.word == model::TypeWord::enumeration || row.word == model::TypeWord::custom) continue;
    // Each word is that of some type.
    INFO(row.vocabulary);
    bool found = row.word == model::TypeWord::citext;
    for (const char* name : {"bool",
                             "int2",
                             "int4",
                             "int8",
                             "float4",
                             "float8",
                             "numeric",
                             "money",
                             "text",
                             "varchar",
                             "bpchar",
                             "bytea",
                             "uuid",
                             "date",
                             "time",
                             "timetz",
                             "timestamp",
                             "timestamptz",
                             "interval",
                             "json",
                             "jsonb",
                             "xml",
                             "inet",
                             "cidr",
                             "macaddr",
                             "macaddr8",
                             "bit",
                             "varbit",
                             "point",
                             "line",
                             "lseg",
                             "box",
                             "path",
                             "polygon",
                             "circle",
                             "tsvector",
                             "tsquery",
                             "pg_lsn",
                             "oid",
                             "int4range",
                             "int8range",
                             "numrange",
                             "daterange",
                             "tsrange",
                             "tstzrange",
                             "int4multirange",
                             "int8multirange",
                             "nummultirange",
                             "tsmultirange",
                             "tstzmultirange",
                             "datemultirange"})
      found = found || word({"pg_catalog", name}) == row.word;
    CHECK(found);
  }
}

TEST_CASE("a column without a name, with a name that is none, or with that of another, is refused at its place") {
  model::Query made = query("q", kMany, {{"?column?", false, type("int4")}});
  Diagnostic found = refused(with({made}));
  CHECK(found.code == Code::query_column);
  CHECK(found.place == Place{"schema/queries/sales.sql", 4, 1});
  made.target_places = {{"schema/queries/sales.sql", 9, 9}};
  CHECK(refused(with({made})).place == Place{"schema/queries/sales.sql", 9, 9});
  for (const char* name : {"class", "Two words", "a__b", "std", "QRow", "3", "größe"}) {
    INFO(name);
    CHECK(refused(with({query("q", kMany, {{name, false, type("int4")}})})).code == Code::query_column);
  }
  found = refused(with({query("q", kMany, {{"id", false, type("int4")}, {"id", false, type("int4")}})}));
  CHECK(found.code == Code::query_column);
  CHECK_THAT(found.message, Contains("a second column `id`"));
  CHECK(found.hint == "list the columns instead of `*`, one of them under another name with `AS`");
  made = query("q", kMany, {{"id", false, type("int4")}, {"id", false, type("int4")}});
  made.target_places = {{"schema/queries/sales.sql", 9, 9}, {"schema/queries/sales.sql", 9, 13}};
  CHECK(refused(with({made})).hint == "give one of them another name with `AS`");
}

TEST_CASE("a column of a type for which there is no C++ is refused, with what to write instead") {
  Diagnostic found = refused(with({query("q", kMany, {{"both", true, {{"public", "pair"}, true, false}}})}));
  CHECK(found.code == Code::query_type);
  CHECK_THAT(found.message, Contains("`public.pair[]`"));
  CHECK_THAT(found.hint, Contains("`both::text[] AS both`"));
  model::QueryType threes = type("int4", true);
  threes.of_domain = true;
  found = refused(with({query("q", kMany, {{"threes", true, threes}})}));
  CHECK(found.message == "column `threes` is an array of a domain over `pg_catalog.int4`, for which there is no C++");
  CHECK(found.hint == "cast it to an array of what the domain is over: `threes::pg_catalog.int4[] AS threes`");
  threes.domain = {"public", "positive"};
  found = refused(with({query("q", kMany, {{"threes", true, threes}})}));
  CHECK(
      found.message ==
      "column `threes` is an array of the domain `public.positive` over `pg_catalog.int4`, for which there is no C++");
  // Of a column that is there twice (`p.*, p.both`) it is said once, beside that.
  const tests::Folder twice;
  Diagnostics diagnostics;
  const model::QueryColumn both{"both", true, {{"public", "pair"}, false, false}};
  CHECK_FALSE(emit::generate(with({query("q", kMany, {both, both})}), tests::options_for(twice), diagnostics));
  REQUIRE(diagnostics.list().size() == 2);
  CHECK(diagnostics.list()[0].code == Code::query_type);
  CHECK(diagnostics.list()[1].code == Code::query_column);
  found = refused(with({query("q", kMany, {{"forget", true, type("void")}})}));
  CHECK(found.code == Code::query_type);
  CHECK_THAT(found.hint, Contains(":exec"));
  // Where nobody reads them, columns may be anything.
  const tests::Folder folder;
  tests::generate_into(folder, with({query("q", model::QueryCommand::exec, {{"?column?", true, type("void")}})}));
}

TEST_CASE("names of queries and parameters that cannot be C++ are refused at their place") {
  for (const char* name : {"delete", "my-query", "_q", "schemac"}) {
    INFO(name);
    const Diagnostic found = refused(with({query(name, model::QueryCommand::exec, {})}));
    CHECK(found.code == Code::bad_query);
    CHECK(found.place == Place{"schema/queries/sales.sql", 3, 10});
  }
  model::Query made = query("q", model::QueryCommand::exec, {});
  add_parameter(made, "new", type("int4"));
  const Diagnostic found = refused(with({made}));
  CHECK(found.code == Code::bad_query);
  CHECK(found.place == Place{"schema/queries/sales.sql", 5, 1});
}

TEST_CASE("names of generated code that meet are told with both places") {
  Diagnostic found = refused(with({query("busy_users", kMany, {{"a", false, type("int4")}}),
                                   query("busyUsers", kMany, {{"a", false, type("int4")}})}));
  CHECK(found.code == Code::generated_clash);
  CHECK_THAT(found.message, Contains("`BusyUsersRow`"));
  REQUIRE(found.notes.size() == 1);

  found = refused(
      with({query("rows", kMany, {{"a", false, type("int4")}}), query("stream_rows", model::QueryCommand::exec, {})}));
  CHECK_THAT(found.message, Contains("`stream_rows`"));

  model::Declared declared = with({});
  declared.queries.push_back({"schema/shop.sql", {}});
  CHECK_THAT(refused(declared).message, Contains("shop.cpp"));
  declared = with({});
  declared.entities[2].name = "queries";
  CHECK_THAT(refused(declared).message, Contains("the namespace of all queries"));
}

TEST_CASE("what a file of queries gave goes when the file does") {
  const tests::Folder folder;
  tests::generate_into(folder, with({query("q", model::QueryCommand::exec, {})}));
  CHECK(emit::leftovers(with({}), tests::options_for(folder)).empty());
  std::vector<std::string> names;
  for (const auto& path : emit::leftovers(tests::sample(), tests::options_for(folder)))
    names.push_back(path.lexically_relative(folder.path()).string());
  CHECK(names == std::vector<std::string>{"queries/sales.cpp", "queries/sales.hpp"});
}

TEST_CASE("names are camelled for types") {
  CHECK(emit::upper_camel("busiest_users") == "BusiestUsers");
  CHECK(emit::upper_camel("BusiestUsers") == "BusiestUsers");
  CHECK(emit::upper_camel("a1_b2") == "A1B2");
}

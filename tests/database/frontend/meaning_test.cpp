// What the front end declares is what PostgreSQL makes of it: types and constraints are spelled as the catalog spells
// them, and nothing is missing or there twice. Expressions alone are the user's, and PostgreSQL writes them its way.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "elaborate/elaborate.hpp"
#include "support/private_server.hpp"
#include "unit/frontend/project.hpp"

namespace schemac::frontend::tests {
namespace {

/// A role that policies name, for as long as the test needs it.
class Role {
 public:
  explicit Role(std::string name) : name_(std::move(name)) {
    schemac::tests::run_sql(schemac::tests::server_url(), "CREATE ROLE " + name_ + " NOLOGIN");
  }
  ~Role() { schemac::tests::run_sql(schemac::tests::server_url(), "DROP ROLE " + name_); }
  Role(const Role&) = delete;
  Role& operator=(const Role&) = delete;

 private:
  std::string name_;
};

catalog::Reading meaning(const model::Declared& declared) {
  elaborate::Scratch scratch(schemac::tests::server_url());
  Diagnostics diagnostics;
  std::optional<catalog::Reading> reading = elaborate::elaborate(declared, scratch, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.list()) UNSCOPED_INFO(print(diagnostic, false));
  REQUIRE(reading);
  return std::move(*reading);
}

/// The examples of the reference, each in a namespace of its own, as one schema.
std::string documentation() {
  std::ifstream file(SCHEMAC_SOURCE_DIR "/docs/schema-language.md");
  std::ostringstream text;
  std::string line;
  for (int number = 0; std::getline(file, line);) {
    if (line == "```cpp") {
      text << "namespace example" << number++ << " {\n";
      while (std::getline(file, line) && line != "```") text << line << "\n";
      text << "}\n";
    }
  }
  return text.str();
}

void plain(model::Table& table) {
  for (model::Column& column : table.columns) {
    // A default that the user wrote is spelled anew; that there is one is all that can be held.
    if (column.default_expression) column.default_expression = "…";
    if (column.generated_expression) column.generated_expression = "…";
  }
}
void plain(model::Check& check) { check.expression.clear(); }
void plain(model::IndexKey& key) {
  if (!key.expression.empty()) key.expression = "…";
  key.opclass.reset();
}
void plain(model::Index& index) {
  for (model::IndexKey& key : index.keys) plain(key);
  if (index.predicate) index.predicate = "…";
}
void plain(model::Exclusion& exclusion) {
  for (model::Exclusion::Element& element : exclusion.elements) plain(element.key);
  if (exclusion.predicate) exclusion.predicate = "…";
}
void plain(model::Policy& policy) {
  if (policy.using_expression) policy.using_expression = "…";
  if (policy.with_check) policy.with_check = "…";
}
void plain(model::Extension& extension) { extension.version.clear(); }
template <class K>
void plain(K&) {}

template <class K>
void same(const model::Objects<K>& declared, const model::Objects<K>& read) {
  for (auto [id, object] : declared) {
    INFO(model::describe(id));
    const K* const found = read.find(id);
    REQUIRE(found != nullptr);
    K other = *found;
    plain(object);
    plain(other);
    CHECK(object == other);
  }
  for (const auto& [id, object] : read) {
    const bool is_public = id.kind == model::Kind::namespace_ && id.name == "public";
    INFO(model::describe(id));
    CHECK((is_public || declared.find(id) != nullptr));
  }
}

void means_what_it_says(const model::Declared& declared) {
  const catalog::Reading reading = meaning(declared);
  CHECK(reading.unmodelled.empty());
  model::for_each_kind(declared.schema, reading.schema,
                       [](const auto& before, const auto& after) { same(before, after); });
}

}  // namespace

TEST_CASE("the examples of the reference mean to PostgreSQL what they say") {
  const Role auditor("auditor");
  means_what_it_says(declared(documentation()));
}

TEST_CASE("Eventide means to PostgreSQL what it says") {
  Options options;
  options.headers = {"schema/audit_log.hpp", "schema/availability.hpp", "schema/booking.hpp",
                     "schema/mixins.hpp",    "schema/session.hpp",      "schema/user.hpp"};
  options.project_root = SCHEMAC_SOURCE_DIR;
  options.include_directories = {std::filesystem::path(SCHEMAC_SOURCE_DIR) / "compiler" / "dsl"};
  Diagnostics diagnostics;
  const std::optional<model::Declared> eventide = parse(options, diagnostics);
  REQUIRE(eventide);
  means_what_it_says(*eventide);
}

TEST_CASE("every word for a type is spelled as PostgreSQL spells it") {
  const std::vector<std::string> words{"Boolean",
                                       "SmallInt",
                                       "Integer",
                                       "BigInt",
                                       "Real",
                                       "DoublePrecision",
                                       "Numeric<>",
                                       "Numeric<10>",
                                       "Numeric<10, 2>",
                                       "Numeric<5, -2>",
                                       "Money",
                                       "Text",
                                       "Varchar<50>",
                                       "Char<3>",
                                       "CiText",
                                       "Bytea",
                                       "Uuid",
                                       "Date",
                                       "Time",
                                       "TimeTz",
                                       "Timestamp",
                                       "TimestampTz",
                                       "Interval",
                                       "Json",
                                       "Jsonb",
                                       "Xml",
                                       "Inet",
                                       "Cidr",
                                       "MacAddr",
                                       "MacAddr8",
                                       "Bit<8>",
                                       "VarBit<8>",
                                       "Point",
                                       "Line",
                                       "Lseg",
                                       "Box",
                                       "Path",
                                       "Polygon",
                                       "Circle",
                                       "TsVector",
                                       "TsQuery",
                                       "PgLsn",
                                       "Oid",
                                       "Int4Range",
                                       "Int8Range",
                                       "NumRange",
                                       "DateRange",
                                       "TsRange",
                                       "TsTzRange",
                                       "Int4MultiRange",
                                       "Int8MultiRange",
                                       "NumMultiRange",
                                       "DateMultiRange",
                                       "TsMultiRange",
                                       "TsTzMultiRange",
                                       "Enum<Odd>"};
  std::string text = "enum class Odd { select, b };\nstruct Every : Entity {\n";
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += words[i] + " a" + std::to_string(i) + "; ";
    text += "Nullable<" + words[i] + "> b" + std::to_string(i) + "; ";
    text += "Array<" + words[i] + "> c" + std::to_string(i) + ";\n";
  }
  text +=
      "Timestamp p0{precision(0)}; TimestampTz p1{precision(1)}; Time p2{precision(2)}; TimeTz p3{precision(3)};\n"
      "Interval p4{precision(4)}; Text coll{collate(\"C\")}; SmallInt i{identity}; Integer j{identity_always};\n};";
  means_what_it_says(declared(text));
}

TEST_CASE("parts of tables mean to PostgreSQL what they say") {
  const Role reader("reader");
  means_what_it_says(declared(R"cpp(
    struct Target : Entity {
      Integer a;
      Integer b;
      Text code{unique.deferrable()};
      Text mail{unique};
      static constexpr Table table{primary_key(&Target::a, &Target::b).named("key").include(&Target::code)};
    };
    struct Source : Entity {
      BigInt id{primary_key, no_identity};
      Nullable<Integer> a;
      Nullable<Integer> b;
      Text t;
      Jsonb j;
      TsTzRange during;
      BelongsTo<Target> mail{references("mail"), initially_deferred, on_update(cascade)};
      Nullable<BelongsTo<Source>> parent{on_delete(set_null), deferrable};
      TimestampTz at{touch_on_update};
      Date day{touch_on_update};
      static constexpr Table table{
          in_schema("Odd \"schema\""),
          unlogged,
          force_row_security,
          storage_parameter("fillfactor", 70),
          index(&Source::a, desc(&Source::b), nulls_first(&Source::t), nulls_last(desc(&Source::at))),
          index(collate(&Source::t, "C")).include(&Source::a).with("fillfactor", 80).named("Weird Name"),
          index(opclass(&Source::j, "jsonb_path_ops")).using_method(gin).with("fastupdate", "off"),
          index(&Source::at).using_method(brin),
          index(&Source::t).using_method(hash).named("h"),
          unique_index(&Source::t, expression("lower(t)")).where("a > 0").nulls_not_distinct(),
          unique(&Source::a, &Source::b).include(&Source::t).nulls_not_distinct().initially_deferred(),
          check("positive", "a > 0"),
          check("b > 0"),
          exclude(gist, with(&Source::a, "="), with(&Source::during, "&&")).where("b > 0").deferrable(),
          foreign_key(&Source::a, &Source::b)
              .references(&Target::a, &Target::b)
              .on_delete(set_null, &Source::b)
              .on_update(restrict)
              .match_full(),
          policy("see").for_(select).to("reader").using_("a > 0").restrictive(),
          policy("add").for_(insert).with_check("true"),
          policy("all").using_("true").with_check("b > 0"),
      };
    };)cpp"));
}

TEST_CASE("every writer touches what is touched on update") {
  const model::Declared all = declared(
      "struct Item : Entity { Integer id{primary_key}; TimestampTz a{touch_on_update, precision(3)};\n"
      "  Date select{touch_on_update}; Nullable<Timestamp> b{touch_on_update}; Text t{generated_as(\"id::text\")}; };");
  elaborate::Scratch scratch(schemac::tests::server_url());
  Diagnostics diagnostics;
  const std::optional<catalog::Reading> reading = elaborate::elaborate(all, scratch, diagnostics);
  REQUIRE(reading);
  const std::string url = schemac::tests::fresh_database("touch");
  std::string ddl =
      "CREATE TABLE items (id integer primary key, a timestamptz(3), \"select\" date, b timestamp,"
      " t text GENERATED ALWAYS AS (id::text) STORED);";
  for (const auto& [id, function] : reading->schema.functions) ddl += function.definition + ";";
  for (const auto& [id, trigger] : reading->schema.triggers)
    ddl += "CREATE TRIGGER \"" + trigger.name +
           "\" BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION "
           "touch_on_update('" +
           trigger.arguments.front() + "');";
  schemac::tests::run_sql(url, ddl + "INSERT INTO items VALUES (1, '2000-01-01', '2000-01-01', NULL);");
  CHECK(schemac::tests::run_sql(url,
                                "SET search_path = ''; SET timezone = 'America/New_York';"
                                "BEGIN; UPDATE public.items SET id = 7;"
                                "SELECT id, a = now()::timestamptz(3), \"select\" = current_date,"
                                "  b = now()::timestamp, t FROM public.items; COMMIT") == "7|t|t|t|7\n");
}

}  // namespace schemac::frontend::tests

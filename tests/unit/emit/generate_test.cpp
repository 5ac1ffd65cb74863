#include "emit/generate.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "emit/file_view.hpp"
#include "unit/emit/sample.hpp"

using namespace schemac;
using Catch::Contains;

namespace {

/// The only thing that is found in a schema, after a change to the sample.
template <class Change>
Diagnostic refused(Change change) {
  model::Declared declared = tests::sample();
  change(declared);
  const tests::Folder folder;
  Diagnostics diagnostics;
  CHECK_FALSE(emit::generate(declared, tests::options_for(folder), diagnostics));
  REQUIRE(diagnostics.list().size() == 1);
  CHECK(diagnostics.list()[0].code == Code::generated_clash);
  CHECK(std::filesystem::is_empty(folder.path()));
  return diagnostics.list()[0];
}

}  // namespace

TEST_CASE("each schema header gives a pair of files, whatever is in it, and all share a contract") {
  CHECK(emit::output_files({"schema/b.hpp", "schema/parts/a.hpp", "elsewhere/c.hpp"}, "schema") ==
        std::vector<std::string>{"b.cpp", "b.hpp", "c.cpp", "c.hpp", "parts/a.cpp", "parts/a.hpp",
                                 "schemac_contract.cpp", "schemac_contract.hpp", "schemac_manifest.json"});
  model::Declared declared = tests::sample();
  declared.headers.emplace_back("schema/mixins.hpp");
  const tests::Folder folder;
  tests::generate_into(folder, declared);
  for (const std::string& file : emit::output_files(emit::sources_of(declared), "schema"))
    CHECK(std::filesystem::exists(folder.path() / file));
}

TEST_CASE("the same schema gives the same bytes wherever they go") {
  const tests::Folder one, other;
  tests::generate_into(one, tests::sample());
  tests::generate_into(other, tests::sample());
  for (const char* file : {"shop.hpp", "shop.cpp", "parts/sizes.hpp", "schemac_contract.cpp", "schemac_contract.hpp",
                           "schemac_manifest.json"}) {
    CHECK(one.read(file) == other.read(file));
    CHECK_THAT(one.read(file), !Contains(one.path().string()));
  }
}

TEST_CASE("a row has what the table has, a new row only what the database cannot fill in") {
  const tests::Folder folder;
  tests::generate_into(folder, tests::sample());
  const std::string header = folder.read("shop.hpp");
  CHECK_THAT(header, Contains("#include \"parts/sizes.hpp\""));
  CHECK_THAT(header, Contains("  /// Where to write to.\n  /// Never shown\n  std::string email{};\n"));
  CHECK_THAT(header, Contains("  ::shop::Size Size{};\n"));
  CHECK_THAT(header, Contains("  schemac::runtime::Required<std::string> email;\n"));
  CHECK_THAT(header, Contains("  schemac::runtime::Change<std::int64_t> id{};\n"));
  CHECK_THAT(header, Contains("  std::optional<std::string> class_{};\n"));
  CHECK_THAT(header, Contains("  schemac::runtime::Change<std::optional<std::string>> limit{};\n"));
  CHECK_THAT(header, Contains("std::optional<Customer> find_by_limit(const std::string& limit_value"));
  CHECK_THAT(header, !Contains("TagPatch"));
}

TEST_CASE("statements quote what needs it and carry the predicate of a partial key") {
  const tests::Folder folder;
  tests::generate_into(folder, tests::sample());
  const std::string source = folder.read("shop.cpp");
  CHECK_THAT(source, Contains("FROM shop.customers WHERE email = $1::public.citext AND (deleted_at IS NULL))sql\""));
  CHECK_THAT(source, Contains("SELECT id, email, \"select\", \"Size\", \"limit\", deleted_at FROM shop.customers"));
  CHECK_THAT(source, Contains("area::text"));
  CHECK_THAT(source, Contains("FROM shop.\"Lines of an order\" WHERE (customer_id, \"position\") > ($1, $2)"));
  CHECK_THAT(source, Contains("SET deleted_at = now() WHERE id = $1 AND deleted_at IS NULL"));
  CHECK_THAT(source, !Contains("Contains total = "));
}

TEST_CASE("a predicate that ends in a comment does not swallow the statement") {
  model::Declared declared = tests::sample();
  declared.entities[0].unique_keys[0].predicate = "deleted_at IS NULL -- )sql\"";
  const tests::Folder folder;
  tests::generate_into(folder, declared);
  CHECK_THAT(folder.read("shop.cpp"), Contains("AND (deleted_at IS NULL -- )sql\"\n))sql1\""));
}

TEST_CASE("a finder that two keys would give goes by the key's name the second time") {
  model::Declared declared = tests::sample();
  declared.entities[0].unique_keys.push_back({"uq_open", {"email"}, "\"limit\" IS NULL"});
  const tests::Folder folder;
  tests::generate_into(folder, declared);
  CHECK_THAT(folder.read("shop.hpp"), Contains("find_by_email(") && Contains("find_by_uq_open("));
}

TEST_CASE("what is hashed or encrypted is found by nothing") {
  model::Declared declared = tests::sample();
  declared.entities[0].fields[1].hashed = true;
  const tests::Folder folder;
  tests::generate_into(folder, declared);
  CHECK_THAT(folder.read("shop.hpp"), !Contains("find_by_email(") && Contains("schemac::runtime::PasswordHash"));
}

TEST_CASE("an entity that is called as a generated type is refused, with both places") {
  const Diagnostic found = refused([](model::Declared& declared) {
    declared.entities[2].name = "NewCustomer";
    declared.entities[2].place.line = 40;
  });
  CHECK(
      found.message ==
      "entity `NewCustomer` and what is made of entity `Customer` would both be `shop::NewCustomer` in generated code");
  CHECK(found.place.line == 40);
  REQUIRE(found.notes.size() == 1);
  CHECK(found.notes[0].place.line == 7);
}

TEST_CASE("a name that generated code needs is refused") {
  const Diagnostic found = refused([](model::Declared& declared) { declared.entities[2].name = "std"; });
  CHECK(found.message == "entity `std` cannot be called `std`: generated code uses that name");
}

TEST_CASE("two headers that would give one file are refused") {
  refused([](model::Declared& declared) { declared.headers.emplace_back("other/shop.hpp"); });
  refused([](model::Declared& declared) { declared.headers.emplace_back("schema/parts_sizes.hpp"); });
  refused([](model::Declared& declared) { declared.headers.emplace_back("schema/schemac_contract.hpp"); });
}

TEST_CASE("two enumerations that would be parsed by one function are refused") {
  refused([](model::Declared& declared) {
    declared.enumerations.push_back(declared.enumerations[0]);
    declared.enumerations[0].name = "HTTPKind";
    declared.enumerations[1].name = "HttpKind";
    declared.enumerations[1].type.name = "other";
  });
}

TEST_CASE("a field that is called as its entity is refused") {
  const Diagnostic found = refused([](model::Declared& declared) { declared.entities[2].fields[0].name = "Tag"; });
  CHECK(found.message == "field `Tag` is called as its entity; in generated code `Tag` is the row");
}

TEST_CASE("what a macro is called nothing in generated code can be") {
  const Diagnostic field = refused([](model::Declared& declared) { declared.entities[2].fields[0].name = "errno"; });
  CHECK_THAT(field.message, Contains("`errno` is a macro"));
  CHECK_THAT(field.hint, Contains("column_name"));
  const Diagnostic label =
      refused([](model::Declared& declared) { declared.enumerations[0].enumerators[0].name = "linux"; });
  CHECK_THAT(label.message, Contains("`linux` is a macro"));
  const Diagnostic type = refused([](model::Declared& declared) { declared.enumerations[0].name = "unix"; });
  CHECK_THAT(type.message, Contains("`unix` is a macro"));
}

TEST_CASE("a relation is called neither as a macro nor as a column") {
  const auto related = [](const std::string& name) {
    return refused([&](model::Declared& declared) {
      model::Relation relation;
      relation.name = name;
      relation.target = declared.entities[0].table;
      declared.entities[2].relations.push_back(std::move(relation));
    });
  };
  CHECK_THAT(related("linux").message, Contains("`linux` is a macro"));
  const std::string field = tests::sample().entities[2].fields[0].name;
  CHECK_THAT(related(field).message, Contains("would both be `" + field + "` in generated code"));
}

TEST_CASE("two lookups that would have one name are refused") {
  refused([](model::Declared& declared) {
    for (int i = 0; i < 2; ++i) declared.entities[0].unique_keys.push_back({"uq_same", {"select"}, "id > 0"});
    declared.entities[0].unique_keys.push_back({"uq_same", {"select"}, "id > 1"});
  });
}

TEST_CASE("a foreign key that only the table declares has a lister, too") {
  model::Declared declared = tests::sample();
  model::ForeignKey key;
  key.table = declared.entities[1].table;
  key.name = "fk_area";
  key.columns = {"area", "position"};
  declared.schema.foreign_keys.put(key);
  key.name = "fk_customer";
  key.columns = {"customer_id"};
  declared.schema.foreign_keys.put(key);
  const tests::Folder folder;
  tests::generate_into(folder, declared);
  const std::string header = folder.read("shop.hpp");
  CHECK_THAT(header, Contains("list_by_area_and_position(") && Contains("list_by_customer("));
  CHECK_THAT(header, !Contains("list_by_customer_id("));
}

// `schemac init` and `schemac generate`: what is written, what is left alone, what is refused.
#include <catch2/catch.hpp>

#include <filesystem>

#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;
using Catch::StartsWith;
namespace fs = std::filesystem;

constexpr const char* kHeader = "schema/library.hpp";

std::map<std::string, fs::file_time_type> times(const Folder& folder) {
  std::map<std::string, fs::file_time_type> found;
  for (const auto& [name, text] : folder.files()) found[name] = fs::last_write_time(folder.path() / name);
  return found;
}

}  // namespace

TEST_CASE("init makes a project that generates, and never overwrites") {
  const Folder folder;
  folder.write("CMakeLists.txt", "# mine\n");
  CHECK_THAT(folder.succeed({"init"}).err, Contains("wrote schemac.toml") && Contains("kept  CMakeLists.txt"));
  CHECK(folder.read("CMakeLists.txt") == "# mine\n");
  folder.succeed({"generate"});
  CHECK_THAT(folder.read("schema/migrations/0001_initial/up.sql"), Contains("CREATE TABLE public.tasks"));

  const auto before = folder.files();
  CHECK_THAT(folder.fail(1, {"init"}), Contains("[nothing-to-do]"));
  CHECK(folder.files() == before);
}

TEST_CASE("init makes the folder that it is given") {
  const Folder folder;
  folder.succeed({"init", "new place/2nd shop"});
  CHECK_THAT(folder.read("new place/2nd shop/schemac.toml"), Contains("name = \"app_2nd_shop\""));
  CHECK(folder.exists("new place/2nd shop/schema/task.hpp"));
}

TEST_CASE("init in a folder that is called like a keyword of C++ makes a project that compiles") {
  const Folder folder;
  for (const std::string name : {"class", "schemac"}) {
    folder.succeed({"init", name});
    CHECK_THAT(folder.read(name + "/schema/task.hpp"), Contains("namespace " + name + "_::schema {"));
    folder.succeed({"--config", name + "/schemac.toml", "generate"});
  }
}

TEST_CASE("generate writes the migration, the snapshot and the C++, and then has nothing to do") {
  const Library library;
  const Outcome first = library.succeed({"generate"});
  CHECK(first.out.empty());
  CHECK_THAT(first.err, Contains("migration 0001_initial") && Contains("proved up and down"));
  for (const char* file :
       {"schema/migrations/0001_initial/up.sql", "schema/migrations/0001_initial/down.sql",
        "schema/migrations/migrations.sum", "schema/snapshot.json", "generated/library.hpp", "generated/library.cpp",
        "generated/schemac_contract.cpp", "generated/schemac_contract.hpp"}) {
    INFO(file);
    CHECK(library.exists(file));
  }
  CHECK_THAT(library.read("schema/migrations/0001_initial/up.sql"),
             Contains("\"Order\"") && Contains("\"Born In\"") && Contains("\"user\""));

  const auto before = times(library);
  CHECK_THAT(library.succeed({"generate"}).err, Contains("nothing to do"));
  CHECK(times(library) == before);
}

TEST_CASE("generate --check says whether anything is stale, and writes nothing") {
  const Library library;
  library.succeed({"generate"});
  library.succeed({"generate", "--check"});
  library.add_column("Nullable<Text> died_in;");
  const auto before = library.files();
  CHECK_THAT(library.fail(4, {"generate", "--check"}),
             Contains("schema/snapshot.json: error: the schema has changed") && Contains("[stale-output]"));
  CHECK(library.files() == before);

  library.succeed({"generate"});
  library.write("generated/library.cpp", "// by hand\n");
  CHECK_THAT(library.fail(4, {"generate", "--check"}), StartsWith("generated/library.cpp: error:"));
}

TEST_CASE("whatever happened to the generated code since, generate makes it again") {
  const Library library;
  library.succeed({"generate"});
  library.succeed({"generate", "--check"});
  const auto before = library.files();
  const auto stale = [&] {
    CHECK_THAT(library.fail(4, {"generate", "--check"}), Contains("[stale-output]"));
    library.succeed({"generate"});
    CHECK(library.files() == before);
    library.succeed({"generate", "--check"});
  };
  SECTION("edited") {
    library.replace("generated/library.cpp", "rt = ", "rt  = ");
    stale();
  }
  SECTION("gone") {
    fs::remove(library.path() / "generated/library.hpp");
    stale();
  }
  SECTION("of another generation") {
    const std::string former = library.read("generated/library.hpp");
    library.add_column("Nullable<Text> died_in;");
    library.succeed({"generate"});
    library.write("generated/library.hpp", former);
    CHECK_THAT(library.fail(4, {"generate", "--check"}), StartsWith("generated/library.hpp: error:"));
  }
  SECTION("written by a run that kept no record") {
    fs::remove_all(library.path() / ".schemac");
    library.succeed({"generate", "--check"});
    CHECK_FALSE(library.exists(".schemac"));
    CHECK_THAT(library.succeed({"generate"}).err, Contains("nothing to do"));
  }
}

TEST_CASE("what code is made of is looked at, not only what it was made to") {
  const Library library;
  library.succeed({"generate"});
  SECTION("a comment, which no database sees") {
    library.replace(kHeader, "/// Who wrote.", "/// Who writes.");
    CHECK_THAT(library.fail(4, {"generate", "--check"}), Contains("generated/library.hpp"));
    library.succeed({"generate"});
    CHECK_THAT(library.read("generated/library.hpp"), Contains("/// Who writes."));
  }
  SECTION("a template of the project's own") {
    library.write("schemac.toml", library.read("schemac.toml") + "[output]\ntemplates = \"our templates\"\n");
    library.succeed({"generate", "--check"});
    library.write("our templates/contract.cpp.mustache", "// ours\n");
    CHECK_THAT(library.fail(4, {"generate", "--check"}), StartsWith("generated/schemac_contract.cpp: error:"));
    library.succeed({"generate"});
    CHECK(library.read("generated/schemac_contract.cpp") == "// ours\n");
    library.write("our templates/contract.cpp.mustache", "// theirs\n");
    library.succeed({"generate"});
    CHECK(library.read("generated/schemac_contract.cpp") == "// theirs\n");
  }
}

TEST_CASE("generated files whose schema header is gone are removed, and nothing else is") {
  const Library library;
  library.write("schema/shop/till.hpp",
                "#pragma once\n#include <schemac/schema.hpp>\n\nnamespace library::schema {\n"
                "using namespace schemac;\nstruct Till : Entity {\n  Uuid id{primary_key};\n};\n}\n");
  library.write("schemac.toml",
                library.read("schemac.toml") + "[schema]\nheaders = [\"schema/*.hpp\", \"schema/shop/*.hpp\"]\n");
  library.succeed({"generate"});
  REQUIRE(library.exists("generated/shop/till.cpp"));
  library.write("generated/mine.hpp", "// Mine.\n");
  library.write("generated/copy/till.hpp", library.read("generated/shop/till.hpp"));
  fs::remove(library.path() / "schema/shop/till.hpp");
  fs::remove(library.path() / "schema/shop");

  CHECK_THAT(library.fail(4, {"generate", "--check"}),
             Contains("generated/shop/till.hpp: error: no schema header makes this file any more"));
  CHECK(library.exists("generated/shop/till.hpp"));
  CHECK_THAT(library.succeed({"generate", "--allow=deletes-data"}).err, Contains("removed generated/shop/till.hpp"));
  CHECK_FALSE(library.exists("generated/shop/till.hpp"));
  CHECK_FALSE(library.exists("generated/shop/till.cpp"));
  CHECK(library.exists("generated/mine.hpp"));
  CHECK(library.exists("generated/copy/till.hpp"));
  library.succeed({"generate", "--check"});
}

TEST_CASE("a migration has the name that it is given, else one that says what it does") {
  const Library library;
  library.succeed({"generate", "--name", "The First, of MANY"});
  library.add_column("Nullable<Text> died_in;");
  library.succeed({"generate"});
  library.replace(kHeader, "Nullable<Text> died_in;", "");
  library.succeed({"generate", "--allow=deletes-data"});
  CHECK(migrations_of(library) ==
        std::vector<std::string>{"0001_the_first_of_many", "0002_add_authors_died_in", "0003_drop_authors_died_in"});
  library.add_column("Nullable<Text> died_in;");
  CHECK_THAT(library.fail(2, {"generate", "--name", "///"}), Contains("[bad-usage]"));
  CHECK(migrations_of(library).size() == 3);
}

TEST_CASE("generate --code needs no PostgreSQL, and tells a build what it depends on") {
  const Library library;
  fs::create_directory(library.path() / "nothing here");
  library.write("schemac.toml", "name = \"library\"\n[server]\nbinaries = \"nothing here\"\n");
  const Variables nowhere{{"PATH", "/nowhere"}};
  library.succeed({"generate", "--code", "--output", "its code", "--stamp", "stamp", "--depfile", "stamp.d"}, nowhere);
  CHECK(library.exists("its code/library.hpp"));
  CHECK(library.exists("stamp"));
  CHECK_THAT(library.read("stamp.d"),
             Contains("/stamp:") && Contains("/schema/library.hpp") && Contains("schemac\\ test\\ "));
  CHECK_FALSE(library.exists("schema/migrations"));
  CHECK_FALSE(library.exists("schema/snapshot.json"));

  CHECK_THAT(library.fail(1, {"generate"}, nowhere), Contains("[no-server]"));
  CHECK_FALSE(library.exists("schema/migrations"));
}

TEST_CASE("generate --factories writes factories alone, and tells a build what they depend on") {
  const Library library;
  const auto before = library.files();
  library.succeed({"generate", "--factories", "--output", "tests/made", "--stamp", "stamp", "--depfile", "depfile"});
  CHECK_THAT(library.read("tests/made/schemac_factories.hpp"), Contains("#include \"generated/library.hpp\""));
  CHECK_THAT(library.read("depfile"), Contains("schema/library.hpp"));
  CHECK(library.files().size() == before.size() + 4);
  library.succeed({"generate", "--factories", "--output", "tests/made", "--headers", ""});
  CHECK_THAT(library.read("tests/made/schemac_factories.hpp"), Contains("#include \"library.hpp\""));

  CHECK_THAT(library.fail(2, {"generate", "--factories"}), Contains("--output"));
  CHECK_THAT(library.fail(2, {"generate", "--output", "tests/made"}), Contains("--code or --factories"));
  library.fail(2, {"generate", "--factories", "--code", "--output", "tests/made"});
}

TEST_CASE("what deletes data is written only when that is allowed") {
  const Library library;
  library.succeed({"generate"});
  library.replace(kHeader, "  Nullable<Text> born_in{column_name(\"Born In\")};\n", "");
  const auto before = library.files();
  CHECK_THAT(library.fail(5, {"generate"}), Contains("[hazard-refused]") && Contains("`--allow=deletes-data`"));
  CHECK_THAT(library.fail(2, {"generate", "--allow=nonsense"}), Contains("no hazard is called `nonsense`"));
  CHECK(library.files() == before);
  library.succeed({"generate", "--allow=may-fail,deletes-data"});
  CHECK_THAT(library.read("schema/migrations/0002_drop_authors_born_in/up.sql"), Contains("DROP COLUMN \"Born In\""));
}

TEST_CASE("a rename that nobody decided stops generate, and either answer goes on") {
  const Library library;
  library.succeed({"generate"});
  library.replace(kHeader, "  Text reader;", "  Text borrower;");
  const auto before = library.files();
  CHECK_THAT(library.fail(3, {"generate"}), Contains("[rename-undecided]") &&
                                                Contains("--rename public.Order.reader=borrower") &&
                                                Contains("--no-renames"));
  CHECK_THAT(library.fail(2, {"generate", "--rename", "Order.nothing=borrower"}), Contains("[bad-usage]"));
  CHECK(library.files() == before);

  SECTION("it was renamed") {
    library.succeed({"generate", "--rename", "public.Order.reader=borrower"});
    const std::string folder = "schema/migrations/" + migrations_of(library).back();
    CHECK_THAT(library.read(folder + "/up.sql"), Contains("RENAME COLUMN reader TO borrower"));
    CHECK_THAT(library.read(folder + "/down.sql"), Contains("RENAME COLUMN borrower TO reader"));
  }
  SECTION("it is another") {
    library.replace(kHeader, "  Text borrower;", "  Text borrower{default_to(\"nobody\")};");
    library.fail(5, {"generate", "--no-renames"});
    library.succeed({"generate", "--no-renames", "--allow=deletes-data"});
    CHECK_THAT(library.read("schema/migrations/" + migrations_of(library).back() + "/up.sql"),
               Contains("DROP COLUMN reader") && Contains("ADD COLUMN borrower"));
  }
}

TEST_CASE("a migration that the private server refuses is not written") {
  const Library library;
  library.succeed({"generate"});
  // The model has no word for a type of C functions: what takes one is planned, and the type is never made.
  library.write("schema/shades.sql",
                "CREATE TYPE shade;\n"
                "CREATE FUNCTION shade_out(shade) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';\n");
  const auto before = library.files();
  CHECK_THAT(library.fail(1, {"generate"}), Contains("[proof-failed]") && Contains("shade"));
  CHECK(library.files() == before);
}

}  // namespace schemac::tests

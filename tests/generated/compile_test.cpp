// What compilers say to generated code: all of it compiles, and what does not belong together does not.
#include <fstream>

#include <catch2/catch.hpp>

#include "emit/factories.hpp"
#include "emit/output_names.hpp"
#include "generated/compiler.hpp"
#include "support/child.hpp"
#include "support/files.hpp"

using namespace schemac;
namespace fs = std::filesystem;
using Catch::Contains;

namespace {

void write(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

void check_all(const model::Declared& declared) {
  const tests::TemporaryFolder folder;
  tests::generate(declared, folder.path());
  for (const std::string& file : emit::output_files(emit::sources_of(declared), "schema"))
    for (const std::string& compiler : tests::compilers()) {
      if (!file.ends_with(".cpp")) continue;
      INFO(compiler << ": " << file);
      const tests::Compiled compiled = tests::compile(compiler, folder.path() / file);
      CHECK(compiled.output == "");
      CHECK(compiled.well);
    }
}

}  // namespace

TEST_CASE("Eventide's generated code compiles without a warning") { check_all(tests::eventide()); }

TEST_CASE("the second schema's generated code compiles without a warning") { check_all(tests::second_schema()); }

TEST_CASE("an entity that has no key, and rules and secrets, compiles without a warning") {
  const tests::TemporaryFolder folder;
  fs::create_directory(folder.path() / "schema");
  write(folder.path() / "schema" / "log.hpp",
        "#pragma once\n#include <schemac/schema.hpp>\nnamespace app::schema {\nusing namespace schemac;\n"
        "struct Log : Entity {\n  Varchar<20> note{length(2, 20)};\n  Nullable<Text> secret{encrypted, "
        "encrypted_lookup};\n  Text token{encrypted, encrypted_lookup};\n  Nullable<Text> pin{hashed};\n};\n}\n");
  check_all(tests::declared_in(folder.path(), {"schema/log.hpp"}));
}

TEST_CASE("factories compile without a warning, wherever their headers are included from") {
  for (const model::Declared& declared : {tests::eventide(), tests::second_schema()}) {
    const tests::TemporaryFolder folder;
    tests::generate(declared, folder.path() / "generated");
    emit::Options options;
    options.output = folder.path() / "tests";
    options.templates = fs::path(SCHEMAC_SOURCE_DIR) / "templates";
    Diagnostics diagnostics;
    std::optional<StagedFiles> staged = emit::factories(declared, "generated", options, diagnostics);
    REQUIRE(staged);
    staged->commit();
    for (const std::string& compiler : tests::compilers()) {
      INFO(compiler);
      const fs::path testing = fs::path(SCHEMAC_SOURCE_DIR) / "testing/include";
      const tests::Compiled compiled =
          tests::compile(compiler, options.output / emit::kFactoriesSource, {folder.path(), testing});
      CHECK(compiled.output == "");
      CHECK(compiled.well);
    }
  }
}

TEST_CASE("a header and a source of two generations do not compile together, and say so") {
  const tests::TemporaryFolder folder;
  model::Declared declared = tests::eventide();
  tests::generate(declared, folder.path());
  const std::string former = read_file(folder.path() / "booking.cpp").value();
  // The source alone would differ: the header says nothing of a key's predicate.
  for (model::Entity& entity : declared.entities)
    for (model::UniqueKey& key : entity.unique_keys)
      if (entity.name == "Booking") key.predicate = "price > 0";
  tests::generate(declared, folder.path());
  write(folder.path() / "booking.cpp", former);
  for (const std::string& compiler : tests::compilers()) {
    const tests::Compiled compiled = tests::compile(compiler, folder.path() / "booking.cpp");
    CHECK_FALSE(compiled.well);
    CHECK_THAT(compiled.output, Contains("booking.hpp and booking.cpp are of two generations: run `schemac generate`"));
  }
}

TEST_CASE("a pair of files of another generation does not compile with the rest, and says so") {
  const tests::TemporaryFolder folder;
  model::Declared declared = tests::eventide();
  tests::generate(declared, folder.path());
  const std::string header = read_file(folder.path() / "booking.hpp").value();
  const std::string source = read_file(folder.path() / "booking.cpp").value();
  for (model::Entity& entity : declared.entities)
    if (entity.name == "Booking") entity.comment = "Something else.";
  tests::generate(declared, folder.path());
  write(folder.path() / "booking.hpp", header);
  write(folder.path() / "booking.cpp", source);
  const std::string compiler = tests::compilers().front();
  CHECK(tests::compile(compiler, folder.path() / "booking.cpp").well);
  const tests::Compiled compiled = tests::compile(compiler, folder.path() / emit::kContractSource);
  CHECK_FALSE(compiled.well);
  CHECK_THAT(compiled.output, Contains("booking.hpp is of another generation than its neighbours"));
}

TEST_CASE("generated code does not compile with another runtime, and says so") {
  const tests::TemporaryFolder folder;
  tests::generate(tests::eventide(), folder.path());
  const fs::path other = folder.path() / "other" / "schemac" / "runtime";
  fs::create_directories(other);
  write(other / "abi.hpp", "#pragma once\nnamespace schemac::runtime {\ninline constexpr int kAbi = 999;\n}\n");
  const tests::Compiled compiled =
      tests::compile(tests::compilers().front(), folder.path() / "booking.cpp", {folder.path() / "other"});
  CHECK_FALSE(compiled.well);
  CHECK_THAT(compiled.output, Contains("booking.hpp is generated for another release of the schemac runtime"));
}

TEST_CASE("what includes a repository pays for its values alone") {
  const tests::TemporaryFolder folder;
  tests::generate(tests::eventide(), folder.path());
  for (const char* header : {"audit_log.hpp", "availability.hpp", "booking.hpp", "session.hpp", "user.hpp"}) {
    const std::string files = tests::dependencies(tests::compilers().front(), folder.path() / header);
    INFO(header << ": " << files);
    CHECK_THAT(files, Contains("/optional"));
    for (const char* heavy : {"/functional ", "/memory ", "/chrono ", "/map ", "/unordered_map ", "/iostream ",
                              "/sstream ", "/algorithm ", "/ranges ", "pqxx", "libpq", "runtime/codec", "executor.hpp"})
      CHECK_THAT(files, !Contains(heavy));
  }
}

TEST_CASE("a required field cannot be left out, and plain text is no password hash") {
  const tests::TemporaryFolder folder;
  tests::generate(tests::eventide(), folder.path());
  const fs::path source = folder.path() / "use.cpp";
  const std::string compiler = tests::compilers().front();
  write(source, R"(#include "user.hpp"
eventide::NewUser make() {
  return {.email = "a@b.c", .family_name = "x", .password = schemac::runtime::PasswordHash{"$"}};
})");
  tests::Compiled compiled = tests::compile(compiler, source);
  CHECK_FALSE(compiled.well);
  CHECK_THAT(compiled.output, Contains("use of deleted function") && Contains("Required"));
  write(source, R"(#include "user.hpp"
void change(eventide::UserPatch& patch) { patch.password = "secret"; }
)");
  compiled = tests::compile(compiler, source);
  CHECK_FALSE(compiled.well);
  CHECK_THAT(compiled.output, Contains("PasswordHash"));
}

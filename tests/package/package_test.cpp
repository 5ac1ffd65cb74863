// What a user of the installed package meets: a prefix that was moved and has a space in its name, a project that is
// not this one, both generators, and a build that does no more than it must. The project's own program then works with
// a database that the installed tool described.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "package/installed.hpp"
#include "support/child.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

namespace fs = std::filesystem;

/// The foreign project, configured.
struct Project {
  fs::path source;
  fs::path build;

  Project(const fs::path& folder, const fs::path& prefix, const std::string& generator)
      : source(folder / ("project for " + generator)), build(source / "its build") {
    fs::copy(fs::path(SCHEMAC_SOURCE_DIR) / "tests/package/project", source, fs::copy_options::recursive);
    demand({"cmake", "-S", source, "-B", build, "-G", generator, "-DCMAKE_BUILD_TYPE=Debug",
            "-DCMAKE_CXX_FLAGS=" SCHEMAC_TEST_CXX_FLAGS, "-DCMAKE_PREFIX_PATH=" + prefix.string()});
  }

  /// Builds, and returns the names of the files that were written anew: objects, generated files, the program, and
  /// `stamp` when the tool ran.
  std::vector<std::string> rebuilt() const {
    const auto before = times();
    // File times of Makefiles must differ to be told apart; some file systems keep them by the tick of a clock.
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    demand({"cmake", "--build", build, "--parallel", "2"});
    std::vector<std::string> names;
    for (const auto& [name, time] : times()) {
      const auto old = before.find(name);
      if (old == before.end() || old->second != time) names.push_back(name);
    }
    return names;
  }

  void replace(const std::string& header, const std::string& what, const std::string& with) const {
    std::ifstream in(source / header);
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    std::ofstream(source / header) << text.replace(at, what.size(), with);
  }

 private:
  std::map<std::string, fs::file_time_type> times() const {
    std::map<std::string, fs::file_time_type> found;
    if (!fs::exists(build)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(build)) {
      const fs::path& path = entry.path();
      const std::string extension = path.extension();
      const bool watched = extension == ".o" || path.filename() == "stamp" || path.filename() == "workshop" ||
                           path.parent_path().lexically_relative(build).begin()->string() == "generated";
      if (entry.is_regular_file() && watched) found[path.filename()] = entry.last_write_time();
    }
    return found;
  }
};

using Names = std::vector<std::string>;

void builds_no_more_than_it_must(const Project& project) {
  CHECK(project.rebuilt() == Names{"loans.cpp", "loans.cpp.o", "loans.hpp", "main.cpp.o", "schemac_contract.cpp",
                                   "schemac_contract.cpp.o", "schemac_contract.hpp", "schemac_manifest.json", "stamp",
                                   "tools.cpp", "tools.cpp.o", "tools.hpp", "workshop"});
  CHECK(project.rebuilt().empty());

  // A header that is newer makes the tool run; what it would write is the same, so nothing is compiled.
  project.replace("schema/tools.hpp", "// What the workshop lends.", "// What the workshop has to lend.");
  CHECK(project.rebuilt() == Names{"stamp"});
  CHECK(project.rebuilt().empty());

  // One entity changes: its own files and what includes them.
  project.replace("schema/lending/loans.hpp", "Text borrower;", "Text borrower;\n  Nullable<Text> purpose;");
  CHECK(project.rebuilt() == Names{"loans.cpp", "loans.cpp.o", "loans.hpp", "main.cpp.o", "schemac_contract.cpp",
                                   "schemac_contract.cpp.o", "schemac_manifest.json", "stamp", "workshop"});
  CHECK(project.rebuilt().empty());
}

void program_works(const Project& project, const fs::path& prefix) {
  const std::string database = fresh_database("package");
  const std::string sql = demand({prefix / "bin/schemac", "--quiet", "--config", project.source / "schemac.toml",
                                  "diff", "--from", "empty", "--to", "schema", "--server", server_url()});
  run_sql(database, sql);
  CHECK(demand({project.build / "workshop", database}) == "Ada has the plane\n");
}

}  // namespace

TEST_CASE("a project elsewhere builds from the installed package, no more than it must, and works") {
  const TemporaryFolder folder;
  const fs::path prefix = installed_in(folder.path());
  for (const std::string generator : {"Ninja", "Unix Makefiles"}) {
    DYNAMIC_SECTION(generator) {
      const Project project(folder.path(), prefix, generator);
      builds_no_more_than_it_must(project);
      program_works(project, prefix);
    }
  }
}

TEST_CASE("a build that has other headers than schemac.toml stops and says which") {
  const TemporaryFolder folder;
  const Project project(folder.path(), installed_in(folder.path()), "Ninja");
  static_cast<void>(project.rebuilt());
  std::ofstream(project.source / "schema/shelf.hpp")
      << "#pragma once\n#include <schemac/schema.hpp>\nnamespace workshop::schema {\nusing namespace schemac;\n"
         "struct Shelf : Entity {\n  BigInt id{primary_key};\n};\n}\n";
  Outcome outcome = run({"cmake", "--build", project.build});
  CHECK(outcome.status != 0);
  CHECK_THAT(outcome.output, Catch::Contains("schema/shelf.hpp: error: schemac.toml has this file, and the SCHEMA of "
                                             "`schemac_generate` has not [build-differs]") &&
                                 Catch::Contains("add `schema/shelf.hpp` to it in CMakeLists.txt"));
  fs::remove(project.source / "schema/shelf.hpp");
  CHECK(project.rebuilt() == Names{"stamp"});
  project.replace("CMakeLists.txt", "SCHEMA ", "SCHEMA schema/gone.hpp ");
  outcome = run({"cmake", "--build", project.build});
  CHECK(outcome.status != 0);
  CHECK_THAT(outcome.output,
             Catch::Contains("schema/gone.hpp: error: `schemac_generate` has this file, which does not exist"));
}

TEST_CASE("a mistake in the schema stops the build of a project with a message at its place") {
  const TemporaryFolder folder;
  const Project project(folder.path(), installed_in(folder.path()), "Ninja");
  project.replace("schema/tools.hpp", "Text name{unique};", "Text name{unqiue};");
  const Outcome outcome = run({"cmake", "--build", project.build});
  CHECK(outcome.status != 0);
  CHECK_THAT(outcome.output, Catch::Contains("schema/tools.hpp:13:") && Catch::Contains("unqiue"));
  CHECK_FALSE(fs::exists(project.build / "generated/tools.hpp"));
}

TEST_CASE("queries of a project are built of what is kept of them, and stop the build where that is stale") {
  const TemporaryFolder folder;
  const fs::path prefix = installed_in(folder.path());
  const Project project(folder.path(), prefix, "Ninja");
  fs::create_directory(project.source / "schema/queries");
  std::ofstream(project.source / "schema/queries/lent.sql")
      << "-- name: lent_to :many\nSELECT t.name, t.condition, l.returned_at\nFROM loans l\n"
         "JOIN tools t ON t.id = l.tool_id\nWHERE l.borrower = :borrower\n";
  project.replace("CMakeLists.txt", "loans.hpp)", "loans.hpp QUERIES schema/queries/lent.sql)");
  project.replace("main.cpp", "#include \"generated/tools.hpp\"",
                  "#include \"generated/queries/lent.hpp\"\n#include \"generated/tools.hpp\"");
  project.replace("main.cpp", "  return tools.get",
                  "  for (const auto& each : workshop::queries::lent_to(connection, \"Ada\"))\n"
                  "    if (each.name != \"plane\" || each.returned_at) return 3;\n  return tools.get");
  Outcome outcome = run({"cmake", "--build", project.build});
  CHECK(outcome.status != 0);
  CHECK_THAT(outcome.output, Catch::Contains("schema/queries.json: error: no record that schemac can read of 1 query"));

  demand({prefix / "bin/schemac", "--quiet", "--config", project.source / "schemac.toml", "generate", "--server",
          server_url()});
  fs::remove_all(project.source / "generated");
  CHECK(project.rebuilt().size() > 3);
  program_works(project, prefix);
  CHECK(project.rebuilt().empty());
  project.replace("schema/queries/lent.sql", "WHERE l.borrower = :borrower", "WHERE l.borrower = :whose");
  outcome = run({"cmake", "--build", project.build});
  CHECK(outcome.status != 0);
  CHECK_THAT(outcome.output, Catch::Contains("queries/lent.sql:1:10:") && Catch::Contains("[stale-output]"));
}

}  // namespace schemac::tests

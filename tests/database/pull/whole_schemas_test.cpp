// Whole schemas: the example, a second one unlike it, and, where they are at hand, real ones that nobody here wrote.
// SCHEMAC_REAL_SCHEMAS names a folder of them; they are read and never copied.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "pulled.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

namespace fs = std::filesystem;

/// A project with the sources of another one, whose database has what they say.
class CopyOf : public Pulled {
 public:
  explicit CopyOf(const fs::path& project) {
    fs::copy(project / "schema", path() / "schema", fs::copy_options::recursive);
    if (fs::exists(project / "schemac.toml")) {
      std::string text;
      fs::copy_file(project / "schemac.toml", path() / "schemac.toml", fs::copy_options::overwrite_existing);
      text = read("schemac.toml");
      const std::size_t at = text.find("[environments.development]\n");
      REQUIRE(at != std::string::npos);
      write("schemac.toml", text.insert(at + 27, "url = \"" + url() + "\"\n"));
    } else {
      std::string text = read("schemac.toml");
      write("schemac.toml", text + "[schema]\nheaders = [\"schema/*.hpp\", \"schema/parts/*.hpp\"]\n");
    }
    write("up.sql", succeed({"diff", "--from", "empty", "--to", "schema"}).out);
    load((path() / "up.sql").string());
  }
};

const fs::path kExample = SCHEMAC_SOURCE_DIR;
const fs::path kSecond = fs::path(SCHEMAC_SOURCE_DIR) / "tests" / "support" / "second_schema" / "a project";

/// What an empty project pulls from the database of another.
void pull_anew(const Pulled& other) {
  const Pulled project;
  project.write("schemac.toml", "name = \"anew\"\n\n[environments.development]\nurl = \"" + other.url() + "\"\n");
  project.pull();
}

std::vector<fs::path> real_schemas() {
  std::vector<fs::path> files;
  const char* const folder = std::getenv("SCHEMAC_REAL_SCHEMAS");
  const fs::path place =
      folder != nullptr ? fs::path(folder) : fs::path(SCHEMAC_SOURCE_DIR) / ".." / "shared" / "cases" / "real";
  if (!fs::exists(place)) return files;
  for (const auto& entry : fs::directory_iterator(place))
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("hated: `pull` that does not round-trip") {
  const CopyOf eventide(kExample);
  const auto before = eventide.files();
  eventide.pull();
  CHECK(eventide.files() == before);
  pull_anew(eventide);
}

TEST_CASE("the words of the example are recognised in its database") {
  const CopyOf eventide(kExample);
  const Pulled project;
  project.write("schemac.toml",
                "name = \"eventide\"\n\n[environments.development]\nurl = \"" + eventide.url() + "\"\n");
  project.pull();
  using Catch::Contains;
  CHECK_THAT(project.read("schema/user.hpp"), Contains("struct User : Entity, Timestamps, SoftDelete {"));
  CHECK_THAT(project.read("schema/user.hpp"), Contains("  Varchar<254> email{email_format};\n"));
  CHECK_THAT(project.read("schema/user.hpp"), Contains("  Varchar<50> first_name{length(2, 50)};\n"));
  CHECK_THAT(project.read("schema/mixins.hpp"), Contains("  TimestampTz updated_at{default_now, touch_on_update};\n"));
  CHECK_THAT(project.read("schema/booking.hpp"),
             Contains("  Enum<BookingStatus> status{default_to(BookingStatus::pending)};\n"));
  CHECK_THAT(project.read("schema/audit_log.hpp"), Contains("  BigInt id{primary_key};\n"));
  CHECK_FALSE(project.exists("schema/functions.sql"));
}

TEST_CASE("a pull over the second schema changes nothing, and one from its database says it again") {
  const CopyOf second(kSecond);
  const auto before = second.files();
  second.pull();
  CHECK(second.files() == before);
  pull_anew(second);
}

TEST_CASE("real schemas become sources that say the same") {
  for (const fs::path& file : real_schemas()) {
    INFO(file);
    const Pulled project;
    project.load(file.string());
    project.pull();
  }
}

TEST_CASE("a database that is built anew, from itself or from what was pulled of it, has the same dump") {
  for (const fs::path& file : real_schemas()) {
    INFO(file);
    const Pulled project;
    project.load(file.string());
    project.pull();
    for (const char* state : {"development", "schema"}) {
      INFO(state);
      const std::string anew = fresh_database("anew");
      run_sql(anew, project.succeed({"diff", "--from", "empty", "--to", state}).out);
      CHECK(dump_of(anew) == dump_of(project.url()));
    }
  }
}

}  // namespace schemac::tests

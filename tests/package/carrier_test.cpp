// A program that carries its migrations, built from the installed package: two of them at once, a newer one, an older
// one; and its tests, which have databases of their own.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <future>
#include <string>

#include "package/installed.hpp"
#include "support/child.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Contains;

struct Carrier {
  TemporaryFolder folder;
  fs::path prefix = installed_in(folder.path());
  fs::path source = folder.path() / "the carrier";
  fs::path program = source / "its build/carrier";

  Carrier() {
    fs::copy(fs::path(SCHEMAC_SOURCE_DIR) / "tests/package/carrier", source, fs::copy_options::recursive);
    generate("first");
    demand({"cmake", "-S", source, "-B", source / "its build", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
            "-DCMAKE_CXX_FLAGS=" SCHEMAC_TEST_CXX_FLAGS, "-DCMAKE_PREFIX_PATH=" + prefix.string()});
    build();
  }
  void generate(const std::string& name) const {
    demand({prefix / "bin/schemac", "--quiet", "--config", source / "schemac.toml", "generate", "--name", name});
  }
  void build() const { demand({"cmake", "--build", source / "its build", "--parallel", "2"}); }
  void add_column(const std::string& line) const {
    const fs::path header = source / "schema/parcels.hpp";
    std::ifstream in(header);
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    text.insert(text.find("  Text address"), "  " + line + "\n");
    std::ofstream(header) << text;
  }
};

}  // namespace

TEST_CASE("a project's tests have a server and databases of their own") {
  const Carrier carrier;
  CHECK(demand({carrier.source / "its build/carrier_tests"}) == "each had its own\n");
}

TEST_CASE("a program brings its database up to date when it starts, one instance at a time") {
  const Carrier carrier;
  const std::string database = fresh_database("carrier");
  auto other = std::async(std::launch::async, [&] { return demand({carrier.program, database}); });
  const std::string one = demand({carrier.program, database});
  const std::string both = one + other.get();
  CHECK((both == "1 applied\n0 applied\n" || both == "0 applied\n1 applied\n"));
  CHECK(run_sql(database, "SELECT count(*), min(address) FROM parcels") == "2|\"Somewhere\" 7\n");
  CHECK(run_sql(database, "SELECT obj_description('parcels'::regclass)") ==
        "A parcel, \"in quotes\" and with a \\ in its comment.\n");

  const fs::path old_program = carrier.folder.path() / "old";
  fs::copy(carrier.program, old_program);
  carrier.add_column("Nullable<Integer> weight;");
  carrier.generate("weight");
  carrier.build();
  CHECK(demand({carrier.program, database}) == "1 applied\n");
  CHECK(run_sql(database, "SELECT number, name, batches_done = batches_total FROM schemac.migrations ORDER BY 1") ==
        "1|first|t\n2|weight|t\n");
  const Outcome refused = run({old_program, database});
  CHECK(refused.status != 0);
  CHECK_THAT(refused.output, Contains("migration `0002_weight` is missing"));
  demand({carrier.prefix / "bin/schemac", "--quiet", "--config", carrier.source / "schemac.toml", "migrate", "verify",
          "--no-database"});
}

}  // namespace schemac::tests

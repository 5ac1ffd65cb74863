// Which installation is taken, among programs that only say their version.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "server/binaries.hpp"
#include "server/error.hpp"
#include "support/child.hpp"

using namespace schemac::server;
namespace fs = std::filesystem;

namespace {

void write_program(const fs::path& path, const std::string& script) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << "#!/bin/sh\n" << script << '\n';
  fs::permissions(path, fs::perms(0755));
}

fs::path install(const fs::path& bin, const std::string& version) {
  write_program(bin / "postgres", "echo 'postgres (PostgreSQL) " + version + "'");
  write_program(bin / "initdb", "exit 0");
  return bin;
}

std::vector<std::string> versions(const std::vector<Binaries>& found) {
  std::vector<std::string> result;
  for (const Binaries& one : found) result.push_back(one.version);
  return result;
}

}  // namespace

TEST_CASE("installations are found newest first, by number and not by spelling") {
  const schemac::tests::TemporaryFolder temporary;
  std::vector<fs::path> folders;
  for (const char* version : {"9.6.24", "15.20 (Debian 15.20-0+deb12u1)", "18beta1", "13.1"}) {
    folders.push_back(install(temporary.path() / version / "bin", version));
  }
  const auto found = installations(folders);
  CHECK(versions(found) == std::vector<std::string>{"18beta1", "15.20 (Debian 15.20-0+deb12u1)", "13.1", "9.6.24"});
  CHECK(found.front().major == 18);
}

TEST_CASE("an installation that cannot start a server is none") {
  const schemac::tests::TemporaryFolder temporary;
  write_program(temporary.path() / "client" / "postgres", "echo 'postgres (PostgreSQL) 15.1'");  // no initdb
  const fs::path broken = install(temporary.path() / "broken", "15.2");
  write_program(broken / "postgres", "echo 'error while loading shared libraries' >&2; exit 127");
  const fs::path other = install(temporary.path() / "other", "15.3");
  write_program(other / "postgres", "echo 'something else 1.0'");
  CHECK(installations({temporary.path() / "client", broken, other, temporary.path() / "missing"}).empty());
}

TEST_CASE("links to one installation are one installation, in its own folder") {
  const schemac::tests::TemporaryFolder temporary;
  const fs::path bin = install(temporary.path() / "real", "15.1");
  const fs::path links = temporary.path() / "links";
  fs::create_directory(links);
  fs::create_symlink(bin / "postgres", links / "postgres");
  const auto found = installations({links, bin, links / ".." / "real"});
  REQUIRE(found.size() == 1);
  CHECK(found.front().bin == bin);
}

TEST_CASE("a configured folder may be the bin folder or the one above it, and no other place is looked at") {
  const schemac::tests::TemporaryFolder temporary;
  const fs::path bin = install(temporary.path() / "bin", "14.2");
  CHECK(find_binaries({bin, 0}).version == "14.2");
  CHECK(find_binaries({temporary.path(), 14}).bin == bin);
  CHECK_THROWS_WITH(
      find_binaries({temporary.path() / "wrong", 0}),
      Catch::Contains("holds no `postgres` and `initdb` that run") && Catch::Contains("pg_config --bindir"));
}

TEST_CASE("a configured installation of the wrong version is refused, with what is needed") {
  const schemac::tests::TemporaryFolder temporary;
  const fs::path bin = install(temporary.path() / "bin", "12.9");
  CHECK_THROWS_WITH(find_binaries({bin, 0}),
                    Catch::Contains("holds PostgreSQL 12.9") && Catch::EndsWith("13 or newer is needed"));
  install(bin, "14.2");
  CHECK_THROWS_AS(find_binaries({bin, 15}), BinariesNotFound);
}

TEST_CASE("a major that is not installed is missed with how to get one") {
  CHECK_THROWS_WITH(find_binaries({{}, 99}), Catch::StartsWith("no binaries of PostgreSQL 99 on this machine") &&
                                                 Catch::Contains("apt install postgresql") &&
                                                 Catch::Contains("--server URL"));
}

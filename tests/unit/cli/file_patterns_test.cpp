// Which files the patterns of schemac.toml name.
#include "cli/file_patterns.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

namespace schemac::cli {
namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

/// A folder to be in, with these files, for as long as it lives.
class Inside {
 public:
  explicit Inside(const Names& files) {
    std::string name = (fs::temp_directory_path() / "schemac-patterns-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    for (const std::string& file : files) {
      fs::create_directories((folder_ / file).parent_path());
      std::ofstream(folder_ / file) << "";
    }
    fs::current_path(folder_);
  }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
  ~Inside() {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }

 private:
  fs::path before_ = fs::current_path();
  fs::path folder_;
};

}  // namespace

TEST_CASE("`**` is any number of folders, none too") {
  const Inside folder(
      {"top.sql", "q/a.sql", "q/b.txt", "q/one/b.sql", "q/one/two/c.sql", "q/o[n]e/d.sql", "q/.hidden/e.sql"});
  fs::create_directory_symlink("..", "q/one/loop");
  CHECK(files_of("q/**/*.sql") == Names{"q/a.sql", "q/o[n]e/d.sql", "q/one/b.sql", "q/one/two/c.sql"});
  CHECK(files_of("./q//**/two/**/*.sql") == Names{"q/one/two/c.sql"});
  CHECK(files_of("q/o*/**/*.sql") == Names{"q/o[n]e/d.sql", "q/one/b.sql", "q/one/two/c.sql"});
  CHECK(files_of("**/b.*") == Names{"q/b.txt", "q/one/b.sql"});
  CHECK(files_of("**/**/top.sql") == Names{"top.sql"});
  CHECK(files_of(fs::current_path().string() + "/**/top.sql") == Names{(fs::current_path() / "top.sql").string()});
  CHECK(files_of("q/**.sql") == Names{"q/a.sql"});
  CHECK(files_of("q/a**/*.sql").empty());
  CHECK(files_of("none/**/*.sql").empty());
}

TEST_CASE("other patterns are a shell's, and folders are no files") {
  const Inside folder({"q/a.sql", "q/b.sql", "q/one/b.sql"});
  CHECK(files_of("q/*") == Names{"q/a.sql", "q/b.sql"});
  CHECK(files_of("q/[b-z].sql") == Names{"q/b.sql"});
  CHECK(files_of("q/./a.sql") == Names{"q/a.sql"});
  CHECK(files_of("q/c.sql").empty());
  CHECK(files_of("q").empty());
}

}  // namespace schemac::cli

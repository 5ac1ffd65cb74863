// README.md, docs/commands.md and docs/testing.md are what happens: their transcripts are run, as a newcomer would, in
// a fresh folder with a space in its name, with an installed schemac and the project's own server.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <sys/wait.h>
#include <catch2/catch.hpp>

#include "cli/config.hpp"
#include "database/readme/documents.hpp"
#include "sql/script.hpp"
#include "support/child.hpp"
#include "support/diagnostics.hpp"
#include "unit/frontend/project.hpp"

namespace schemac::tests {
namespace {

namespace fs = std::filesystem;

const std::array<std::string, 4> kDocuments = {"README.md", "docs/commands.md", "docs/ci.md", "docs/testing.md"};

struct Said {
  int status = 0;
  std::string text;
};

Said run(const std::string& command) {
  FILE* const pipe = ::popen(("{ " + command + "\n} 2>&1 </dev/null").c_str(), "r");
  REQUIRE(pipe != nullptr);
  Said said;
  std::array<char, 4096> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
    said.text.append(buffer.data(), size);
  const int status = ::pclose(pipe);
  said.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return said;
}

/// A shell that keeps its folder from one command to the next, with schemac on its PATH and its package to be found.
class Newcomer {
 public:
  Newcomer() : prefix_(folder_.path() / "the prefix"), here_(folder_.path() / "a fresh folder") {
    fs::create_directory(here_);
    const Said installed = run("cmake --install '" SCHEMAC_BINARY_DIR "' --prefix '" + prefix_.string() + "'");
    INFO(installed.text);
    REQUIRE(installed.status == 0);
  }
  Newcomer(const Newcomer&) = delete;
  Newcomer& operator=(const Newcomer&) = delete;
  /// Leaves no server behind, also where a transcript broke off.
  ~Newcomer() { run(environment() + "schemac --quiet db server --stop"); }

  Said type(const std::string& command) {
    const fs::path where = folder_.path() / "where";
    Said said = run(environment() + command + "\nstatus=$?; pwd > '" + where.string() + "'; exit $status");
    std::string line;
    if (std::ifstream file(where); std::getline(file, line)) here_ = line;
    return said;
  }
  void write(const std::string& path, const std::string& text) {
    fs::create_directories((here_ / path).parent_path());
    std::ofstream(here_ / path) << text;
  }

 private:
  std::string environment() const {
    return "cd '" + here_.string() + "' && export PATH='" + (prefix_ / "bin").string() +
           "':\"$PATH\" CMAKE_PREFIX_PATH='" + prefix_.string() + "' CXXFLAGS='" SCHEMAC_TEST_CXX_FLAGS "'\n";
  }

  TemporaryFolder folder_;
  fs::path prefix_;
  fs::path here_;
};

void play(const std::string& document) {
  Newcomer newcomer;
  int commands = 0;
  for (const Block& block : blocks_of(document)) {
    INFO(document << ":" << block.line);
    if (block.role.find('.') != std::string::npos) newcomer.write(block.role, block.text);
    if (block.language != "console") continue;
    for (const Exchange& exchange : exchanges_of(block)) {
      const Said said = newcomer.type(exchange.command);
      INFO("$ " << exchange.command << "\n" << said.text);
      REQUIRE(said.status == exchange.status);
      REQUIRE(matches(exchange.expected, said.text));
      ++commands;
    }
  }
  CHECK(commands > 5);
}

std::string all_of(const std::string& document) {
  std::ifstream file(std::string(SCHEMAC_SOURCE_DIR "/") + document);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("an ellipsis stands for what varies and for nothing else") {
  CHECK(matches("a\n…\nz\n", "a\nb\nc\nz\n"));
  CHECK(matches("a\n…\nz\n", "a\nz\n"));
  CHECK(matches("at … UTC\n", "at 06:00 UTC\n"));
  CHECK_FALSE(matches("a\n…\nz\n", "a\nb\n"));
  CHECK_FALSE(matches("at … UTC\n", "at 06:00\nUTC\n"));
  CHECK_FALSE(matches("a\n", "a\nb\n"));
  CHECK_FALSE(matches("a\nb\n", "a\n"));
}

TEST_CASE("the transcripts of README.md are what happens") { play("README.md"); }

TEST_CASE("the transcripts of docs/commands.md are what happens") { play("docs/commands.md"); }

TEST_CASE("the transcripts of docs/testing.md are what happens") { play("docs/testing.md"); }

TEST_CASE("the steps of the workflows in docs/ci.md run, and what they write is what their next steps read") {
  Newcomer newcomer;
  const std::string prepare =
      "schemac --quiet init shop && cd shop && schemac --quiet generate && schemac --quiet db create && "
      "printf '[environments.production]\nurl = \"env:DATABASE_URL\"\n' >> schemac.toml";
  const Said prepared = newcomer.type(prepare);
  INFO(prepared.text);
  REQUIRE(prepared.status == 0);
  int steps = 0;
  for (const Block& block : blocks_of("docs/ci.md")) {
    std::istringstream lines(block.language == "yaml" ? block.text : "");
    for (std::string line; std::getline(lines, line);) {
      const std::size_t command = line.find("schemac ");
      if (command == std::string::npos) continue;
      const std::string before = line.substr(0, command);
      if (!before.ends_with("- run: ") && !before.ends_with("    - ")) continue;
      const Said said = newcomer.type("export DATABASE_URL=\"$(schemac db server)\"\n" + line.substr(command));
      INFO(line << "\n" << said.text);
      CHECK(said.status == 0);
      ++steps;
    }
  }
  CHECK(steps == 7);
  CHECK(newcomer.type("grep -q '\"version\": \"2.1.0\"' lint.sarif && grep -q '<testsuites>' schemac.xml").status == 0);
}

TEST_CASE("every block of the documents is held by a test") {
  for (const std::string& document : kDocuments) {
    for (const Block& block : blocks_of(document)) {
      INFO(document << ":" << block.line);
      const bool is_file = block.role.find('.') != std::string::npos;
      const bool known = block.language == "console" || is_file || block.role == "schema" || block.role == "usage" ||
                         block.language == "toml" || block.language == "sh" || block.language == "sql" ||
                         block.language == "yaml" || block.language == "dockerfile";
      CHECK(known);
      if (block.role == "schema") CHECK_FALSE(frontend::tests::declared(block.text).entities.empty());
      if (block.language == "sql" && !is_file) {  // a migration
        Diagnostics diagnostics;
        const sql::Script script = sql::read(block.text, "up.sql", diagnostics);
        CHECK_FALSE(diagnostics.has_errors());
        CHECK_FALSE(script.batches.empty());
      }
      if (block.language == "toml") {
        Diagnostics diagnostics;
        CHECK(cli::parse_config(block.text, "schemac.toml", diagnostics));
      }
      if (block.language != "sh") continue;
      std::istringstream lines(block.text);
      for (std::string script; lines >> script; std::getline(lines, script))
        CHECK(fs::exists(fs::path(SCHEMAC_SOURCE_DIR) / script));
    }
  }
}

TEST_CASE("statements of the documents compile against generated code") {
  const TemporaryFolder folder;
  const Said made = run("'" SCHEMAC_TOOL "' --quiet --config '" SCHEMAC_SOURCE_DIR
                        "/schemac.toml' generate --factories --headers '' --output '" +
                        folder.path().string() + "'");
  INFO(made.text);
  REQUIRE(made.status == 0);
  int examples = 0;
  for (const std::string& document : kDocuments) {
    for (const Block& block : blocks_of(document)) {
      if (block.role != "usage") continue;
      INFO(document << ":" << block.line);
      const fs::path file = folder.path() / "usage.cpp";
      std::ofstream(file) << "#include <iostream>\n#include \"booking.hpp\"\n#include \"queries/bookings.hpp\"\n"
                          << "#include \"schemac_factories.hpp\"\n#include \"user.hpp\"\n"
                          << "#include <schemac/runtime/connection.hpp>\n#include <schemac/runtime/key_ring.hpp>\n"
                          << "#include <schemac/runtime/select.hpp>\n"
                          << "void use([[maybe_unused]] schemac::runtime::Connection& database) {\n"
                          << block.text << "}\n";
      const Said said = run("c++ -std=c++20 -fsyntax-only -Wall -Wextra -Werror -I '" SCHEMAC_SOURCE_DIR
                            "/generated' -I '" SCHEMAC_SOURCE_DIR "/runtime/include' -I '" SCHEMAC_SOURCE_DIR
                            "/testing/include' -I '" +
                            folder.path().string() + "' '" + file.string() + "'");
      INFO(said.text);
      CHECK(said.status == 0);
      ++examples;
    }
  }
  CHECK(examples > 0);
}

TEST_CASE("docs/commands.md has every option of every verb, and README.md every file it points to") {
  const std::string reference = all_of("docs/commands.md");
  for (const std::string verb : {"", "generate", "diff", "explain", "check", "lint", "migrate squash", "migrate rebase",
                                 "migrate embed", "migrate up", "migrate down", "db server"}) {
    std::istringstream help(run("'" SCHEMAC_TOOL "' help " + verb).text);
    for (std::string word; help >> word;) {
      if (!word.starts_with("--")) continue;
      INFO(verb << ": " << word);
      CHECK(reference.find(word.substr(0, word.find_first_of("=,"))) != std::string::npos);
    }
  }
  const std::string readme = all_of("README.md");
  for (std::size_t at = readme.find("]("); at != std::string::npos; at = readme.find("](", at + 1)) {
    const std::string target = readme.substr(at + 2, readme.find_first_of(")#", at) - at - 2);
    INFO(target);
    CHECK(fs::exists(fs::path(SCHEMAC_SOURCE_DIR) / target));
  }
}

TEST_CASE("the files that README.md leads through are there") {
  const std::string readme = all_of("README.md");
  const std::size_t begin = readme.find("## Follow Booking");
  REQUIRE(begin != std::string::npos);
  std::istringstream section(readme.substr(begin, readme.find("\n## ", begin) - begin));
  int files = 0;
  const fs::path root = SCHEMAC_SOURCE_DIR;
  std::string word;
  while (std::getline(section, word, '`') && std::getline(section, word, '`')) {
    if (word.find('/') == std::string::npos || word.find('*') != std::string::npos) continue;
    INFO(word);
    CHECK((fs::exists(root / word) || fs::exists(root / "compiler" / word)));
    ++files;
  }
  CHECK(files > 15);
}

}  // namespace schemac::tests

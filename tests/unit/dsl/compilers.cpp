#include "unit/dsl/compilers.hpp"

#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace schemac::dsl::tests {
namespace {

namespace fs = std::filesystem;

struct ClosePipe {
  void operator()(FILE* pipe) const { pclose(pipe); }
};

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "schemac-dsl-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

Outcome compile(const std::string& compiler, const std::string& text) {
  const Folder folder;
  const fs::path source = folder.path() / "schema.cpp";
  std::ofstream(source) << "#include <schemac/schema.hpp>\nnamespace shop { using namespace schemac;\n"
                        << text << "\n}\n";
  const std::string command = compiler +
                              " -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I'" +
                              SCHEMAC_SOURCE_DIR "/compiler/dsl' '" + source.string() + "' 2>&1 && echo compiled";
  const std::unique_ptr<FILE, ClosePipe> pipe{popen(command.c_str(), "r")};
  if (!pipe) throw std::runtime_error("cannot run " + compiler);
  Outcome outcome;
  char buffer[4096];
  while (fgets(buffer, sizeof buffer, pipe.get()) != nullptr) outcome.output += buffer;
  outcome.compiles = outcome.output == "compiled\n";
  return outcome;
}

}  // namespace schemac::dsl::tests

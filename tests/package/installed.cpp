#include "package/installed.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>

namespace schemac::tests {
namespace {

std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

Outcome run(const std::vector<std::string>& words) {
  std::string command;
  for (const std::string& word : words) command += quoted(word) + " ";
  FILE* const pipe = ::popen((command + "2>&1 </dev/null").c_str(), "r");
  REQUIRE(pipe != nullptr);
  Outcome outcome;
  std::array<char, 4096> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    outcome.output.append(buffer.data(), size);
  }
  outcome.status = ::pclose(pipe);
  return outcome;
}

std::string demand(const std::vector<std::string>& words) {
  const Outcome outcome = run(words);
  INFO(outcome.output);
  REQUIRE(outcome.status == 0);
  return outcome.output;
}

std::filesystem::path installed_in(const std::filesystem::path& folder) {
  demand({"cmake", "--install", SCHEMAC_BINARY_DIR, "--prefix", folder / "first place"});
  std::filesystem::rename(folder / "first place", folder / "the prefix");
  return folder / "the prefix";
}

}  // namespace schemac::tests

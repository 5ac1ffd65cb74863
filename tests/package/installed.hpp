// The package as it was installed, and commands run beside it as a user types them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace schemac::tests {

struct Outcome {
  int status = 0;
  std::string output;  ///< Errors too.
};

/// Runs a command whose words may have blanks.
Outcome run(const std::vector<std::string>& words);

/// The same, which must succeed; its output.
std::string demand(const std::vector<std::string>& words);

/// The prefix, installed below `folder` and then moved: nothing in it may remember where it was.
std::filesystem::path installed_in(const std::filesystem::path& folder);

}  // namespace schemac::tests

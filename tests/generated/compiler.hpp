// What a compiler says to a source that stands on the runtime: for tests of what must compile, and of what must not.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/declared.hpp"

namespace schemac::tests {

struct Compiled {
  bool well = false;
  std::string output;  ///< Everything that the compiler said.
};

/// Checks a file without making code, under the warnings of this project and others that a user may have, as errors.
/// @param compiler `g++`, `clang++-14`
/// @param includes searched before the runtime's headers
Compiled compile(const std::string& compiler, const std::filesystem::path& source,
                 const std::vector<std::filesystem::path>& includes = {});

/// The files that a source takes in, itself and system headers among them: a blank behind each.
std::string dependencies(const std::string& compiler, const std::filesystem::path& source);

/// The compilers of this machine that generated code is for, g++ first. At least one is there.
std::vector<std::string> compilers();

/// What headers of a project declare; fails the test where the front end refuses them.
model::Declared declared_in(const std::filesystem::path& project, const std::vector<std::string>& headers);
/// Eventide as the front end reads it from schema/; fails the test where it does not.
model::Declared eventide();
/// The second schema.
model::Declared second_schema();
/// Generates into a folder; fails the test where that is refused.
void generate(const model::Declared& declared, const std::filesystem::path& output);

}  // namespace schemac::tests

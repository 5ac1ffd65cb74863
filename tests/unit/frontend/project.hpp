// A schema project in a folder of its own, for one test: headers are written, parsed, and gone at the end.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "frontend/parse.hpp"

namespace schemac::frontend::tests {

class Project {
 public:
  Project();
  ~Project();
  Project(const Project&) = delete;
  Project& operator=(const Project&) = delete;

  /// Writes a file below the project; a header that is not `listed` can be included and is no schema header.
  void write(const std::string& path, const std::string& text, bool listed = true);
  /// A schema header `schema/test.hpp` with this inside `namespace shop::schema`; its line 1 is line 4 of the file.
  void entities(const std::string& text);

  /// Parses what was written.
  std::optional<model::Declared> parse();

  [[nodiscard]] std::filesystem::path root() const { return root_; }
  [[nodiscard]] const Diagnostics& diagnostics() const { return *diagnostics_; }
  /// Every diagnostic as `line:column: message [code]`, with `; hint` where there is one.
  [[nodiscard]] std::vector<std::string> messages() const;

  Options options;

 private:
  std::filesystem::path root_;
  std::optional<Diagnostics> diagnostics_;
};

/// The declared schema of entities that must have no error.
model::Declared declared(const std::string& entities);
/// The messages about entities that must have one.
std::vector<std::string> errors(const std::string& entities);

}  // namespace schemac::frontend::tests

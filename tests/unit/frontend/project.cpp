#include "unit/frontend/project.hpp"

#include <stdlib.h>

#include <fstream>
#include <stdexcept>

#include <catch2/catch.hpp>

#include <fmt/format.h>

namespace schemac::frontend::tests {

namespace fs = std::filesystem;

Project::Project() {
  std::string pattern = (fs::temp_directory_path() / "schemac-frontend-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  root_ = pattern;
  options.project_root = root_;
  options.include_directories = {fs::path(SCHEMAC_SOURCE_DIR) / "compiler" / "dsl"};
}

Project::~Project() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

void Project::write(const std::string& path, const std::string& text, bool listed) {
  fs::create_directories((root_ / path).parent_path());
  std::ofstream(root_ / path, std::ios::binary) << text;
  if (!listed) return;
  (path.ends_with(".sql") ? options.sql_files : options.headers).push_back(path);
}

void Project::entities(const std::string& text) {
  write("schema/test.hpp",
        "#pragma once\n#include <schemac/schema.hpp>\nnamespace shop::schema { using namespace schemac;\n" + text +
            "\n}\n");
}

std::optional<model::Declared> Project::parse() {
  diagnostics_.emplace();
  return frontend::parse(options, *diagnostics_);
}

std::vector<std::string> Project::messages() const {
  std::vector<std::string> texts;
  for (const Diagnostic& diagnostic : diagnostics_->list()) {
    std::string text = fmt::format("{}:{}: {} [{}]", diagnostic.place.line, diagnostic.place.column, diagnostic.message,
                                   name_of(diagnostic.code));
    if (!diagnostic.hint.empty()) text += "; " + diagnostic.hint;
    texts.push_back(std::move(text));
  }
  return texts;
}

model::Declared declared(const std::string& entities) {
  Project project;
  project.entities(entities);
  std::optional<model::Declared> result = project.parse();
  CHECK(project.messages() == std::vector<std::string>{});
  REQUIRE(result);
  return std::move(*result);
}

std::vector<std::string> errors(const std::string& entities) {
  Project project;
  project.entities(entities);
  const std::optional<model::Declared> result = project.parse();
  CHECK_FALSE(result);
  return project.messages();
}

}  // namespace schemac::frontend::tests

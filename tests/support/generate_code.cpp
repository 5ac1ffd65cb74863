// A schema's C++, its factories and its DDL, made in the build for the tests of generated code: `generate_code PROJECT
// OUTPUT FACTORIES DDL_FILE SOURCE…`, headers and files of queries. It is the front end, `emit` and `sql` in a row,
// without the commands, the history and a server.
#include <exception>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "diff/compare.hpp"
#include "emit/factories.hpp"
#include "emit/generate.hpp"
#include "frontend/parse.hpp"
#include "plan/plan.hpp"
#include "sql/script.hpp"
#include "support/project_queries.hpp"

namespace {

using namespace schemac;

std::string ddl(const model::Declared& declared) {
  std::string text = sql::write_psql(sql::script(plan::make(diff::compare({}, declared.schema))));
  for (const model::SqlStatement& statement : declared.statements) text += statement.text + ";\n";
  return text;
}

int run(const std::vector<std::string>& arguments) {
  const std::filesystem::path source = SCHEMAC_SOURCE_DIR;
  frontend::Options reading;
  reading.project_root = arguments.at(0);
  reading.include_directories = {source / "compiler" / "dsl"};
  std::vector<std::string> queries;
  for (auto input = arguments.begin() + 4; input != arguments.end(); ++input)
    (input->ends_with(".sql") ? queries : reading.headers).push_back(*input);
  emit::Options writing;
  writing.output = arguments.at(1);
  writing.templates = source / "templates";

  Diagnostics diagnostics;
  std::optional<StagedFiles> staged;
  if (auto declared = frontend::parse(reading, diagnostics)) {
    tests::add_queries(*declared, reading.project_root, queries);
    staged = emit::generate(*declared, writing, diagnostics);
    writing.output = arguments.at(2);
    const std::optional<StagedFiles> factories = emit::factories(*declared, "", writing, diagnostics);
    if (staged && factories) {
      staged->append(*factories);
      staged->write(arguments.at(3), ddl(*declared));
    }
  }
  for (const Diagnostic& diagnostic : diagnostics.list()) std::cerr << print(diagnostic, false) << '\n';
  if (!staged) return 1;
  staged->commit();
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run({arguments + 1, arguments + count});
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}

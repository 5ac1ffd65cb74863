#include "support/project_queries.hpp"

#include <stdexcept>

#include "queries/read.hpp"
#include "queries/record.hpp"
#include "support/files.hpp"

namespace schemac::tests {

void add_queries(model::Declared& declared, const std::filesystem::path& project,
                 const std::vector<std::string>& files) {
  Diagnostics diagnostics;
  for (const std::string& file : files)
    declared.queries.push_back(queries::read(file, read_file(project / file).value(), diagnostics));
  for (const Diagnostic& diagnostic : diagnostics.list()) throw std::runtime_error(print(diagnostic, false));
  const std::string record = read_file(project / "schema" / "queries.json").value_or("");
  for (const queries::UnknownQuery& query : queries::recall(record, declared.hash, declared.queries))
    throw std::runtime_error("the record of " + project.string() + " does not know query `" + query.name +
                             "`: run database_queries with SCHEMAC_WRITE_RECORDS=1");
}

}  // namespace schemac::tests

// The queries of a project of the tests, as its record describes them: code is generated of them without a server.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/declared.hpp"

namespace schemac::tests {

/// Reads files of queries and `schema/queries.json` of the project. Throws std::runtime_error where a file is refused,
/// or the record does not know a query; database_queries tells how it is written anew.
/// @param files relative to the project
void add_queries(model::Declared& declared, const std::filesystem::path& project,
                 const std::vector<std::string>& files);

}  // namespace schemac::tests

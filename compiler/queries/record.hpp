// What PostgreSQL said of the queries, kept in a file that is committed: code is made of it where there is no server.
// It holds for one schema and one text of each query; where either is another, it says nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/query.hpp"
#include "support/diagnostics.hpp"

namespace schemac::queries {

/// The file's text; the same queries give the same bytes.
/// @param schema_hash of the declared schema, Declared::hash
[[nodiscard]] std::string write_record(const std::vector<model::QueryFile>& files, const std::string& schema_hash);

/// Fills in what the record knows.
/// @return the queries of which it knows nothing, by their names; a record that cannot be read knows nothing
[[nodiscard]] std::vector<const model::Query*> recall(std::string_view text, const std::string& schema_hash,
                                                      std::vector<model::QueryFile>& files);

/// Reports the second of two queries with one name.
void find_duplicates(const std::vector<model::QueryFile>& files, Diagnostics& diagnostics);

}  // namespace schemac::queries

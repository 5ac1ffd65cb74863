// What PostgreSQL said of the queries, kept in a file that is committed: code is made of it where there is no server.
// Each entry holds for one schema and one text of its query; where either is another, or the entry itself was edited,
// it says nothing. It does so by itself: branches that are merged bring entries of several schemas into one file.
// docs/decisions/0042-an-entry-of-the-record-stands-by-itself.md
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/query.hpp"
#include "support/diagnostics.hpp"

namespace schemac::queries {

/// Why a record does not say what a query is.
enum class Ignorance {
  no_record,     ///< There is none that can be read: it is missing, of another schemac, or has a merge's marks in it.
  altered,       ///< Its entry is not as it was written.
  other_query,   ///< It has no entry of that name, or that of another text.
  other_schema,  ///< Its entry was described with another schema.
};

struct UnknownQuery {
  std::string name;
  Place place;
  Ignorance why{};
};

/// The file's text; the same queries give the same bytes.
/// @param schema_hash of the declared schema, Declared::hash
[[nodiscard]] std::string write_record(const std::vector<model::QueryFile>& files, const std::string& schema_hash);

/// Fills in what the record knows.
/// @return the queries of which it knows nothing
[[nodiscard]] std::vector<UnknownQuery> recall(std::string_view text, const std::string& schema_hash,
                                               std::vector<model::QueryFile>& files);

/// Reports the second of two queries with one name.
void find_duplicates(const std::vector<model::QueryFile>& files, Diagnostics& diagnostics);

}  // namespace schemac::queries

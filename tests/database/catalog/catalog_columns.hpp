// What the reader makes of every column of PostgreSQL's catalog: read, spelled by a function of PostgreSQL's, or left
// out for a reason. Held against the queries and against the live catalog, so that what a new major adds is noticed.
#pragma once

#include <string>
#include <vector>

namespace schemac::tests {

/// Some columns and why they are left out. A name may carry the majors that have it: `attcompression@14-`,
/// `attcacheoff@-17`.
struct LeftOut {
  std::string columns;
  std::string reason;
};

/// One catalog whose columns are used.
struct UsedCatalog {
  std::string name;
  std::string read;     ///< Columns that the queries name.
  std::string spelled;  ///< Columns that reach us through pg_get_…def.
  std::vector<LeftOut> left_out;
};

/// One whose objects are only named, or that is not asked at all.
struct OtherCatalog {
  std::string names;
  std::string reason;
};

const std::vector<UsedCatalog>& used_catalogs();
const std::vector<OtherCatalog>& named_catalogs();
const std::vector<OtherCatalog>& left_out_catalogs();

}  // namespace schemac::tests

// The files of a project that `pull` reads and writes, in memory: nothing touches the disk before all of it is proved.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "pull/names.hpp"

namespace schemac::pull {

/// Where new things go.
struct Layout {
  Namespaces namespaces;      ///< C++ namespace of new entities.
  std::string header_folder;  ///< For a header of its own for each entity; empty: `header` takes them all.
  std::string header;
  std::string sql_folder;  ///< For a file for each kind; empty: `sql_file` takes them all.
  std::string sql_file;
};

struct Sources {
  std::map<std::string, std::string> headers;  ///< Text by path, relative to the project.
  std::map<std::string, std::string> sql;
  std::set<std::string> reserved;  ///< Paths of other files: none of them is written.
};

/// A path for a new file called `stem` in `folder`, which no file of the project has.
[[nodiscard]] std::string free_path(const Sources& sources, const std::string& folder, const std::string& stem,
                                    const std::string& extension);

/// How `to` is included from `from`.
[[nodiscard]] std::string include_path(const std::string& from, const std::string& to);

/// What one place of a text becomes.
struct Edit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
};
/// The text after the edits, which must not overlap; those that insert at one place do so in their order.
[[nodiscard]] std::string edited(const std::string& text, std::vector<Edit> edits);

}  // namespace schemac::pull

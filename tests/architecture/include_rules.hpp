// Who may include whom: the two tables of docs/architecture.md as data, and the includes that break them. The document
// is the only source; nothing about rooms or packages stands in this code.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "architecture/source_tree.hpp"

namespace schemac::tests {

struct RoomRule {
  std::string room;
  std::string path;  ///< A folder or a file, relative to the project.
  std::set<std::string> may_include;
};

struct PackageRule {
  std::string package;
  std::vector<std::string> headers;  ///< A prefix where it ends with a slash, else the whole name.
  std::set<std::string> rooms;
};

struct IncludeRules {
  std::vector<RoomRule> rooms;
  std::vector<PackageRule> packages;

  /// The room in which a file lies; the longest path wins.
  [[nodiscard]] const RoomRule* room_of(std::string_view path) const;
  /// The package whose header an include names.
  [[nodiscard]] const PackageRule* package_of(std::string_view included) const;
};

struct Include {
  std::size_t line = 0;
  std::string name;
  bool angled = false;
};

/// Reads the tables. Throws std::runtime_error when one is missing, has no rows or a row without its cells.
IncludeRules parse_rules(std::string_view document);

/// The #include lines of a C++ file.
std::vector<Include> includes_of(std::string_view text);

/// Every include of a room's file that its row does not allow, as `path:line: sentence`.
std::vector<std::string> forbidden_includes(const IncludeRules& rules, const std::vector<SourceFile>& tree);

/// What is wrong with the tables themselves: unknown rooms, folders without a row, rows without a folder, cycles.
std::vector<std::string> table_mistakes(const IncludeRules& rules, const std::vector<SourceFile>& tree);

}  // namespace schemac::tests

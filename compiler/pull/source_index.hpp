// Where in the texts of the headers things are: what the front end has placed by line and column, as a member of a
// struct and an item between its braces.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/declared.hpp"
#include "pull/cpp_structs.hpp"
#include "pull/sources.hpp"

namespace schemac::pull {

struct Located {
  const std::string* file = nullptr;
  const std::string* text = nullptr;
  const CppType* type = nullptr;      ///< Null: the place is in none.
  const CppMember* member = nullptr;  ///< Null: it is the type's own.
};

class SourceIndex {
 public:
  /// `sources` and `declared` must outlive this, and say the same.
  SourceIndex(const Sources& sources, const model::Declared& declared);

  [[nodiscard]] Located locate(const Place& place) const;
  /// The objects whose declaration begins at that byte.
  [[nodiscard]] std::vector<model::ObjectId> objects_at(const std::string& file, std::size_t offset) const;
  /// Whether the member is the list of a table's parts.
  [[nodiscard]] static bool is_table(std::string_view text, const CppMember& member);
  [[nodiscard]] const std::vector<CppType>& types(const std::string& file) const { return types_.at(file); }

 private:
  const Sources& sources_;
  std::map<std::string, std::vector<CppType>> types_;
  std::map<std::pair<std::string, std::size_t>, std::vector<model::ObjectId>> objects_;
};

/// The constraints and indexes that stand in the list of a table.
[[nodiscard]] std::set<model::ObjectId> objects_in_tables(const model::Declared& declared, const SourceIndex& index);

}  // namespace schemac::pull

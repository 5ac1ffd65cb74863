// What columns the relations of one database have, and which of them are never NULL; which functions and conversions
// are PostgreSQL's own there.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/object_id.hpp"
#include "schemac/runtime/connection.hpp"

namespace schemac::queries {

/// A column as some part of a query gives it.
struct GivenColumn {
  std::string name;
  bool not_null = false;
  std::string gathered = {};  ///< Of an array: the column of which it may have NULL as an element.
};
using GivenColumns = std::vector<GivenColumn>;

struct Relation {
  GivenColumns columns;    ///< In the order of the catalog, without those that were dropped.
  bool is_table = false;   ///< Ordinary or partitioned: what NOT NULL says there holds.
  std::string definition;  ///< Of a view: its query, which has not been looked into.
};

class Relations {
 public:
  explicit Relations(runtime::Connection& database) : database_(database) {}

  /// The relation of this name; where it has no schema, the one that search_path finds. Null: there is none.
  Relation* find(const model::QualifiedName& name);

  /// Whether all functions of this name are PostgreSQL's own, so that one is known by it.
  bool is_built_in(const std::string& function);

  /// Whether every conversion to the type of this name, with its schema or without, is PostgreSQL's own; that of its
  /// elements counts, and what a domain is over.
  bool is_built_in_cast(const std::vector<std::string>& type);

 private:
  std::optional<Relation> read(const model::QualifiedName& name);

  runtime::Connection& database_;
  std::map<model::QualifiedName, std::optional<Relation>> known_;
  std::optional<std::set<std::string>> others_;  ///< Names of all other functions.
  std::map<std::vector<std::string>, bool> casts_;
};

}  // namespace schemac::queries

// A query of a file of SQL: what is written there, and what PostgreSQL says of it. Types are the server's, by name:
// what they are in C++ is for `emit` to know.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/object_id.hpp"
#include "support/diagnostics.hpp"

namespace schemac::model {

/// What is wanted of a query's result: the word behind its name. Those of sqlc, and `optional`.
enum class QueryCommand {
  one,       ///< The row; that there is none, or several, is an error.
  optional,  ///< The row, or nothing.
  many,      ///< All rows.
  exec,      ///< Nothing.
  execrows,  ///< How many rows it touched.
};

/// Whether its function gives rows.
[[nodiscard]] constexpr bool gives_rows(QueryCommand command) {
  return command == QueryCommand::one || command == QueryCommand::optional || command == QueryCommand::many;
}

/// A type of the server; a domain is what it is made over.
struct QueryType {
  QualifiedName name;      ///< Of an array that of its elements.
  bool array = false;      ///< An array of it.
  bool of_domain = false;  ///< Of an array: its elements are of a domain.
  QualifiedName domain{};  ///< That one, where the server was just asked; it is said in messages alone.

  bool operator==(const QueryType&) const = default;
};

struct QueryParameter {
  std::string name;
  bool nullable = false;
  QueryType type;                  ///< PostgreSQL's word.
  Place place;                     ///< Where it stands first.
  bool nullable_elements = false;  ///< Of an array: its elements may be NULL.
};

struct QueryColumn {
  std::string name;
  bool nullable = true;
  QueryType type;
  bool nullable_elements = false;  ///< Of an array: its elements may be NULL, as the file says.
  bool operator==(const QueryColumn&) const = default;
};

/// A place in a query's SQL where a parameter stands.
struct QueryPlaceholder {
  std::size_t offset = 0;  ///< In `Query::sql`, where it is spelled `$1`.
  std::size_t size = 0;
  std::size_t written_size = 0;  ///< As it stands in the file.
  std::size_t parameter = 0;     ///< Index of its parameter.
};

/// What the file says of a result column, over PostgreSQL's word.
struct QueryOverride {
  std::string column;
  bool nullable = false;
  Place place;
  bool of_elements = false;  ///< It is said of the elements of an array.
  std::string meant;         ///< The line as it should be, where it is none; prose, unless there is such a column.
};

struct Query {
  std::string name;
  QueryCommand command{};
  std::string comment;  ///< What people read; empty: none.
  Place place;          ///< Of the name.
  std::string sql;      ///< As the server gets it, with `$1`, `$2` …
  std::string written;  ///< As it stands in the file.
  Place written_place;
  std::vector<QueryPlaceholder> placeholders;  ///< In the order of the text.
  std::vector<QueryParameter> parameters;      ///< `$1`, `$2` …
  std::vector<QueryOverride> overrides;
  std::vector<Place> target_places;  ///< Of the result columns, where each stands by itself: no `*` among them.
  bool has_cursor = false;           ///< It reads and nothing else, so that a cursor can be declared for it.
  bool locks_rows = false;           ///< `FOR UPDATE` and the like.

  std::vector<QueryColumn> columns;  ///< PostgreSQL's word; empty: it gives no rows.
};

/// The queries of one file, in its order.
struct QueryFile {
  std::string file;  ///< As configured, relative to the project.
  std::vector<Query> queries;
};

}  // namespace schemac::model

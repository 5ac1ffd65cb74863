// A query with everything about it that C++ needs spelled once: before views of it are made, and for the check of its
// names.
#pragma once

#include <string>
#include <vector>

#include "emit/output_names.hpp"
#include "emit/types.hpp"
#include "model/declared.hpp"

namespace schemac::emit {

/// A parameter or a column.
struct QueryValue {
  std::string name;
  CppType type;
  bool nullable = false;
};

struct QuerySpelling {
  const model::Query* query = nullptr;
  std::string function;
  std::string row;       ///< Empty: it gives no rows that anybody wants.
  std::string shape;     ///< The type by which rows are read.
  std::string constant;  ///< What holds the statement.
  std::string sql;       ///< As it is sent: the name in front, arrays cast to what they are.
  std::vector<QueryValue> parameters;
  std::vector<QueryValue> columns;
};

/// What one file of queries gives.
struct QueryContent {
  OutputNames names;
  std::string cpp_namespace;
  std::vector<QuerySpelling> queries;
};

/// @param shared the namespace that all rows are in: queries are in `queries` there
[[nodiscard]] std::vector<QueryContent> query_contents(const std::vector<model::QueryFile>& files,
                                                       const std::string& shared, const EnumNames& enums,
                                                       const std::string& schema_folder);

}  // namespace schemac::emit

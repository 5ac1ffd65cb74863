// Small questions to nodes of PostgreSQL's parse tree. https://github.com/pganalyze/libpg_query has their fields.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace schemac::queries {

using Json = nlohmann::json;

/// The list of a field; empty where there is none.
[[nodiscard]] const Json& list_of(const Json& node, const char* field);
/// The strings of a list of them: a name with its qualifiers, columns of USING.
[[nodiscard]] std::vector<std::string> strings_of(const Json& list);
/// The one key of `{"SelectStmt": {…}}`; empty: it has none.
[[nodiscard]] std::string kind_of(const Json& node);
/// The name that PostgreSQL gives to the column of an expression, where that follows from its form alone; else empty.
[[nodiscard]] std::string name_of_expression(const Json& expression);

}  // namespace schemac::queries

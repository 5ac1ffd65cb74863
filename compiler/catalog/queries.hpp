// What is asked of PostgreSQL's catalog: the texts of queries/*.sql, embedded by the build. Each is one statement over
// all objects of a kind; its own comment says what $1 and $2 are. `/*if 15*/ … /*else … */` in one of them is a gate:
// servers of that major and later get the first text, older ones the second (source.hpp).
#pragma once

#include <string_view>

namespace schemac::catalog::queries {

extern const std::string_view kChecks;
extern const std::string_view kColumns;
extern const std::string_view kDependencies;
extern const std::string_view kEnumTypes;
extern const std::string_view kExtensions;
extern const std::string_view kForeignKeys;
extern const std::string_view kFunctions;
extern const std::string_view kIndexKeys;
extern const std::string_view kIndexes;
extern const std::string_view kNamespaces;
extern const std::string_view kPolicies;
extern const std::string_view kSequences;
extern const std::string_view kTables;
extern const std::string_view kTriggers;
extern const std::string_view kUnmodelled;
extern const std::string_view kUnmodelledParts;

}  // namespace schemac::catalog::queries

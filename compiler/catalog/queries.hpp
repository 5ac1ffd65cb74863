// What is asked of PostgreSQL's catalog: the texts of queries/*.sql, embedded by the build. Each is one statement over
// all objects of a kind; its own comment says what $1 and $2 are. `/*if 15*/ … /*else … */` in one of them is a gate:
// servers of that major and later get the first text, older ones the second (source.hpp).
#pragma once

#include <string_view>

namespace schemac::catalog::queries {

extern const std::string_view kAccessMethods;
extern const std::string_view kAcls;
extern const std::string_view kAggregates;
extern const std::string_view kAttributes;
extern const std::string_view kCasts;
extern const std::string_view kChanges;
extern const std::string_view kChecks;
extern const std::string_view kCollations;
extern const std::string_view kColumns;
extern const std::string_view kCompositeTypes;
extern const std::string_view kConversions;
extern const std::string_view kDefaultPrivileges;
extern const std::string_view kDependencies;
extern const std::string_view kDomainChecks;
extern const std::string_view kDomains;
extern const std::string_view kEnumTypes;
extern const std::string_view kEventTriggers;
extern const std::string_view kExtensions;
extern const std::string_view kForeignDataWrappers;
extern const std::string_view kForeignKeys;
extern const std::string_view kForeignTables;
extern const std::string_view kFunctions;
extern const std::string_view kIndexKeys;
extern const std::string_view kIndexes;
extern const std::string_view kLanguages;
extern const std::string_view kMark;
extern const std::string_view kNamespaces;
extern const std::string_view kOperatorClasses;
extern const std::string_view kOperatorFamilies;
extern const std::string_view kOperators;
extern const std::string_view kPolicies;
extern const std::string_view kPresent;
extern const std::string_view kPublications;
extern const std::string_view kRangeTypes;
extern const std::string_view kRights;
extern const std::string_view kRules;
extern const std::string_view kSequences;
extern const std::string_view kServers;
extern const std::string_view kStatistics;
extern const std::string_view kTables;
extern const std::string_view kTextSearchConfigurations;
extern const std::string_view kTextSearchDictionaries;
extern const std::string_view kTextSearchParsers;
extern const std::string_view kTextSearchTemplates;
extern const std::string_view kTransforms;
extern const std::string_view kTriggers;
extern const std::string_view kUnmodelled;
extern const std::string_view kUnmodelledParts;
extern const std::string_view kUserMappings;
extern const std::string_view kViewColumns;
extern const std::string_view kViews;

}  // namespace schemac::catalog::queries

#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>

#include "catalog/queries.hpp"
#include "catalog/source.hpp"
#include "database/catalog/catalog_columns.hpp"
#include "database/catalog/reading.hpp"

using namespace schemac;

namespace {

namespace queries = catalog::queries;
using Names = std::set<std::string>;

Names words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

// The columns of a list that a server of that major has: `name`, `name@14-`, `name@15-16`, `name@-17`.
Names columns_of_major(const std::string& list, int major) {
  Names result;
  for (const std::string& word : words(list)) {
    const std::size_t at = word.find('@');
    const std::string range = at == std::string::npos ? "-" : word.substr(at + 1);
    const std::size_t dash = range.find('-');
    const int since = dash == 0 ? 0 : std::stoi(range.substr(0, dash));
    const int until = dash + 1 == range.size() ? 999 : std::stoi(range.substr(dash + 1));
    if (since <= major && major <= until) result.insert(word.substr(0, at));
  }
  return result;
}

const std::vector<std::string_view>& all_queries() {
  static const std::vector<std::string_view> kAll = {queries::kAccessMethods,
                                                     queries::kAcls,
                                                     queries::kAggregates,
                                                     queries::kAttributes,
                                                     queries::kCasts,
                                                     queries::kChecks,
                                                     queries::kCollations,
                                                     queries::kColumns,
                                                     queries::kCompositeTypes,
                                                     queries::kConversions,
                                                     queries::kDefaultPrivileges,
                                                     queries::kDependencies,
                                                     queries::kDomainChecks,
                                                     queries::kDomains,
                                                     queries::kEnumTypes,
                                                     queries::kEventTriggers,
                                                     queries::kExtensions,
                                                     queries::kForeignDataWrappers,
                                                     queries::kForeignKeys,
                                                     queries::kForeignTables,
                                                     queries::kFunctions,
                                                     queries::kIndexKeys,
                                                     queries::kIndexes,
                                                     queries::kLanguages,
                                                     queries::kNamespaces,
                                                     queries::kOperatorClasses,
                                                     queries::kOperatorFamilies,
                                                     queries::kOperators,
                                                     queries::kPolicies,
                                                     queries::kPresent,
                                                     queries::kPublications,
                                                     queries::kRangeTypes,
                                                     queries::kRights,
                                                     queries::kRules,
                                                     queries::kSequences,
                                                     queries::kServers,
                                                     queries::kStatistics,
                                                     queries::kTables,
                                                     queries::kTextSearchConfigurations,
                                                     queries::kTextSearchDictionaries,
                                                     queries::kTextSearchParsers,
                                                     queries::kTextSearchTemplates,
                                                     queries::kTransforms,
                                                     queries::kTriggers,
                                                     queries::kUnmodelled,
                                                     queries::kUnmodelledParts,
                                                     queries::kUserMappings,
                                                     queries::kViewColumns,
                                                     queries::kViews};
  return kAll;
}

// The names in a query, without its comments and strings other than those that name a catalog.
Names names_in(std::string_view query, int major) {
  const std::string text = std::regex_replace(catalog::for_major(query, major), std::regex("--[^\n]*"), "");
  static const std::regex kName("[a-z_0-9]+");
  Names result;
  for (std::sregex_iterator it(text.begin(), text.end(), kName), end; it != end; ++it) result.insert(it->str());
  return result;
}

Names live_columns(runtime::Connection& connection, const std::string& table) {
  Names result;
  const auto rows = connection.query_unchecked_sql(
      "SELECT attname FROM pg_attribute WHERE attrelid = ('pg_catalog.' || $1)::regclass AND attnum > 0", {table});
  for (const auto row : rows) result.emplace(row.text(0));
  return result;
}

Names names_of(const std::vector<tests::OtherCatalog>& catalogs) {
  Names result;
  for (const auto& other : catalogs) {
    CHECK_FALSE(other.reason.empty());
    result.merge(words(other.names));
  }
  return result;
}

Names used_names() {
  Names result;
  for (const auto& used : tests::used_catalogs()) result.insert(used.name);
  return result;
}

}  // namespace

TEST_CASE("every column of the catalogs in use is read, spelled, or left out for a reason", "[catalog]") {
  auto connection = tests::empty_database();
  const int major = connection.server_version() / 10000;
  for (const auto& used : tests::used_catalogs()) {
    INFO(used.name);
    Names listed = columns_of_major(used.read, major);
    listed.merge(columns_of_major(used.spelled, major));
    for (const auto& left : used.left_out) {
      CHECK_FALSE(left.reason.empty());
      listed.merge(columns_of_major(left.columns, major));
    }
    CHECK(listed == live_columns(connection, used.name));
  }
}

TEST_CASE("a column that is said to be read is in a query over its catalog", "[catalog]") {
  auto connection = tests::empty_database();
  const int major = connection.server_version() / 10000;
  for (const auto& used : tests::used_catalogs()) {
    Names mentioned;
    for (const auto query : all_queries()) {
      Names names = names_in(query, major);
      if (names.contains(used.name)) mentioned.merge(names);
    }
    for (const std::string& column : columns_of_major(used.read, major)) {
      INFO(used.name << "." << column);
      CHECK(mentioned.contains(column));
    }
    for (const std::string& column : columns_of_major(used.spelled, major)) {
      INFO(used.name << "." << column);
      CHECK_FALSE(mentioned.contains(column));
    }
  }
}

TEST_CASE("every catalog of the server is in use, only named, or left out for a reason", "[catalog]") {
  auto connection = tests::empty_database();
  Names accounted = used_names();
  accounted.merge(names_of(tests::named_catalogs()));
  accounted.merge(names_of(tests::left_out_catalogs()));
  const auto rows = connection.query_unchecked_sql(
      "SELECT relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'");
  for (const auto row : rows) {
    INFO(row.text(0));
    CHECK(accounted.contains(std::string(row.text(0))));
  }
}

TEST_CASE("the queries ask no catalog that is not accounted for", "[catalog]") {
  auto connection = tests::empty_database();
  Names accounted = used_names();
  accounted.merge(names_of(tests::named_catalogs()));
  Names relations;
  for (const auto row :
       connection.query_unchecked_sql("SELECT relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace")) {
    relations.emplace(row.text(0));
  }
  for (const auto query : all_queries()) {
    for (const std::string& name : names_in(query, 18)) {
      INFO(name);
      if (relations.contains(name)) CHECK(accounted.contains(name));
    }
  }
}

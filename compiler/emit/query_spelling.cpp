#include "emit/query_spelling.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "emit/names.hpp"
#include "emit/server_types.hpp"

namespace schemac::emit {
namespace {

void make_elements_optional(CppType& type) {
  constexpr std::string_view kBefore = "std::vector<", kBehind = ">";
  const std::string element =
      type.spelling.substr(kBefore.size(), type.spelling.size() - kBefore.size() - kBehind.size());
  type.spelling = fmt::format("std::vector<std::optional<{}>>", element);
  type.value_headers.emplace_back("<optional>");
}

/// @param one a parameter or a column
template <class T>
QueryValue spell_value(const std::string& name, const T& one, const EnumNames& enums) {
  model::Field field;
  field.type = column_type(one.type, enums);
  QueryValue value{name, cpp_type(field, enums, {}, {}), one.nullable};
  // Members and parameters may be called as a type is: each type is spelled so that this does not matter.
  value.type.spelling = value.type.qualified;
  if (one.nullable_elements) make_elements_optional(value.type);
  return value;
}

/// A parameter that travels as an array says what it is an array of: arrays of strings serve many types.
std::string spell_sql(const model::Query& query, const std::vector<QueryValue>& parameters) {
  std::string sql = fmt::format("/* name: {} */ ", query.name);
  std::size_t done = 0;
  for (const model::QueryPlaceholder& each : query.placeholders) {
    const std::string& cast = parameters[each.parameter].type.write_cast;
    const bool is_array = query.parameters[each.parameter].type.array;
    sql.append(query.sql, done, each.offset - done);
    const std::string placeholder = query.sql.substr(each.offset, each.size);
    sql += is_array ? fmt::format("({}{})", placeholder, cast) : placeholder;
    done = each.offset + each.size;
  }
  return sql.append(query.sql, done);
}

/// Its name, unless the query's function has that for something else.
std::string name_of_parameter(const QuerySpelling& spelling, const std::string& name) {
  const auto is_taken = [&](const std::string& wanted) {
    for (const std::string_view own : {std::string_view("executor"), std::string_view("pipeline"),
                                       std::string_view(spelling.constant), std::string_view(spelling.shape)})
      if (wanted == own) return true;
    const std::vector<model::QueryParameter>& all = spelling.query->parameters;
    return wanted != name && std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.name == wanted; });
  };
  std::string wanted = name;
  while (is_taken(wanted)) wanted += wanted.back() == '_' ? "value" : "_value";
  return wanted;
}

/// @param constants those of the queries before it: names that differ in capitals alone may have the same
QuerySpelling spell_query(const model::Query& query, const EnumNames& enums, std::set<std::string>& constants) {
  QuerySpelling spelling;
  spelling.query = &query;
  spelling.function = query.name;
  const std::string stem = upper_camel(query.name);
  spelling.constant = "k" + stem;
  for (int number = 2; !constants.insert(spelling.constant).second; ++number)
    spelling.constant = fmt::format("k{}{}", stem, number);
  const bool gives_rows = model::gives_rows(query.command);
  if (gives_rows) {
    spelling.row = stem + "Row";
    spelling.shape = stem + "Shape";
  }
  for (const model::QueryParameter& each : query.parameters)
    spelling.parameters.push_back(spell_value(name_of_parameter(spelling, each.name), each, enums));
  spelling.sql = spell_sql(query, spelling.parameters);
  if (!gives_rows) return spelling;
  for (const model::QueryColumn& each : query.columns) spelling.columns.push_back(spell_value(each.name, each, enums));
  return spelling;
}

}  // namespace

std::vector<QueryContent> query_contents(const std::vector<model::QueryFile>& files, const std::string& shared,
                                         const EnumNames& enums, const std::string& schema_folder) {
  std::vector<QueryContent> contents;
  std::set<std::string> constants;
  for (const model::QueryFile& file : files) {
    QueryContent& content = contents.emplace_back();
    content.names = output_names(file.file, schema_folder);
    content.cpp_namespace = shared.empty() ? "queries" : shared + "::queries";
    for (const model::Query& query : file.queries) content.queries.push_back(spell_query(query, enums, constants));
  }
  return contents;
}

}  // namespace schemac::emit

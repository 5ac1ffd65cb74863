#include "queries/record.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include <fmt/format.h>

#include "support/digest.hpp"

namespace schemac::queries {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;

/// Everything of a query that PostgreSQL's word depends on, or that changes it. Not its name: what is renamed is asked
/// for anew all the same, since it is kept by name.
class QueryDigest : public Digest<QueryDigest> {
 public:
  using Digest::feed;
  // What is said of elements is fed where it is said alone: records from before anybody could say it still hold.
  void feed(const model::QueryParameter& parameter) {
    all(parameter.name, parameter.nullable);
    if (parameter.nullable_elements) all(true);
  }
  void feed(const model::QueryOverride& each) {
    all(each.column, each.nullable);
    if (each.of_elements) all(true);
  }
};

std::string digest_of(const model::Query& query) {
  QueryDigest digest;
  digest.all(query.command, query.sql, query.parameters, query.overrides);
  return digest.hexadecimal();
}

Json write(const model::QueryType& type) {
  Json json{{"schema", type.name.schema}, {"type", type.name.name}};
  if (type.array) json["array"] = true;
  if (type.of_domain) json["of_domain"] = true;
  return json;
}

model::QueryType read_type(const Json& json) {
  return {{json.at("schema").get<std::string>(), json.at("type").get<std::string>()},
          json.value("array", false),
          json.value("of_domain", false)};
}

Json write(const model::Query& query) {
  Json parameters = Json::array(), columns = Json::array();
  for (const model::QueryParameter& parameter : query.parameters) parameters.push_back(write(parameter.type));
  for (const model::QueryColumn& column : query.columns) {
    Json json{{"name", column.name}, {"nullable", column.nullable}};
    json.update(write(column.type));
    if (column.nullable_elements) json["nullable_elements"] = true;
    columns.push_back(std::move(json));
  }
  return {{"digest", digest_of(query)}, {"parameters", std::move(parameters)}, {"columns", std::move(columns)}};
}

/// @return whether the entry is of this very query
bool read(const Json& entry, model::Query& query) {
  if (entry.at("digest") != digest_of(query)) return false;
  const Json& parameters = entry.at("parameters");
  if (parameters.size() != query.parameters.size()) return false;
  for (std::size_t i = 0; i < parameters.size(); ++i) query.parameters[i].type = read_type(parameters[i]);
  query.columns.clear();
  for (const Json& column : entry.at("columns"))
    query.columns.push_back({column.at("name"), column.at("nullable").get<bool>(), read_type(column),
                             column.value("nullable_elements", false)});
  return true;
}

/// The entries by name; none where the file is of another schema or no record.
Json entries(std::string_view text, const std::string& schema_hash) {
  try {
    Json json = Json::parse(text);
    if (json.at("format") == kFormat && json.at("schema") == schema_hash) return json.at("queries");
  } catch (const Json::exception&) {
    // Edited by hand, or merged in parts: it says nothing, and is written anew.
  }
  return Json::object();
}

}  // namespace

std::string write_record(const std::vector<model::QueryFile>& files, const std::string& schema_hash) {
  std::map<std::string, const model::Query*> sorted;
  for (const model::QueryFile& file : files)
    for (const model::Query& query : file.queries) sorted.emplace(query.name, &query);
  Json queries = Json::object();
  for (const auto& [name, query] : sorted) queries[name] = write(*query);
  const Json json{{"format", kFormat}, {"schema", schema_hash}, {"queries", std::move(queries)}};
  return json.dump(2) + "\n";
}

std::vector<const model::Query*> recall(std::string_view text, const std::string& schema_hash,
                                        std::vector<model::QueryFile>& files) {
  const Json known = entries(text, schema_hash);
  std::vector<const model::Query*> unknown;
  for (model::QueryFile& file : files)
    for (model::Query& query : file.queries) {
      bool is_known = false;
      try {
        is_known = known.contains(query.name) && read(known.at(query.name), query);
      } catch (const Json::exception&) {
        // The same, in one entry.
      }
      if (!is_known) unknown.push_back(&query);
    }
  return unknown;
}

void find_duplicates(const std::vector<model::QueryFile>& files, Diagnostics& diagnostics) {
  std::map<std::string, const model::Query*> first;
  for (const model::QueryFile& file : files)
    for (const model::Query& query : file.queries) {
      const auto [entry, is_new] = first.try_emplace(query.name, &query);
      if (is_new) continue;
      diagnostics.error(Code::duplicate_query, query.place, fmt::format("a second query `{}`", query.name))
          .notes.push_back({entry->second->place, "the first one is here"});
    }
}

}  // namespace schemac::queries

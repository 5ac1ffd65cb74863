#include "queries/record.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include <fmt/format.h>

#include "support/digest.hpp"

namespace schemac::queries {
namespace {

using Json = nlohmann::ordered_json;

/// 1 had one hash of the schema for the whole file, which a merge of two branches makes wrong for some of the entries.
constexpr int kFormat = 2;

class RecordDigest : public Digest<RecordDigest> {
 public:
  using Digest::feed;
  void feed(const model::QueryParameter& parameter) {
    all(parameter.name, parameter.nullable, parameter.nullable_elements);
  }
  void feed(const model::QueryOverride& each) { all(each.column, each.nullable, each.of_elements); }
  void feed(const model::QueryType& type) { all(type.name.schema, type.name.name, type.array, type.of_domain); }
  void feed(const model::QueryColumn& column) {
    all(column.name, column.nullable, column.nullable_elements, column.type);
  }
};

/// Everything of a query that PostgreSQL's word depends on, or that changes it. Not its name: what is renamed is asked
/// for anew all the same, since it is kept by name.
std::string digest_of(const model::Query& query) {
  RecordDigest digest;
  digest.all(query.command, query.sql, query.parameters, query.overrides);
  return digest.hexadecimal();
}

/// What PostgreSQL said, and of what: an entry stands by itself, wherever a merge has put it.
struct Entry {
  std::string query;   ///< Its digest.
  std::string schema;  ///< The hash of the schema with which it was described.
  std::vector<model::QueryType> parameters;
  std::vector<model::QueryColumn> columns;

  [[nodiscard]] std::string digest() const {
    RecordDigest digest;
    digest.all(query, schema, parameters, columns);
    return digest.hexadecimal();
  }
};

Entry entry_of(const model::Query& query, const std::string& schema_hash) {
  Entry entry{digest_of(query), schema_hash, {}, query.columns};
  for (const model::QueryParameter& parameter : query.parameters) entry.parameters.push_back(parameter.type);
  return entry;
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

Json write(const Entry& entry) {
  Json parameters = Json::array(), columns = Json::array();
  for (const model::QueryType& type : entry.parameters) parameters.push_back(write(type));
  for (const model::QueryColumn& column : entry.columns) {
    Json json{{"name", column.name}, {"nullable", column.nullable}};
    json.update(write(column.type));
    if (column.nullable_elements) json["nullable_elements"] = true;
    columns.push_back(std::move(json));
  }
  return {{"query", entry.query},
          {"schema", entry.schema},
          {"digest", entry.digest()},
          {"parameters", std::move(parameters)},
          {"columns", std::move(columns)}};
}

/// Nothing: it is not as it was written.
std::optional<Entry> read_entry(const Json& json) {
  try {
    Entry entry{json.at("query"), json.at("schema"), {}, {}};
    for (const Json& type : json.at("parameters")) entry.parameters.push_back(read_type(type));
    for (const Json& column : json.at("columns"))
      entry.columns.push_back({column.at("name"), column.at("nullable").get<bool>(), read_type(column),
                               column.value("nullable_elements", false)});
    if (json.at("digest") == entry.digest()) return entry;
  } catch (const Json::exception&) {
    // Edited by hand, or merged in parts: the same as a digest that does not hold.
  }
  return std::nullopt;
}

/// The entries by name; nothing where the text is no record of this format.
std::optional<Json> read_entries(std::string_view text) {
  try {
    Json json = Json::parse(text);
    if (json.at("format") == kFormat && json.at("queries").is_object()) return json.at("queries");
  } catch (const Json::exception&) {
    // There is none yet, or a merge left its marks in it: it is written anew.
  }
  return std::nullopt;
}

/// Fills in what the entry of the query says. What stays unknown is so for the first reason of these.
std::optional<Ignorance> recall(const std::optional<Json>& known, const std::string& schema_hash, model::Query& query) {
  if (!known) return Ignorance::no_record;
  if (!known->contains(query.name)) return Ignorance::other_query;
  std::optional<Entry> entry = read_entry(known->at(query.name));
  if (!entry) return Ignorance::altered;
  if (entry->query != digest_of(query) || entry->parameters.size() != query.parameters.size())
    return Ignorance::other_query;
  if (entry->schema != schema_hash) return Ignorance::other_schema;
  for (std::size_t i = 0; i < query.parameters.size(); ++i) query.parameters[i].type = std::move(entry->parameters[i]);
  query.columns = std::move(entry->columns);
  return std::nullopt;
}

}  // namespace

std::string write_record(const std::vector<model::QueryFile>& files, const std::string& schema_hash) {
  std::map<std::string, const model::Query*> sorted;
  for (const model::QueryFile& file : files)
    for (const model::Query& query : file.queries) sorted.emplace(query.name, &query);
  Json queries = Json::object();
  for (const auto& [name, query] : sorted) queries[name] = write(entry_of(*query, schema_hash));
  const Json json{{"format", kFormat}, {"queries", std::move(queries)}};
  return json.dump(2) + "\n";
}

std::vector<UnknownQuery> recall(std::string_view text, const std::string& schema_hash,
                                 std::vector<model::QueryFile>& files) {
  const std::optional<Json> known = read_entries(text);
  std::vector<UnknownQuery> unknown;
  for (model::QueryFile& file : files)
    for (model::Query& query : file.queries)
      if (const auto why = recall(known, schema_hash, query)) unknown.push_back({query.name, query.place, *why});
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

#include "emit/query_names.hpp"

#include <map>
#include <set>

#include <fmt/format.h>

#include "emit/names.hpp"
#include "emit/server_types.hpp"
#include "sql/quote.hpp"

namespace schemac::emit {
namespace {

bool can_be_name(const std::string& name) { return identifier(name) == name && !is_reserved(name); }

/// Where a result column stands; where that is not known, the statement.
const Place& place_of(const model::Query& query, std::size_t column) {
  return query.target_places.size() == query.columns.size() ? query.target_places[column] : query.written_place;
}

/// False: its type is of no interest before it has another name.
bool check_column_name(const QuerySpelling& query, std::size_t index, std::set<std::string>& taken,
                       Diagnostics& diagnostics) {
  const std::string& name = query.query->columns[index].name;
  const Place& place = place_of(*query.query, index);
  if (name == "?column?") {
    diagnostics.error(Code::query_column, place, fmt::format("column {} has no name", index + 1)).hint =
        "give it one with `AS`";
  } else if (!can_be_name(name) || name == query.row) {
    diagnostics.error(Code::query_column, place, fmt::format("`{}` cannot be the name of a member in C++", name)).hint =
        "give the column another name with `AS`";
  } else if (!taken.insert(name).second) {
    // A `*` has no place for any of its columns.
    diagnostics.error(Code::query_column, place, fmt::format("a second column `{}`", name)).hint =
        query.query->target_places.empty() ? "list the columns instead of `*`, one of them under another name with `AS`"
                                           : "give one of them another name with `AS`";
  } else {
    return true;
  }
  return false;
}

/// Its elements come under the number of the domain, which no program knows beforehand.
void refuse_domains(const QuerySpelling& query, std::size_t index, const std::string& base, Diagnostics& diagnostics) {
  const model::QueryColumn& column = query.query->columns[index];
  const std::string domain = column.type.domain.name.empty()
                                 ? std::string("a domain")
                                 : fmt::format("the domain `{}`", sql::qualified(column.type.domain));
  diagnostics
      .error(Code::query_type, place_of(*query.query, index),
             fmt::format("column `{}` is an array of {} over `{}`, for which there is no C++", column.name, domain,
                         sql::qualified(column.type.name)))
      .hint = fmt::format("cast it to an array of what the domain is over: `{0}::{1} AS {0}`", column.name, base);
}

void check_column_type(const QuerySpelling& query, std::size_t index, const EnumNames& enums,
                       Diagnostics& diagnostics) {
  const model::QueryColumn& column = query.query->columns[index];
  if (is_readable(column.type, enums)) return;
  const bool is_void = column.type.name == model::QualifiedName{"pg_catalog", "void"};
  const std::string spelled = column_type(column.type, enums).sql;
  if (column.type.of_domain) return refuse_domains(query, index, spelled, diagnostics);
  diagnostics
      .error(Code::query_type, place_of(*query.query, index),
             fmt::format("column `{}` is of type `{}`, for which there is no C++", column.name, spelled))
      .hint = is_void ? "make the query `:exec`"
                      : fmt::format("read its text: `{0}::text{1} AS {0}`", column.name, column.type.array ? "[]" : "");
}

void check_parameters(const model::Query& query, Diagnostics& diagnostics) {
  for (const model::QueryParameter& parameter : query.parameters)
    if (!can_be_name(parameter.name))
      diagnostics.error(Code::bad_query, parameter.place,
                        fmt::format("`{}` cannot be the name of a parameter in C++", parameter.name));
}

class Names {
 public:
  explicit Names(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void check(const QuerySpelling& query) {
    if (!can_be_name(query.function)) {
      diagnostics_
          .error(Code::bad_query, query.query->place,
                 fmt::format("`{}` cannot be the name of a function in C++", query.function))
          .hint = "letters, digits and `_`, and no keyword: `busiest_users`";
      return;
    }
    for (const std::string& name : {query.function, "stream_" + query.function, query.row, query.shape, query.constant})
      if (!name.empty() && !claim(name, query)) return;
  }

 private:
  bool claim(const std::string& name, const QuerySpelling& query) {
    const auto [entry, is_new] = owners_.try_emplace(name, query.query);
    if (is_new || entry->second == query.query) return true;
    diagnostics_
        .error(Code::generated_clash, query.query->place,
               fmt::format("queries `{}` and `{}` would both be `{}` in generated code", entry->second->name,
                           query.function, name))
        .notes.push_back({entry->second->place, "the other one is here"});
    return false;
  }

  std::map<std::string, const model::Query*> owners_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_queries(const std::vector<QueryContent>& files, const EnumNames& enums, Diagnostics& diagnostics) {
  Names names(diagnostics);
  for (const QueryContent& file : files)
    for (const QuerySpelling& query : file.queries) {
      names.check(query);
      check_parameters(*query.query, diagnostics);
      if (query.row.empty()) continue;
      std::set<std::string> taken;
      for (std::size_t i = 0; i < query.query->columns.size(); ++i) {
        if (check_column_name(query, i, taken, diagnostics)) check_column_type(query, i, enums, diagnostics);
      }
    }
}

}  // namespace schemac::emit

#include "emit/query_view.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "emit/entity_view.hpp"
#include "emit/names.hpp"
#include "emit/pair_view.hpp"

namespace schemac::emit {
namespace {

using model::QueryCommand;

std::string member_type(const QueryValue& value) {
  return value.nullable ? fmt::format("std::optional<{}>", value.type.spelling) : value.type.spelling;
}

std::string parameter_type(const QueryValue& value) {
  return value.type.by_value && !value.nullable ? value.type.spelling : fmt::format("const {}&", member_type(value));
}

std::vector<View> value_views(const std::vector<QueryValue>& values) {
  std::vector<View> views;
  for (const QueryValue& value : values)
    views.emplace_back()
        .text("name", value.name)
        .text("type", member_type(value))
        .text("parameter_type", parameter_type(value));
  return views;
}

bool streams(const QuerySpelling& query) {
  return query.query->command == QueryCommand::many && query.query->has_cursor;
}

/// What the function gives, and the runtime's function that does it.
void put_command(View& view, const QuerySpelling& query) {
  const auto put = [&](const std::string& result, const std::string& pending, const std::string& runs) {
    view.text("result", result).text("pending", pending).text("runs", runs);
  };
  view.flag("gives_nothing", query.query->command == QueryCommand::exec)
      .flag("counts", query.query->command == QueryCommand::execrows);
  switch (query.query->command) {
    case QueryCommand::one:
      return put(query.row, query.row, fmt::format("one<{}>", query.shape));
    case QueryCommand::optional: {
      const std::string optional = fmt::format("std::optional<{}>", query.row);
      return put(optional, optional, fmt::format("optional_one<{}>", query.shape));
    }
    case QueryCommand::many: {
      const std::string rows = fmt::format("std::vector<{}>", query.row);
      return put(rows, rows, fmt::format("rows<{}>", query.shape));
    }
    case QueryCommand::exec:
      return put("void", {}, "affected");
    case QueryCommand::execrows:
      return put("std::int64_t", "std::int64_t", "affected");
  }
}

View query_view(const QuerySpelling& query) {
  View view;
  view.text("function", query.function)
      .text("row", query.row)
      .text("shape", query.shape)
      .text("constant", query.constant)
      .text("sql", query.sql)
      .text("locks", query.query->locks_rows ? "true" : "false")
      .flag("locks_rows", query.query->locks_rows)
      .flag("gives_rows", !query.row.empty())
      .flag("streams", streams(query));
  put_command(view, query);
  view.list("parameters", value_views(query.parameters));
  view.list("columns", value_views(query.columns));
  put_comment(view, query.query->comment);
  return view;
}

template <class Use>
void each_value(const QueryContent& file, const Use& use) {
  for (const QuerySpelling& query : file.queries) {
    for (const QueryValue& value : query.parameters) use(value);
    for (const QueryValue& value : query.columns) use(value);
  }
}

std::set<std::string> value_headers(const QueryContent& file) {
  std::set<std::string> headers{"<cstdint>", "<schemac/runtime/abi.hpp>", "<schemac/runtime/forward.hpp>"};
  each_value(file, [&](const QueryValue& value) {
    headers.insert(value.type.value_headers.begin(), value.type.value_headers.end());
    if (value.nullable) headers.insert("<optional>");
  });
  for (const QuerySpelling& query : file.queries) {
    if (query.query->command == QueryCommand::optional) headers.insert("<optional>");
    if (query.query->command == QueryCommand::many) headers.insert("<vector>");
    if (streams(query)) headers.insert("<schemac/runtime/query/forward.hpp>");
  }
  // Of an enumeration a header needs no more than its own, which is a neighbour.
  headers.erase("<schemac/runtime/enum.hpp>");
  return headers;
}

/// The generated headers of the enumerations that the queries take and give.
std::vector<View> neighbours(const QueryContent& file, const EnumNames& enums, const std::string& schema_folder) {
  std::set<std::string> headers;
  const auto add = [&](const model::QueryType& type) {
    const auto found = enums.find(type.name);
    if (found != enums.end())
      headers.insert(include_path(file.names.header, output_names(found->second.header, schema_folder).header));
  };
  for (const QuerySpelling& query : file.queries) {
    for (const model::QueryParameter& parameter : query.query->parameters) add(parameter.type);
    for (const model::QueryColumn& column : query.query->columns) add(column.type);
  }
  std::vector<View> views;
  for (const std::string& header : headers) views.emplace_back().text("header", header);
  return views;
}

std::set<std::string> codec_headers(const QueryContent& file) {
  std::set<std::string> headers;
  each_value(file, [&](const QueryValue& value) {
    headers.insert(value.type.codec_headers.begin(), value.type.codec_headers.end());
  });
  return headers;
}

}  // namespace

View query_file_view(const QueryContent& file, const EnumNames& enums, const std::string& schema_folder) {
  std::vector<std::string> texts;
  std::vector<View> queries;
  for (const QuerySpelling& query : file.queries) {
    texts.push_back(query.sql);
    queries.push_back(query_view(query));
  }
  View view = pair_view(file.names, file.cpp_namespace + "::schemac_generation",
                        {value_headers(file), codec_headers(file)}, texts);
  view.text("namespace", file.cpp_namespace);
  view.flag("streams", std::any_of(file.queries.begin(), file.queries.end(), streams));
  view.list("neighbours", neighbours(file, enums, schema_folder));
  view.list("queries", std::move(queries));
  return view;
}

}  // namespace schemac::emit

#include "cli/release_queries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "cli/globals.hpp"
#include "cli/try_statement.hpp"
#include "queries/describe.hpp"
#include "schemac/runtime/error.hpp"
#include "sql/quote.hpp"

namespace schemac::cli {
namespace {

constexpr const char* kReadHint = "keep what it gives until no program of that release runs";

class QueryCheck {
 public:
  QueryCheck(const Manifest& release, const ManifestQuery& query, Diagnostics& diagnostics)
      : release_(release), query_(query), diagnostics_(diagnostics) {}

  void run(runtime::Connection& database) {
    if (!is_taken(database) || query_.columns.empty()) return;
    if (const auto given = described(database)) compare(*given);
  }

 private:
  void tell(Code code, const std::string& problem, const char* hint) {
    diagnostics_.error(code, {release_.file().string(), 0, 0}, fmt::format("`{}` {}", query_.statement.name, problem))
        .hint = hint;
  }

  bool is_taken(runtime::Connection& database) {
    try {
      try_statement(query_.statement, database);
      return true;
    } catch (const runtime::Error& error) {
      if (!database.is_open()) throw;
      tell(Code::breaks_statement, fmt::format("is refused: {} [{}]", error.message(), error.sqlstate()),
           "let the new schema stay such that the query runs until no program of that release does");
      return false;
    }
  }

  /// What it gives on this schema, as `generate` would be told.
  std::optional<std::vector<model::QueryColumn>> described(runtime::Connection& database) {
    model::Query query;
    query.name = query_.statement.name;
    query.command = model::QueryCommand::exec;  // that it gives rows is compared here
    query.sql = query.written = query_.statement.sql;
    for (std::size_t i = 0; i < query_.nullable_parameters.size(); ++i) {
      query.parameters.emplace_back().nullable = query_.nullable_parameters[i];
      query.placeholders.push_back({0, 0, 0, i});  // where it stands is known of a file alone
    }
    std::vector<model::QueryFile> files(1);
    files.front().queries.push_back(std::move(query));
    Diagnostics found;
    queries::describe(files, database, found);
    diagnostics_.append(found);
    if (found.has_errors()) return std::nullopt;
    return std::move(files.front().queries.front().columns);
  }

  void compare(const std::vector<model::QueryColumn>& given) {
    if (given.size() != query_.columns.size())
      return tell(Code::breaks_read,
                  fmt::format("gives {}, and the program reads {}", counted(given.size(), "column", "columns"),
                              query_.columns.size()),
                  "a `*` gives what the table has: name the columns in the next release, and add none until then");
    for (std::size_t i = 0; i < given.size(); ++i) compare(given[i], query_.columns[i]);
  }

  void compare(const model::QueryColumn& given, const ManifestQuery::Column& wanted) {
    if (!reads_alike(given.type, wanted.column.type))
      tell(Code::breaks_read,
           fmt::format("gives `{}` of type `{}`, and the program reads `{}`", wanted.column.name, spelled(given.type),
                       spelled(wanted.column.type)),
           kReadHint);
    else if (given.nullable && !wanted.column.nullable && !wanted.asserted)
      tell(Code::breaks_read, fmt::format("may give NULL as `{}`, which the program cannot read", wanted.column.name),
           kReadHint);
  }

  static std::string spelled(const model::QueryType& type) {
    const std::string name =
        type.name.schema == "pg_catalog" ? sql::identifier(type.name.name) : sql::qualified(type.name);
    return type.array ? name + "[]" : name;
  }

  /// One codec reads all of these as a string.
  static bool is_text(const model::QueryType& type) {
    constexpr std::array<std::string_view, 3> kTexts = {"text", "varchar", "bpchar"};
    return type.name.schema == "pg_catalog" && std::find(kTexts.begin(), kTexts.end(), type.name.name) != kTexts.end();
  }

  static bool reads_alike(const model::QueryType& one, const model::QueryType& other) {
    if (one.array != other.array) return false;
    return one.name == other.name || (is_text(one) && is_text(other));
  }

  const Manifest& release_;
  const ManifestQuery& query_;
  Diagnostics& diagnostics_;
};

}  // namespace

void demand_queries(const Manifest& release, runtime::Connection& database, Diagnostics& diagnostics) {
  for (const ManifestQuery& query : release.queries()) QueryCheck(release, query, diagnostics).run(database);
}

}  // namespace schemac::cli

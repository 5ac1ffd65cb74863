#include "cli/query_files.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "queries/describe.hpp"
#include "queries/read.hpp"

namespace schemac::cli {
namespace {

using queries::Ignorance, queries::UnknownQuery;

/// A statement of the schema and a query are read in different ways.
void refuse_both(const std::vector<std::string>& files, const Project& project, Diagnostics& diagnostics) {
  const std::vector<std::string> schema = expand(project.config.sql, project.config, diagnostics);
  for (const std::string& file : files)
    if (std::binary_search(schema.begin(), schema.end(), file))
      diagnostics
          .error(Code::config_unreadable, {project.config.file, 0, 0},
                 fmt::format("`{}` would be a file of queries and of the schema", file))
          .hint = "`[schema] sql` and `[schema] queries` name files of their own";
}

}  // namespace

std::optional<std::vector<UnknownQuery>> read_queries(const Project& project, model::Declared& declared,
                                                      Diagnostics& diagnostics) {
  Diagnostics found;
  const std::vector<std::string> files = expand(project.config.queries, project.config, found);
  refuse_both(files, project, found);
  for (const std::string& file : files)
    declared.queries.push_back(queries::read(file, read_text(file).value_or(""), found));
  queries::find_duplicates(declared.queries, found);
  diagnostics.append(found);
  if (found.has_errors()) return std::nullopt;
  const std::string record = files.empty() ? "" : read_file(project.config.query_record).value_or("");
  return queries::recall(record, declared.hash, declared.queries);
}

void demand_described(const std::vector<UnknownQuery>& unknown, const Project& project, Diagnostics& diagnostics) {
  const std::string record = project.config.query_record.string();
  const auto demand = [&](const Place& place, const std::string& problem) {
    diagnostics.error(Code::stale_output, place, problem).hint =
        "`schemac generate` asks PostgreSQL and writes it down";
  };
  const auto count = [&](Ignorance why) {
    const auto found = std::count_if(unknown.begin(), unknown.end(), [&](const auto& each) { return each.why == why; });
    return counted(static_cast<std::size_t>(found), "query", "queries");
  };
  std::set<Ignorance> told;  // what has one cause for all of them
  for (const UnknownQuery& query : unknown) {
    switch (query.why) {
      case Ignorance::no_record:
        if (told.insert(query.why).second)
          demand({record, 0, 0}, fmt::format("no record that schemac can read of {}", count(query.why)));
        break;
      case Ignorance::other_schema:
        if (told.insert(query.why).second)
          demand({record, 0, 0}, fmt::format("the schema has changed since PostgreSQL described {}", count(query.why)));
        break;
      case Ignorance::altered:
        demand(query.place, fmt::format("what `{}` says of query `{}` is not as schemac wrote it", record, query.name));
        break;
      case Ignorance::other_query:
        demand(query.place, fmt::format("`{}` does not know query `{}` as it is now", record, query.name));
    }
  }
}

bool describe_queries(model::Declared& declared, runtime::Connection& database, Diagnostics& diagnostics) {
  Diagnostics found;
  queries::describe(declared.queries, database, found);
  diagnostics.append(found);
  return !found.has_errors();
}

void stage_query_record(const Project& project, const model::Declared& declared, StagedFiles& files) {
  const std::filesystem::path& record = project.config.query_record;
  if (!declared.queries.empty()) {
    files.write(record, queries::write_record(declared.queries, declared.hash));
  } else if (std::filesystem::exists(record)) {
    files.remove(record);
  }
}

}  // namespace schemac::cli

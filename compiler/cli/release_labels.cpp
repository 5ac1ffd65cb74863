#include "cli/release_labels.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/release_statements.hpp"
#include "sql/quote.hpp"

namespace schemac::cli {
namespace {

/// Who gets values of one enum to see.
struct Readers {
  std::vector<std::string> columns;  ///< `public.accounts.state`
  std::vector<const ManifestStatement*> statements;
};

void add_tables(const Manifest& release, const std::string& type, Readers& readers) {
  const auto& tables = release.contract().tables;
  for (std::size_t place = 0; place < tables.size(); ++place) {
    std::vector<std::string> columns;
    for (const runtime::ColumnContract& column : tables[place].columns)
      if (column.type == type || column.type == type + "[]") columns.push_back(sql::identifier(column.name));
    if (columns.empty()) continue;
    const std::string table = sql::qualified({std::string(tables[place].schema), std::string(tables[place].name)});
    for (const std::string& column : columns) readers.columns.push_back(table + '.' + column);
    for (const ManifestStatement& statement : release.statements(place))
      if (std::any_of(columns.begin(), columns.end(), [&](const auto& column) { return gives(statement.sql, column); }))
        readers.statements.push_back(&statement);
  }
}

Readers readers_of(const Manifest& release, const model::QualifiedName& type) {
  Readers readers;
  add_tables(release, sql::qualified(type), readers);
  for (const ManifestQuery& query : release.queries())
    if (std::any_of(query.columns.begin(), query.columns.end(),
                    [&](const ManifestQuery::Column& each) { return each.column.type.name == type; }))
      readers.statements.push_back(&query.statement);
  return readers;
}

}  // namespace

void demand_known_labels(const Manifest& release, const model::Schema& now, Diagnostics& diagnostics) {
  for (const runtime::EnumContract& known : release.contract().enums) {
    const model::QualifiedName name{std::string(known.schema), std::string(known.name)};
    const model::EnumType* const type = now.enum_types.find({model::Kind::enum_type, name.schema, {}, name.name});
    if (type == nullptr) continue;
    const Readers readers = readers_of(release, name);
    if (readers.columns.empty() && readers.statements.empty()) continue;
    for (const std::string& label : type->labels) {
      if (std::find(known.labels.begin(), known.labels.end(), label) != known.labels.end()) continue;
      Diagnostic& error =
          diagnostics.error(Code::unknown_label, {release.file().string(), 0, 0},
                            fmt::format("enum {} has a new label `{}`, and that release cannot read a row with it",
                                        sql::qualified(name), label));
      error.hint = "write it when no program of that release runs; where that is so, say `check --allow unknown-label`";
      if (!readers.columns.empty())
        error.notes.push_back({{}, fmt::format("a row may have it in {}", fmt::join(readers.columns, ", "))});
      if (!readers.statements.empty()) error.notes.push_back({{}, names_of("such a row breaks", readers.statements)});
    }
  }
}

}  // namespace schemac::cli

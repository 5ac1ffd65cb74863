// Renames that the headers say: `renamed_from("x")` on columns and tables, and `/// schemac: renamed from x` above
// anything. They are facts of history: harmless once every environment has the new name.
#include <algorithm>

#include "frontend/comments.hpp"
#include "frontend/naming.hpp"
#include "frontend/passes.hpp"
#include "frontend/words.hpp"

namespace schemac::frontend {
namespace {

struct Said {
  std::string before;
  Place place;
};

std::optional<Said> said(const Text* text, const std::string& comment, const Place& place) {
  if (text != nullptr) return Said{text->value, text->place};
  if (const std::optional<std::string> before = read_comment(comment).renamed_from) return Said{*before, place};
  return std::nullopt;
}

void rename_column(Draft& draft, const TableDraft& table, const ColumnDraft& column) {
  const SourceField& field = *column.source;
  std::optional<Said> rename = said(text_of(field.options, "renamed_from"), field.comment, field.place);
  if (!rename) return;
  if (column.lookup) rename->before += "_lookup";
  for (const ColumnDraft& other : table.columns)
    if (other.column.name == rename->before)
      report_stale_rename(draft, rename->before, rename->place, other.field.place);
  draft.declared.renames.push_back(
      {model::column_id(table.name(), rename->before), model::column_id(table.name(), column.column.name), {}, {}});
}

/// `renamed_from("old")`, or `renamed_from("old_schema.old")` where the table has moved.
model::QualifiedName former_name(const TableDraft& table, const std::string& before) {
  const std::size_t dot = before.find('.');
  if (dot == std::string::npos) return {table.name().schema, before};
  return {before.substr(0, dot), before.substr(dot + 1)};
}

void rename_table(Draft& draft, const TableDraft& table) {
  const auto part = std::find_if(table.parts.begin(), table.parts.end(),
                                 [](const Word* word) { return word->name == "renamed_from"; });
  const Text* const text = part == table.parts.end() ? nullptr : argument<Text>(**part, 0);
  const std::optional<Said> rename = said(text, table.record->comment, table.entity.place);
  if (!rename) return;
  const model::QualifiedName before = former_name(table, rename->before);
  for (const TableDraft& other : draft.tables)
    if (other.name() == before) report_stale_rename(draft, rename->before, rename->place, other.entity.place);
  const model::Rename said_now{{model::Kind::table, before.schema, {}, before.name}, table.table.id(), {}, {}};
  draft.declared.renames.push_back(said_now);
  if (rename->before.find('.') == std::string::npos) draft.declared.bare_renames.emplace(said_now, rename->place);
}

}  // namespace

void declare_renames(Draft& draft) {
  for (const TableDraft& table : draft.tables) {
    rename_table(draft, table);
    for (const ColumnDraft& column : table.columns) rename_column(draft, table, column);
  }
  std::sort(draft.declared.renames.begin(), draft.declared.renames.end());
}

}  // namespace schemac::frontend

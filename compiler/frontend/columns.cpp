// Columns: their names, types, comments and which options go together. References get their type later.
#include <fmt/format.h>

#include "frontend/column_values.hpp"
#include "frontend/comments.hpp"
#include "frontend/impossible_values.hpp"
#include "frontend/naming.hpp"
#include "frontend/passes.hpp"
#include "frontend/spelled_types.hpp"
#include "frontend/words.hpp"
#include "sql/quote.hpp"

namespace schemac::frontend {
namespace {

/// At most once each: an option that is said twice is a slip.
void check_repeated(Draft& draft, const SourceField& field) {
  for (std::size_t i = 0; i < field.options.size(); ++i) {
    const Word& word = field.options[i];
    const Word* const first = find_word(field.options, word.name);
    if (first == &word || word.name == "check") continue;
    draft.diagnostics.error(Code::bad_option, word.place, fmt::format("`{}` is said twice", word.name))
        .notes.push_back({first->place, "first here"});
  }
}

void check_secrets(Draft& draft, const SourceField& field) {
  const Word* const encrypted = find_word(field.options, "encrypted");
  const Word* const lookup = find_word(field.options, "encrypted_lookup");
  const Word* const hashed = find_word(field.options, "hashed");
  const auto refuse = [&](const Word* word, const std::string& message) {
    if (word != nullptr) draft.diagnostics.error(Code::bad_option, word->place, message);
  };
  if (encrypted != nullptr) refuse(hashed, "a column is `hashed` or `encrypted`, not both");
  if (encrypted == nullptr)
    refuse(lookup, "`encrypted_lookup` finds values of an `encrypted` column, and this is none");
  if (encrypted == nullptr && hashed == nullptr) return;
  if (!(encrypted != nullptr && lookup != nullptr))
    refuse(find_word(field.options, "unique"),
           "a secret never looks the same twice, so it cannot be `unique`; with `encrypted, encrypted_lookup` it can");
  refuse(find_word(field.options, "primary_key"), "a secret cannot be the primary key");
  for (const std::string_view name : {"default_to", "default_sql", "generated_as", "collate"})
    refuse(find_word(field.options, name), fmt::format("`{}` cannot be on a secret: the database never sees it", name));
}

/// Every update counts it up by one from what it was, so it is there, and nothing else says its value.
void check_optimistic_lock(Draft& draft, const SourceField& field, const Word& word) {
  const auto refuse = [&](const std::string& message) {
    draft.diagnostics.error(Code::bad_option, word.place, message);
  };
  if (field.type.nullable) refuse("a row always has a version: an `optimistic_lock` cannot be `Nullable`");
  for (const std::string_view name : {"primary_key", "unique", "generated_as", "identity", "identity_always"})
    if (find_word(field.options, name) != nullptr)
      refuse(fmt::format("`{}` cannot be on an `optimistic_lock`: every update counts it up", name));
}

void declare_optimistic_lock(Draft& draft, const TableDraft& table, ColumnDraft& column, const Word& word) {
  check_optimistic_lock(draft, *column.source, word);
  column.field.optimistic_lock = true;
  if (!column.column.default_expression) column.column.default_expression = "1";
  for (const ColumnDraft& other : table.columns)
    if (&other != &column && other.field.optimistic_lock)
      draft.diagnostics.error(Code::bad_option, word.place, "a row has one version: `optimistic_lock` is said twice")
          .notes.push_back({find_word(other.source->options, "optimistic_lock")->place, "first here"});
}

std::string column_name(Draft& draft, const SourceField& field, std::string_view suffix) {
  const Text* const given = text_of(field.options, "column_name");
  const std::string name = (given != nullptr ? given->value : snake_case(field.name)) + std::string(suffix);
  if (given != nullptr) check_given_name(draft, name, given->place);
  return sql::shorten(name);
}

void name_column(Draft& draft, ColumnDraft& column, std::string_view suffix) {
  column.field.name = column.source->name + std::string(suffix);
  column.column.name = column_name(draft, *column.source, suffix);
  column.field.column = column.column.name;
}

void describe_column(Draft& draft, ColumnDraft& column) {
  const Comment comment = read_comment(column.source->comment);
  report_directive(draft, comment, column.source->place);
  column.field.place = column.source->place;
  column.field.nullable = column.source->type.nullable;
  column.column.not_null = !column.field.nullable;
  if (column.lookup) return;
  column.field.comment = comment.text;
  if (!comment.text.empty()) column.column.comment = comment.text;
}

void declare_type(Draft& draft, ColumnDraft& column) {
  column.field.type = spell_type(draft, *column.source);
  column.field.hashed = find_word(column.source->options, "hashed") != nullptr;
  column.field.encrypted = find_word(column.source->options, "encrypted") != nullptr && !column.lookup;
  if (find_word(column.source->options, "encrypted") != nullptr)
    column.field.type = {model::TypeWord::bytea, "bytea", false, {}};
  column.column.type = column.field.type.sql;
}

void declare_column(Draft& draft, const TableDraft& table, ColumnDraft& column) {
  const std::vector<Word>& options = column.source->options;
  describe_column(draft, column);
  if (column.source->type.word == "BelongsTo") {
    name_column(draft, column, {});  // resolve_references() adds the name of the other column
    check_repeated(draft, *column.source);
    declare_value(draft, column);
    return;
  }
  name_column(draft, column, column.lookup ? "_lookup" : "");
  declare_type(draft, column);
  if (column.lookup) {
    column.field.lookup_of = column_name(draft, *column.source, {});
    return;
  }
  check_repeated(draft, *column.source);
  check_secrets(draft, *column.source);
  declare_value(draft, column);
  column.field.touched_on_update = find_word(options, "touch_on_update") != nullptr;
  if (const Word* const lock = find_word(options, "optimistic_lock"))
    declare_optimistic_lock(draft, table, column, *lock);
  check_constants(draft, column);
  if (const Text* const collation = text_of(options, "collate")) column.column.collation = collation_of(*collation);
}

}  // namespace

void declare_columns(Draft& draft) {
  for (TableDraft& table : draft.tables)
    for (ColumnDraft& column : table.columns) declare_column(draft, table, column);
}

}  // namespace schemac::frontend

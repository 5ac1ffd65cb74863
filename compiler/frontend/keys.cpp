// Primary keys: `primary_key` on a column, or `primary_key(&A::b, &A::c)` in the table.
#include <fmt/format.h>

#include "frontend/column_values.hpp"
#include "frontend/constraint_words.hpp"
#include "frontend/keys.hpp"
#include "frontend/passes.hpp"
#include "frontend/words.hpp"

namespace schemac::frontend {
namespace {

struct Said {
  const Word* word = nullptr;
  std::vector<ColumnDraft*> columns;
};

/// Every way in which the table says its key.
std::vector<Said> keys_said(Draft& draft, TableDraft& table) {
  std::vector<Said> said;
  for (ColumnDraft& column : table.columns) {
    const Word* const word = find_word(column.source->options, "primary_key");
    if (word != nullptr && !column.lookup) said.push_back({word, {&column}});
  }
  for (const Word* const part : table.parts) {
    if (part->name != "primary_key") continue;
    Said key{part, {}};
    for (std::size_t i = 0; i < part->arguments.size(); ++i)
      if (ColumnDraft* const column = find_column(draft, table, *part, i)) key.columns.push_back(column);
    said.push_back(std::move(key));
  }
  return said;
}

bool is_integer(const ColumnDraft& column) {
  const std::string& word = column.source->type.word;
  return !column.source->type.array && (word == "SmallInt" || word == "Integer" || word == "BigInt");
}

void count_by_itself(ColumnDraft& column) {
  model::Column& made = column.column;
  if (!is_integer(column) || made.default_expression || made.generated_expression || made.identity) return;
  if (find_word(column.source->options, "no_identity") == nullptr)
    made.identity = identity_of(column.field.type.word, false);
}

}  // namespace

void declare_keys(Draft& draft) {
  for (TableDraft& table : draft.tables) {
    std::vector<Said> said = keys_said(draft, table);
    if (said.empty()) continue;
    if (said.size() > 1) {
      Diagnostic& error = draft.diagnostics.error(Code::bad_option, said[1].word->place,
                                                  fmt::format("`{}` has two primary keys", table.entity.name));
      error.notes.push_back({said[0].word->place, "the other one is here"});
      error.hint = "a key of several columns is said in the table: `primary_key(&A::b, &A::c)`";
    }
    for (ColumnDraft* const column : said.front().columns) {
      column->field.primary_key = true;
      if (column->source->type.nullable)
        draft.diagnostics.error(
            Code::bad_option, said.front().word->place,
            fmt::format("`{}` is `Nullable` and cannot be part of a primary key", column->source->name));
    }
    if (said.front().columns.size() == 1) count_by_itself(*said.front().columns.front());
    table.key_word = said.front().word;
    for (const ColumnDraft* const column : said.front().columns) table.key_fields.push_back(column->source);
  }
}

void put_key(Draft& draft, TableDraft& table) {
  if (table.key_word == nullptr) return;
  for (const SourceField* const field : table.key_fields)
    for (const ColumnDraft& column : table.columns)
      if (column.source == field) table.key.push_back(column.column.name);
  model::PrimaryKey key;
  key.table = table.name();
  key.columns = table.key;
  key.include = included_columns(draft, table, *table.key_word);
  const Name name = choose_name(draft, text_of(table.key_word->chain, "named"), "pk", table, {});
  key.name = name.kept;
  for (const std::string& column : table.key) depend(draft, key.id(), model::column_id(table.name(), column));
  if (!table.key.empty()) table.indexed.insert(table.key.front());
  table.identifying.emplace_back(table.key, key.id());
  put(draft, draft.declared.schema.primary_keys, std::move(key), table.key_word->place, name.full);
}

}  // namespace schemac::frontend

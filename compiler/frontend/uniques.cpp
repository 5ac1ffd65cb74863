// Unique constraints: `unique` on a column, `unique(&A::b, &A::c)` in the table. Of an encrypted column the blind index
// is unique, because a ciphertext never is the same twice.
#include <fmt/format.h>

#include "frontend/constraint_words.hpp"
#include "frontend/passes.hpp"
#include "frontend/words.hpp"

namespace schemac::frontend {
namespace {

void declare(Draft& draft, TableDraft& table, const Word& word, std::vector<std::string> columns) {
  if (columns.empty()) return;
  model::Unique unique;
  unique.table = table.name();
  unique.columns = std::move(columns);
  unique.include = included_columns(draft, table, word);
  unique.nulls_not_distinct = chained(word, "nulls_not_distinct");
  unique.deferral = deferral_of(word.chain);
  const Name name = choose_name(draft, text_of(word.chain, "named"), "uq", table, unique.columns);
  unique.name = name.kept;
  for (const std::string& column : unique.columns) depend(draft, unique.id(), model::column_id(table.name(), column));
  // Nothing can stand on a deferrable key: no foreign key, no ON CONFLICT, and no finder inside a transaction.
  if (unique.deferral == model::Deferral::not_deferrable) {
    table.entity.unique_keys.push_back({unique.name, unique.columns, std::nullopt});
    table.identifying.emplace_back(unique.columns, unique.id());
  }
  table.indexed.insert(unique.columns.front());
  put(draft, draft.declared.schema.uniques, std::move(unique), word.place, name.full);
}

}  // namespace

void declare_uniques(Draft& draft) {
  for (TableDraft& table : draft.tables) {
    for (const ColumnDraft& column : table.columns) {
      const Word* const word = find_word(column.source->options, "unique");
      if (word != nullptr && column.field.encrypted == false) declare(draft, table, *word, {column.column.name});
    }
    for (const Word* const part : table.parts)
      if (part->name == "unique") declare(draft, table, *part, columns_of(draft, table, *part));
  }
}

}  // namespace schemac::frontend

// Indexes of tables: `index(…)` and `unique_index(…)`. Those of references are in foreign_keys.cpp.
#include <algorithm>

#include <fmt/format.h>

#include "frontend/constraint_words.hpp"
#include "frontend/expressions.hpp"
#include "frontend/index_keys.hpp"
#include "frontend/passes.hpp"
#include "frontend/words.hpp"

namespace schemac::frontend {
namespace {

void read_predicate(Draft& draft, const TableDraft& table, const Text& text, model::Index& index,
                    std::vector<std::string>& columns) {
  const std::optional<std::vector<std::string>> named = check_expression_over(draft, table, text);
  if (!named) return;
  columns.insert(columns.end(), named->begin(), named->end());
  index.predicate = text.value;
}

void apply_chain(Draft& draft, TableDraft& table, const Word& word, model::Index& index,
                 std::vector<std::string>& columns) {
  for (const Word& link : word.chain) {
    if (link.name == "where") read_predicate(draft, table, *argument<Text>(link, 0), index, columns);
    if (link.name == "using_method") index.method = method_of(link.arguments.front());
    if (link.name == "nulls_not_distinct") {
      index.nulls_not_distinct = true;
      if (!index.unique)
        draft.diagnostics.error(Code::bad_option, link.place, "`nulls_not_distinct` is for a `unique_index`");
    }
    if (link.name != "with") continue;
    const Text* const value = argument<Text>(link, 1);
    index.storage_parameters[argument<Text>(link, 0)->value] =
        value != nullptr ? value->value : number_of(link.arguments[1]);
  }
  index.include = included_columns(draft, table, word);
}

/// What foreign keys look for: whole B-trees to search by, and what they can point to.
void note_index(TableDraft& table, const model::Index& index) {
  if (index.predicate || index.method != "btree") return;
  table.indexed.insert(index.keys.front().column);
  if (!index.unique) return;
  std::vector<std::string> columns;
  for (const model::IndexKey& key : index.keys) columns.push_back(key.column);
  if (std::find(columns.begin(), columns.end(), std::string{}) == columns.end())
    table.identifying.emplace_back(std::move(columns), index.id());
}

/// A row can be found by a unique index over columns alone.
void add_unique_key(TableDraft& table, const model::Index& index) {
  if (!index.unique) return;
  model::UniqueKey key{index.name, {}, index.predicate};
  for (const model::IndexKey& part : index.keys) {
    if (part.column.empty()) return;
    key.columns.push_back(part.column);
  }
  table.entity.unique_keys.push_back(std::move(key));
}

void declare(Draft& draft, TableDraft& table, const Word& word) {
  model::Index index;
  index.table = table.name();
  index.unique = word.name == "unique_index";
  std::vector<std::string> rest;
  std::vector<std::string> columns;
  for (const Argument& argument : word.arguments) {
    std::optional<model::IndexKey> key = read_key(draft, table, argument, columns);
    if (!key) return;
    rest.push_back(name_of_key(*key));
    index.keys.push_back(std::move(*key));
  }
  apply_chain(draft, table, word, index, columns);
  const Name name = choose_name(draft, text_of(word.chain, "named"), index.unique ? "uq" : "idx", table, rest);
  index.name = name.kept;
  depend_on_columns(draft, index.id(), table, columns);
  depend_on_columns(draft, index.id(), table, index.include);
  add_unique_key(table, index);
  note_index(table, index);
  put(draft, draft.declared.schema.indexes, std::move(index), word.place, name.full);
}

}  // namespace

void declare_indexes(Draft& draft) {
  for (TableDraft& table : draft.tables) {
    for (const Word* const part : table.parts)
      if (part->name == "index" || part->name == "unique_index") declare(draft, table, *part);
    for (const ColumnDraft& column : table.columns) {
      if (!column.lookup || find_word(column.source->options, "unique") != nullptr) continue;
      model::Index index;
      index.table = table.name();
      index.keys.emplace_back().column = column.column.name;
      const Name name = choose_name(draft, nullptr, "idx", table, {column.column.name});
      index.name = name.kept;
      depend(draft, index.id(), model::column_id(table.name(), column.column.name));
      put(draft, draft.declared.schema.indexes, std::move(index), column.field.place, name.full);
    }
  }
}

}  // namespace schemac::frontend

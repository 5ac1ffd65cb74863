// Foreign keys: of references, with an index where nothing else serves, and over several columns.
// https://www.postgresql.org/docs/15/ddl-constraints.html#DDL-CONSTRAINTS-FK: PostgreSQL indexes the referenced side
// alone; without an index here every delete there reads this table from end to end.
#include <algorithm>

#include <fmt/format.h>

#include "frontend/constraint_words.hpp"
#include "frontend/passes.hpp"
#include "frontend/words.hpp"

namespace schemac::frontend {
namespace {

model::ReferentialAction action_of(const Word& word) {
  const Word* const action = argument<Word>(word, 0);
  if (action == nullptr || action->name == "no_action") return model::ReferentialAction::no_action;
  if (action->name == "restrict") return model::ReferentialAction::restrict;
  if (action->name == "cascade") return model::ReferentialAction::cascade;
  if (action->name == "set_null") return model::ReferentialAction::set_null;
  return model::ReferentialAction::set_default;
}

/// What makes these columns of the other table, in any order, identify one row; null: nothing does.
const model::ObjectId* referenced_key(const TableDraft& target, const std::vector<std::string>& columns) {
  for (const auto& [identifying, id] : target.identifying)
    if (std::is_permutation(identifying.begin(), identifying.end(), columns.begin(), columns.end())) return &id;
  return nullptr;
}

void put_foreign_key(Draft& draft, const TableDraft& target, model::ForeignKey key, const Name& name,
                     const Place& place) {
  for (const std::string& column : key.columns) depend(draft, key.id(), model::column_id(key.table, column));
  depend(draft, key.id(), {model::Kind::table, key.references.schema, {}, key.references.name});
  if (const model::ObjectId* const needed = referenced_key(target, key.referenced_columns)) {
    depend(draft, key.id(), *needed);
  } else {
    draft.diagnostics
        .error(Code::bad_option, place,
               fmt::format("`{}({})` is neither the primary key nor unique", key.references.name,
                           fmt::join(key.referenced_columns, ", ")))
        .hint = "a foreign key points to columns that identify one row";
  }
  put(draft, draft.declared.schema.foreign_keys, std::move(key), place, name.full);
}

void check_set_default(Draft& draft, const ColumnDraft& column, const Word& word) {
  if (action_of(word) != model::ReferentialAction::set_default || column.column.default_expression) return;
  if (column.source->type.nullable) return;
  draft.diagnostics.error(Code::bad_option, word.place,
                          fmt::format("`set_default` needs a default, and `{}` has none", column.source->name));
}

void declare_reference(Draft& draft, TableDraft& table, const ColumnDraft& column) {
  const std::vector<Word>& options = column.source->options;
  model::ForeignKey key;
  key.table = table.name();
  key.columns = {column.column.name};
  key.references = draft.tables[column.target].name();
  key.referenced_columns = {column.target_column};
  for (const Word& word : options) {
    if (word.name == "on_delete") key.on_delete = action_of(word);
    if (word.name == "on_update") key.on_update = action_of(word);
    if (word.name == "on_delete" || word.name == "on_update") check_set_default(draft, column, word);
  }
  key.deferral = deferral_of(options);
  const Name name =
      choose_name(draft, text_of(options, "constraint_name"), "fk", table, {snake_case(column.source->name)});
  key.name = name.kept;
  put_foreign_key(draft, draft.tables[column.target], std::move(key), name, column.source->place);
}

void index_reference(Draft& draft, const TableDraft& table, const ColumnDraft& column) {
  if (find_word(column.source->options, "no_index") != nullptr) return;
  if (table.indexed.contains(column.column.name)) return;
  model::Index index;
  index.table = table.name();
  index.keys.emplace_back().column = column.column.name;
  const Name name = choose_name(draft, nullptr, "idx", table, {column.column.name});
  index.name = name.kept;
  depend(draft, index.id(), model::column_id(table.name(), column.column.name));
  put(draft, draft.declared.schema.indexes, std::move(index), column.source->place, name.full);
}

/// The entity whose columns `.references(…)` names.
TableDraft* referenced_table(Draft& draft, const Word& references) {
  const Member* const first = argument<Member>(references, 0);
  const auto found = draft.table_of.find(first->through);
  if (found != draft.table_of.end()) return &draft.tables[found->second];
  draft.diagnostics.error(Code::not_an_entity, references.arguments.front().place,
                          fmt::format("`{}` is no entity", draft.source.records[first->through].name));
  return nullptr;
}

void apply_actions(Draft& draft, TableDraft& table, const Word& word, model::ForeignKey& key) {
  for (const Word& link : word.chain) {
    if (link.name == "on_update") key.on_update = action_of(link);
    if (link.name == "match_full") key.match_full = true;
    if (link.name != "on_delete") continue;
    key.on_delete = action_of(link);
    key.on_delete_columns = columns_of(draft, table, link, 1);
    if (key.on_delete != model::ReferentialAction::set_null) continue;
    for (const std::string& name : key.on_delete_columns.empty() ? key.columns : key.on_delete_columns) {
      const model::Column* const column = table.table.find_column(name);
      if (column != nullptr && column->not_null)
        draft.diagnostics.error(Code::bad_option, link.place,
                                fmt::format("`set_null` on `{}`, which cannot be NULL", name));
    }
  }
}

void declare_part(Draft& draft, TableDraft& table, const Word& word) {
  model::ForeignKey key;
  key.table = table.name();
  key.columns = columns_of(draft, table, word);
  const Word* const references = find_word(word.chain, "references");
  if (references == nullptr) {
    draft.diagnostics.error(Code::bad_option, word.place,
                            "a foreign key says where it points to: `.references(&B::b, &B::c)`");
    return;
  }
  TableDraft* const target = referenced_table(draft, *references);
  if (target == nullptr) return;
  key.references = target->name();
  key.referenced_columns = columns_of(draft, *target, *references);
  if (key.columns.size() != word.arguments.size() || key.referenced_columns.size() != references->arguments.size())
    return;  // reported
  if (key.columns.size() != key.referenced_columns.size()) {
    draft.diagnostics.error(Code::bad_option, references->place,
                            fmt::format("a foreign key has as many columns on both sides, not {} and {}",
                                        key.columns.size(), key.referenced_columns.size()));
    return;
  }
  apply_actions(draft, table, word, key);
  key.deferral = deferral_of(word.chain);
  const Name name = choose_name(draft, text_of(word.chain, "named"), "fk", table, key.columns);
  key.name = name.kept;
  put_foreign_key(draft, *target, std::move(key), name, word.place);
}

}  // namespace

void declare_foreign_keys(Draft& draft) {
  for (TableDraft& table : draft.tables) {
    for (const ColumnDraft& column : table.columns) {
      if (column.target_column.empty()) continue;
      declare_reference(draft, table, column);
      index_reference(draft, table, column);
    }
    for (const Word* const part : table.parts)
      if (part->name == "foreign_key") declare_part(draft, table, *part);
  }
}

}  // namespace schemac::frontend

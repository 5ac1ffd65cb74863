// Relations for eager loading: each reference, and the other sides that `HasMany`, `HasOne` and `ManyToMany` name.
#include <algorithm>

#include <fmt/format.h>

#include "frontend/passes.hpp"
#include "frontend/references.hpp"
#include "frontend/words.hpp"

namespace schemac::frontend {
namespace {

using model::Relation;

void declare_belongs_to(const Draft& draft, TableDraft& table) {
  for (const ColumnDraft& column : table.columns) {
    if (column.target_column.empty()) continue;
    Relation relation;
    relation.name = column.source->name;
    relation.arity = Relation::Arity::belongs_to;
    relation.target = draft.tables[column.target].name();
    relation.columns = {column.column.name};
    relation.target_columns = {column.target_column};
    relation.nullable = column.source->type.nullable;
    relation.place = column.source->place;
    table.entity.relations.push_back(std::move(relation));
  }
}

/// Where a relation is looked for: from `from`, in references of `in` that point to `to`.
struct Search {
  const SourceField& from;
  const TableDraft& in;
  std::size_t to;
  const Argument* named = nullptr;  ///< Of `through`.
};

std::string name_in(const Argument& argument) {
  const Text* const text = std::get_if<Text>(&argument.value);
  return text == nullptr ? std::string{} : text->value;
}

/// The one reference that is meant; reports where there is none, or more than one and none is named.
const ColumnDraft* find_reference(Draft& draft, const Search& search) {
  const std::string wanted = search.named != nullptr ? name_in(*search.named) : std::string{};
  std::vector<const ColumnDraft*> found;
  for (const ColumnDraft& column : search.in.columns) {
    if (column.target_column.empty() || column.target != search.to) continue;
    if (wanted.empty() || column.source->name == wanted) found.push_back(&column);
  }
  if (found.size() == 1) return found.front();
  const std::string& target = draft.tables[search.to].entity.name;
  const std::string& other = search.in.entity.name;
  const Place& place = search.named != nullptr ? search.named->place : search.from.place;
  if (found.empty()) {
    draft.diagnostics
        .error(Code::no_relation, place,
               wanted.empty() ? fmt::format("`{}` has no `BelongsTo<{}>`", other, target)
                              : fmt::format("`{}` has no `BelongsTo<{}>` that is called `{}`", other, target, wanted))
        .notes.push_back({search.in.entity.place, fmt::format("`{}` is declared here", other)});
    return nullptr;
  }
  Diagnostic& error = draft.diagnostics.error(
      Code::no_relation, place, fmt::format("`{}` has {} references to `{}`", other, found.size(), target));
  for (const ColumnDraft* const column : found)
    error.notes.push_back({column->source->place, fmt::format("`{}` is one of them", column->source->name)});
  error.hint = fmt::format("say which one is meant: `through(\"{}\")`", found.front()->source->name);
  return nullptr;
}

const Argument* through(const SourceField& field, std::size_t index) {
  const Word* const word = find_word(field.options, "through");
  return word != nullptr && index < word->arguments.size() ? &word->arguments[index] : nullptr;
}

std::optional<std::size_t> table_of(Draft& draft, const SourceField& field, RecordId record) {
  const auto found = draft.table_of.find(record);
  if (found != draft.table_of.end()) return found->second;
  report_not_an_entity(draft, record, field.place, field.type.word);
  return std::nullopt;
}

/// At most one row refers to each row here.
bool is_single(const TableDraft& table, const std::string& column) {
  if (table.key == std::vector<std::string>{column}) return true;
  return std::any_of(table.entity.unique_keys.begin(), table.entity.unique_keys.end(), [&](const auto& key) {
    return !key.predicate && key.columns == std::vector<std::string>{column};
  });
}

void declare_other_side(Draft& draft, std::size_t self, const SourceField& field, Relation relation) {
  const std::optional<std::size_t> other = table_of(draft, field, field.type.records.front());
  if (!other) return;
  const TableDraft& table = draft.tables[*other];
  const ColumnDraft* const reference = find_reference(draft, {field, table, self, through(field, 0)});
  if (reference == nullptr) return;
  relation.target = table.name();
  relation.columns = {reference->target_column};
  relation.target_columns = {reference->column.name};
  relation.nullable = relation.arity == Relation::Arity::has_one;
  if (relation.arity == Relation::Arity::has_one && !is_single(table, reference->column.name)) {
    draft.diagnostics
        .error(Code::no_relation, field.place,
               fmt::format("`{}` can refer to one `{}` many times", table.entity.name, draft.tables[self].entity.name))
        .notes.push_back({reference->source->place, fmt::format("`{}` is not unique", reference->source->name)});
    return;
  }
  draft.tables[self].entity.relations.push_back(std::move(relation));
}

void declare_many_to_many(Draft& draft, std::size_t self, const SourceField& field, Relation relation) {
  const std::optional<std::size_t> target = table_of(draft, field, field.type.records[0]);
  const std::optional<std::size_t> between = table_of(draft, field, field.type.records[1]);
  if (!target || !between) return;
  const TableDraft& table = draft.tables[*between];
  const ColumnDraft* const here = find_reference(draft, {field, table, self, through(field, 0)});
  const ColumnDraft* const there =
      here == nullptr ? nullptr : find_reference(draft, {field, table, *target, through(field, 1)});
  if (there == nullptr) return;
  relation.target = draft.tables[*target].name();
  relation.columns = {here->target_column};
  relation.target_columns = {there->target_column};
  relation.through = table.name();
  relation.through_columns = {here->column.name};
  relation.through_target_columns = {there->column.name};
  draft.tables[self].entity.relations.push_back(std::move(relation));
}

}  // namespace

void declare_relations(Draft& draft) {
  for (TableDraft& table : draft.tables) declare_belongs_to(draft, table);
  for (std::size_t self = 0; self < draft.tables.size(); ++self) {
    for (const SourceField* const field : draft.tables[self].relations) {
      Relation relation;
      relation.name = field->name;
      relation.place = field->place;
      if (field->type.word == "ManyToMany") {
        relation.arity = Relation::Arity::many_to_many;
        declare_many_to_many(draft, self, *field, std::move(relation));
      } else {
        relation.arity = field->type.word == "HasOne" ? Relation::Arity::has_one : Relation::Arity::has_many;
        declare_other_side(draft, self, *field, std::move(relation));
      }
    }
  }
}

}  // namespace schemac::frontend

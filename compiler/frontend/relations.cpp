// Relations for eager loading: each reference, be it a column or a foreign key of the table, and the other sides that
// `HasMany`, `HasOne` and `ManyToMany` name.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "frontend/constraint_words.hpp"
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
    relation.is_column = true;
    relation.place = column.source->place;
    table.entity.relations.push_back(std::move(relation));
  }
}

std::optional<std::size_t> table_of(Draft& draft, const SourceField& field, RecordId record) {
  const auto found = draft.table_of.find(record);
  if (found != draft.table_of.end()) return found->second;
  report_not_an_entity(draft, record, field.place, field.type.word);
  return std::nullopt;
}

/// Whether the columns of a foreign key are those that `along` names, or, where it is not said, more than a
/// `BelongsTo`.
bool is_meant(const TableDraft& table, const model::ForeignKey& key, const std::vector<std::string>& along) {
  if (!along.empty()) return std::is_permutation(key.columns.begin(), key.columns.end(), along.begin(), along.end());
  return std::none_of(table.columns.begin(), table.columns.end(), [&](const ColumnDraft& column) {
    return !column.target_column.empty() && key.columns == std::vector<std::string>{column.column.name};
  });
}

/// `along(&Show::venue, &Show::hall)`, in the words of the header.
std::string spell_along(const TableDraft& table, const model::ForeignKey& key) {
  std::string members;
  for (const std::string& name : key.columns) {
    const auto column = std::find_if(table.columns.begin(), table.columns.end(),
                                     [&](const ColumnDraft& each) { return each.column.name == name; });
    members += fmt::format("{}&{}::{}", members.empty() ? "" : ", ", table.entity.name, column->source->name);
  }
  return "along(" + members + ")";
}

void report_no_foreign_key(Draft& draft, const TableDraft& table, const SourceField& field, const TableDraft& target,
                           const Word* along) {
  Diagnostic& error =
      draft.diagnostics.error(Code::no_relation, along != nullptr ? along->place : field.place,
                              fmt::format("`{}` has no `foreign_key` to `{}`{}", table.entity.name, target.entity.name,
                                          along != nullptr ? " over these columns" : " in its table"));
  error.hint = "declare it in the table: `foreign_key(&A::b, &A::c).references(&B::b, &B::c)`";
  for (const Relation& relation : table.entity.relations)
    if (relation.is_column && relation.target == target.name() && along == nullptr)
      error.hint = fmt::format("`BelongsTo<{}> {}` is such a relation already", target.entity.name, relation.name);
}

/// The one foreign key that is meant; reports where there is none, or more than one and none is named.
const model::ForeignKey* find_foreign_key(Draft& draft, TableDraft& table, const SourceField& field,
                                          const TableDraft& target) {
  const Word* const word = find_word(field.options, "along");
  std::vector<std::string> along;
  if (word != nullptr) along = columns_of(draft, table, *word);
  const bool repeated = std::set<std::string>(along.begin(), along.end()).size() != along.size();
  if (word != nullptr && (along.size() != word->arguments.size() || repeated)) return nullptr;  // reported
  std::vector<const model::ForeignKey*> found;
  for (const auto& [id, key] : draft.declared.schema.foreign_keys) {
    if (key.table != table.name() || key.references != target.name() || !is_meant(table, key, along)) continue;
    if (key.columns == along) return &key;  // in this very order
    found.push_back(&key);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    report_no_foreign_key(draft, table, field, target, word);
    return nullptr;
  }
  Diagnostic& error = draft.diagnostics.error(
      Code::no_relation, word != nullptr ? word->place : field.place,
      fmt::format("`{}` has {} `foreign_key`s to `{}`", table.entity.name, found.size(), target.entity.name));
  for (const model::ForeignKey* const key : found)
    error.notes.push_back({draft.declared.places.at(key->id()), fmt::format("`{}` is one of them", key->name)});
  error.hint = fmt::format("say which one is meant by its columns: `{}`", spell_along(table, *found.front()));
  return nullptr;
}

void declare_refers_to(Draft& draft, TableDraft& table, const SourceField& field) {
  const std::optional<std::size_t> target = table_of(draft, field, field.type.records.front());
  if (!target) return;
  const model::ForeignKey* const key = find_foreign_key(draft, table, field, draft.tables[*target]);
  if (key == nullptr) return;
  Relation relation;
  relation.name = field.name;
  relation.arity = Relation::Arity::belongs_to;
  relation.target = key->references;
  relation.columns = key->columns;
  relation.target_columns = key->referenced_columns;
  relation.nullable = std::any_of(key->columns.begin(), key->columns.end(),
                                  [&](const std::string& name) { return !table.table.find_column(name)->not_null; });
  relation.place = field.place;
  table.entity.relations.push_back(std::move(relation));
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

/// Whether there is a `RefersTo` that goes along nothing, which was reported.
bool was_refused(const Draft& draft, const Search& search, const std::string& wanted) {
  return std::any_of(search.in.relations.begin(), search.in.relations.end(), [&](const SourceField* field) {
    return field->type.word == "RefersTo" && field->type.records.front() == draft.tables[search.to].record_id &&
           (wanted.empty() || field->name == wanted);
  });
}

/// Whether a `foreign_key` of the table points there that no relation goes along.
bool has_part_to(const Draft& draft, const Search& search) {
  const auto& keys = draft.declared.schema.foreign_keys;
  const auto& relations = search.in.entity.relations;
  return std::any_of(keys.begin(), keys.end(), [&](const auto& each) {
    const model::ForeignKey& key = each.second;
    return key.table == search.in.name() && key.references == draft.tables[search.to].name() &&
           std::none_of(relations.begin(), relations.end(),
                        [&](const Relation& relation) { return relation.columns == key.columns; });
  });
}

/// The one reference that is meant; reports where there is none, or more than one and none is named.
std::optional<Relation> find_reference(Draft& draft, const Search& search) {
  const std::string wanted = search.named != nullptr ? name_in(*search.named) : std::string{};
  std::vector<const Relation*> found;
  for (const Relation& relation : search.in.entity.relations) {
    if (relation.arity != Relation::Arity::belongs_to || relation.target != draft.tables[search.to].name()) continue;
    if (wanted.empty() || relation.name == wanted) found.push_back(&relation);
  }
  if (found.size() == 1) return *found.front();
  const std::string& target = draft.tables[search.to].entity.name;
  const std::string& other = search.in.entity.name;
  const Place& place = search.named != nullptr ? search.named->place : search.from.place;
  if (found.empty()) {
    if (was_refused(draft, search, wanted)) return std::nullopt;
    Diagnostic& error =
        draft.diagnostics.error(Code::no_relation, place,
                                fmt::format("`{0}` has no `BelongsTo<{1}>` or `RefersTo<{1}>`{2}", other, target,
                                            wanted.empty() ? "" : fmt::format(" that is called `{}`", wanted)));
    error.notes.push_back({search.in.entity.place, fmt::format("`{}` is declared here", other)});
    if (has_part_to(draft, search))
      error.hint =
          fmt::format("its `foreign_key` becomes a relation by `RefersTo<{}>`, a member of `{}`", target, other);
    return std::nullopt;
  }
  Diagnostic& error = draft.diagnostics.error(
      Code::no_relation, place, fmt::format("`{}` has {} references to `{}`", other, found.size(), target));
  for (const Relation* const relation : found)
    error.notes.push_back({relation->place, fmt::format("`{}` is one of them", relation->name)});
  error.hint = fmt::format("say which one is meant: `through(\"{}\")`", found.front()->name);
  return std::nullopt;
}

const Argument* through(const SourceField& field, std::size_t index) {
  const Word* const word = find_word(field.options, "through");
  return word != nullptr && index < word->arguments.size() ? &word->arguments[index] : nullptr;
}

/// Whether a key lies within these columns, so that no two rows have the same of them.
bool is_within(const std::vector<std::string>& key, const std::vector<std::string>& columns) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [&](const std::string& column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  });
}

/// At most one row refers to each row here.
bool is_single(const TableDraft& table, const std::vector<std::string>& columns) {
  return is_within(table.key, columns) ||
         std::any_of(table.entity.unique_keys.begin(), table.entity.unique_keys.end(),
                     [&](const auto& key) { return !key.predicate && is_within(key.columns, columns); });
}

void declare_other_side(Draft& draft, std::size_t self, const SourceField& field, Relation relation) {
  const std::optional<std::size_t> other = table_of(draft, field, field.type.records.front());
  if (!other) return;
  const TableDraft& table = draft.tables[*other];
  const std::optional<Relation> reference = find_reference(draft, {field, table, self, through(field, 0)});
  if (!reference) return;
  relation.target = table.name();
  relation.columns = reference->target_columns;
  relation.target_columns = reference->columns;
  relation.nullable = relation.arity == Relation::Arity::has_one;
  if (relation.arity == Relation::Arity::has_one && !is_single(table, reference->columns)) {
    draft.diagnostics
        .error(Code::no_relation, field.place,
               fmt::format("`{}` can refer to one `{}` many times", table.entity.name, draft.tables[self].entity.name))
        .notes.push_back({reference->place, fmt::format("no key of `{}` lies within ({})", table.entity.name,
                                                        fmt::join(reference->columns, ", "))});
    return;
  }
  draft.tables[self].entity.relations.push_back(std::move(relation));
}

void declare_many_to_many(Draft& draft, std::size_t self, const SourceField& field, Relation relation) {
  const std::optional<std::size_t> target = table_of(draft, field, field.type.records[0]);
  const std::optional<std::size_t> between = table_of(draft, field, field.type.records[1]);
  if (!target || !between) return;
  const TableDraft& table = draft.tables[*between];
  const std::optional<Relation> here = find_reference(draft, {field, table, self, through(field, 0)});
  const std::optional<Relation> there =
      here ? find_reference(draft, {field, table, *target, through(field, 1)}) : std::nullopt;
  if (!there) return;
  relation.target = draft.tables[*target].name();
  relation.columns = here->target_columns;
  relation.target_columns = there->target_columns;
  relation.through = table.name();
  relation.through_columns = here->columns;
  relation.through_target_columns = there->columns;
  draft.tables[self].entity.relations.push_back(std::move(relation));
}

}  // namespace

void declare_relations(Draft& draft) {
  for (TableDraft& table : draft.tables) {
    declare_belongs_to(draft, table);
    for (const SourceField* const field : table.relations)
      if (field->type.word == "RefersTo") declare_refers_to(draft, table, *field);
  }
  for (std::size_t self = 0; self < draft.tables.size(); ++self) {
    for (const SourceField* const field : draft.tables[self].relations) {
      if (field->type.word == "RefersTo") continue;
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

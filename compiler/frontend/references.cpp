// References (`BelongsTo`): the column takes the type of the key that it points to, which may be a reference itself.
#include <algorithm>

#include <fmt/format.h>

#include "frontend/naming.hpp"
#include "frontend/passes.hpp"
#include "frontend/references.hpp"
#include "frontend/words.hpp"
#include "sql/quote.hpp"
#include "support/nearest.hpp"

namespace schemac::frontend {
namespace {

using Path = std::vector<const ColumnDraft*>;

bool is_reference(const ColumnDraft& column) { return column.source->type.word == "BelongsTo"; }

ColumnDraft* only_key(Draft& draft, const ColumnDraft& from, TableDraft& target) {
  std::vector<ColumnDraft*> keys;
  for (ColumnDraft& column : target.columns)
    if (column.field.primary_key) keys.push_back(&column);
  if (keys.size() == 1) return keys.front();
  const std::string& field = from.source->name;
  if (keys.empty()) {
    draft.diagnostics
        .error(Code::no_primary_key, from.source->place,
               fmt::format("`{}` refers to `{}`, which has no primary key", field, target.entity.name))
        .notes.push_back({target.entity.place, fmt::format("`{}` is declared here", target.entity.name)});
  } else {
    draft.diagnostics
        .error(Code::bad_option, from.source->place,
               fmt::format("`{}` refers to `{}`, whose primary key has {} columns", field, target.entity.name,
                           keys.size()))
        .hint =
        "declare a column for each, and `foreign_key(&A::b, &A::c).references(&B::b, &B::c)` in the table, and "
        "`RefersTo<B>` loads along it";
  }
  return nullptr;
}

ColumnDraft* field_named(Draft& draft, const Word& word, TableDraft& target) {
  const Text* const text = argument<Text>(word, 0);
  const Member* const member = argument<Member>(word, 0);
  const std::string& name = text != nullptr ? text->value : member->field;
  for (ColumnDraft& column : target.columns)
    if (column.source->name == name && !column.lookup) return &column;
  std::vector<std::string> names;
  for (const ColumnDraft& column : target.columns) names.push_back(column.source->name);
  Diagnostic& error = draft.diagnostics.error(Code::unknown_column, word.arguments.front().place,
                                              fmt::format("`{}` has no field `{}`", target.entity.name, name));
  if (const auto near = nearest(name, names)) error.hint = fmt::format("did you mean `{}`?", *near);
  return nullptr;
}

TableDraft* target_of(Draft& draft, const ColumnDraft& column) {
  const RecordId id = column.source->type.records.front();
  if (const auto found = draft.table_of.find(id); found != draft.table_of.end()) return &draft.tables[found->second];
  report_not_an_entity(draft, id, column.source->place, column.source->type.word);
  return nullptr;
}

/// `user` is called `user_id`; of a reference to another column than the key, `user_email`.
void name_reference(ColumnDraft& column, const ColumnDraft& key, bool to_key) {
  if (find_word(column.source->options, "column_name") != nullptr) {
    column.field.column = column.column.name;
    column.field.name = column.source->name + (to_key ? "_id" : "_" + key.source->name);
    return;
  }
  const std::string suffix = to_key ? "id" : key.column.name;
  column.column.name = sql::shorten(column.column.name + "_" + suffix);
  column.field.column = column.column.name;
  column.field.name = column.source->name + "_" + (to_key ? "id" : key.field.name);
}

bool resolve(Draft& draft, ColumnDraft& column, Path& path) {
  if (!column.target_column.empty()) return true;
  if (std::find(path.begin(), path.end(), &column) != path.end()) {
    draft.diagnostics.error(
        Code::bad_option, column.source->place,
        fmt::format("`{}` is a key that refers to itself: no column says its type", column.source->name));
    return false;
  }
  path.push_back(&column);
  TableDraft* const target = target_of(draft, column);
  if (target == nullptr) return false;
  const Word* const word = find_word(column.source->options, "references");
  ColumnDraft* const key = word == nullptr ? only_key(draft, column, *target) : field_named(draft, *word, *target);
  if (key == nullptr) return false;
  if (is_reference(*key) && !resolve(draft, *key, path)) return false;
  name_reference(column, *key, word == nullptr || key->field.primary_key);
  column.field.type = key->field.type;
  column.column.type = key->column.type;
  column.column.collation = key->column.collation;
  column.target = static_cast<std::size_t>(target - draft.tables.data());
  column.target_column = key->column.name;
  return true;
}

}  // namespace

void report_not_an_entity(Draft& draft, RecordId id, const Place& place, const std::string& word) {
  const SourceRecord& record = draft.source.records[id];
  Diagnostic& error = draft.diagnostics.error(
      Code::not_an_entity, place, fmt::format("`{}<{}>`: `{}` is no entity", word, record.name, record.name));
  if (!record.defined) {
    error.notes.push_back({record.place, "it is declared here, and no schema header defines it"});
    error.hint = "add the header that defines it to the schema headers in schemac.toml";
  } else if (record.entity) {
    error.message = fmt::format("`{}<{}>`: `{}` is in no schema header", word, record.name, record.name);
    error.notes.push_back({record.place, fmt::format("`{}` is declared here", record.name)});
    error.hint = "add this header to the schema headers in schemac.toml";
  } else {
    error.notes.push_back({record.place, fmt::format("`{}` is declared here, without the base `Entity`", record.name)});
  }
}

void resolve_references(Draft& draft) {
  for (TableDraft& table : draft.tables) {
    for (ColumnDraft& column : table.columns) {
      Path path;
      if (is_reference(column)) resolve(draft, column, path);
    }
  }
  for (TableDraft& table : draft.tables)  // what is not resolved was reported
    std::erase_if(table.columns, [](const ColumnDraft& c) { return is_reference(c) && c.target_column.empty(); });
}

}  // namespace schemac::frontend

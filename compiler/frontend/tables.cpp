// Entities as tables. The order of columns: those of mixins that bring the primary key, the entity's own, those of the
// other mixins, so that the key comes first and the time stamps come last.
#include <fmt/format.h>

#include "frontend/comments.hpp"
#include "frontend/keys.hpp"
#include "frontend/naming.hpp"
#include "frontend/passes.hpp"
#include "frontend/words.hpp"
#include "sql/quote.hpp"

namespace schemac::frontend {
namespace {

bool brings_key(const Source& source, RecordId id) {
  const SourceRecord& record = source.records[id];
  for (const SourceField& field : record.fields)
    if (find_word(field.options, "primary_key") != nullptr) return true;
  for (const SourceRecord::Base& base : record.bases)
    if (brings_key(source, base.record)) return true;
  return false;
}

bool is_relation(const std::string& word) {
  return word == "HasMany" || word == "HasOne" || word == "ManyToMany" || word == "RefersTo";
}

void collect(Draft& draft, RecordId id, TableDraft& table) {
  const SourceRecord& record = draft.source.records[id];
  const auto collect_bases = [&](bool with_key) {
    for (const SourceRecord::Base& base : record.bases) {
      if (draft.source.records[base.record].entity || brings_key(draft.source, base.record) != with_key) continue;
      collect(draft, base.record, table);
    }
  };
  collect_bases(true);
  for (const SourceField& field : record.fields) {
    if (is_relation(field.type.word)) {
      table.relations.push_back(&field);
    } else {
      ColumnDraft column;
      column.source = &field;
      column.owner = id;
      table.columns.push_back(std::move(column));
      if (find_word(field.options, "encrypted_lookup") == nullptr) continue;
      table.columns.push_back(table.columns.back());
      table.columns.back().lookup = true;
    }
  }
  collect_bases(false);
}

/// Parts of mixins come before those of the entity, which can override nothing: PostgreSQL refuses what is said twice.
void collect_parts(const Source& source, RecordId id, std::vector<const Word*>& parts) {
  for (const SourceRecord::Base& base : source.records[id].bases) collect_parts(source, base.record, parts);
  for (const Word& part : source.records[id].parts) parts.push_back(&part);
}

void check_bases(Draft& draft, const SourceRecord& record) {
  for (const SourceRecord::Base& base : record.bases) {
    const SourceRecord& other = draft.source.records[base.record];
    if (!other.entity) continue;
    draft.diagnostics
        .error(Code::not_a_mixin, base.place,
               fmt::format("`{}` is an entity, and an entity cannot be the base of another", other.name))
        .hint = fmt::format("refer to it with `BelongsTo<{}>`, or put what both share into a mixin", other.name);
  }
}

void apply_word(Draft& draft, const Word& part, TableDraft& table) {
  const Text* const text = argument<Text>(part, 0);
  if (part.name == "table_name") {
    check_given_name(draft, text->value, text->place);
    table.table.name.name = text->value;
  } else if (part.name == "in_schema") {
    check_given_name(draft, text->value, text->place);
    table.table.name.schema = text->value;
  } else if (part.name == "unlogged") {
    table.table.unlogged = true;
  } else if (part.name == "row_security") {
    table.table.row_security = true;
  } else if (part.name == "force_row_security") {
    table.table.row_security = true;
    table.table.force_row_security = true;
  } else if (part.name == "storage_parameter") {
    const Text* const value = argument<Text>(part, 1);
    table.table.storage_parameters[text->value] = value != nullptr ? value->value : number_of(part.arguments[1]);
  }
}

TableDraft lay_out(Draft& draft, RecordId id) {
  const SourceRecord& record = draft.source.records[id];
  TableDraft table;
  table.record = &record;
  table.record_id = id;
  table.table.name = {draft.options.default_schema, sql::shorten(plural(snake_case(record.name)))};
  collect(draft, id, table);
  collect_parts(draft.source, id, table.parts);
  for (const Word* const part : table.parts) apply_word(draft, *part, table);
  const Comment comment = read_comment(record.comment);
  report_directive(draft, comment, record.place);
  if (!comment.text.empty()) table.table.comment = comment.text;
  table.entity.name = record.name;
  table.entity.namespaces = record.namespaces;
  table.entity.table = table.table.name;
  table.entity.comment = comment.text;
  table.entity.header = record.header;
  table.entity.place = record.place;
  return table;
}

void declare_namespace(Draft& draft, const model::QualifiedName& name, const Place& place) {
  if (name.schema == "public") return;  // every database has it
  model::Namespace made{name.schema, {}};
  if (draft.declared.schema.namespaces.find(made.id()) == nullptr)
    put(draft, draft.declared.schema.namespaces, made, place, name.schema);
}

/// Takes the name of the table at once, so that nothing else can; false where another entity has it.
bool claim_table(Draft& draft, const TableDraft& table) {
  for (const TableDraft& other : draft.tables) {
    if (other.table.name != table.table.name) continue;
    Diagnostic& error = draft.diagnostics.error(Code::duplicate_table, table.entity.place,
                                                fmt::format("`{}` and `{}` both have the table `{}`", table.entity.name,
                                                            other.entity.name, table.table.name.name));
    error.notes.push_back({other.entity.place, "the other one is here"});
    error.hint = "give one of them another name: `table_name(\"…\")`";
    return false;
  }
  return true;
}

void report_second_column(Draft& draft, const TableDraft& table, const ColumnDraft& column) {
  Diagnostic& error =
      draft.diagnostics.error(Code::duplicate_column, column.field.place,
                              fmt::format("`{}` has the column `{}` twice", table.entity.name, column.column.name));
  for (const ColumnDraft& other : table.columns) {
    if (other.column.name != column.column.name) continue;
    error.notes.push_back({other.field.place, "first here"});
    break;
  }
  error.hint = "give one of them another name: `column_name(\"…\")`";
}

void put_column(Draft& draft, TableDraft& table, const ColumnDraft& column) {
  table.table.columns.push_back(column.column);
  const model::ObjectId id = model::column_id(table.name(), column.column.name);
  if (table.table.find_column(column.column.name) != &table.table.columns.back()) {
    report_second_column(draft, table, column);
    table.table.columns.pop_back();
    return;
  }
  draft.declared.places.insert_or_assign(id, column.field.place);
  if (column.field.type.word == model::TypeWord::enumeration) {
    const model::QualifiedName& type = column.field.type.enum_type;
    depend(draft, id, {model::Kind::enum_type, type.schema, {}, type.name});
  }
}

/// A nullable time stamp called `deleted_at`: rows are marked, not removed.
bool is_soft_delete(const model::Field& field) {
  const bool time_stamp =
      field.type.word == model::TypeWord::timestamptz || field.type.word == model::TypeWord::timestamp;
  return time_stamp && !field.type.array && field.nullable && field.column == "deleted_at";
}

}  // namespace

void lay_out_tables(Draft& draft) {
  if (draft.options.default_schema != "public") declare_namespace(draft, {draft.options.default_schema, {}}, {});
  for (const RecordId id : draft.source.entities) {
    check_bases(draft, draft.source.records[id]);
    TableDraft table = lay_out(draft, id);
    if (!claim_table(draft, table)) continue;
    declare_namespace(draft, table.table.name, table.entity.place);
    draft.table_of.emplace(id, draft.tables.size());
    draft.tables.push_back(std::move(table));
  }
}

void put_tables(Draft& draft) {
  for (TableDraft& table : draft.tables) {
    for (const ColumnDraft& column : table.columns) put_column(draft, table, column);
    put(draft, draft.declared.schema.tables, table.table, table.entity.place, table.name().name);
    put_key(draft, table);
  }
}

void finish_entities(Draft& draft) {
  for (TableDraft& table : draft.tables) {
    // What later passes say of a table (its row security) is in the draft: it is said again.
    model::Entity& entity = table.entity;
    draft.declared.schema.tables.put(table.table);
    entity.primary_key = table.key;
    for (ColumnDraft& column : table.columns) {
      model::Field& field = column.field;
      const model::Column& made = column.column;
      field.generated = made.generated_expression.has_value() || (made.identity && made.identity->always);
      field.has_default = made.default_expression.has_value() || made.identity.has_value();
      if (is_soft_delete(field)) entity.soft_delete_column = field.column;
      entity.fields.push_back(std::move(field));
    }
    draft.declared.entities.push_back(std::move(entity));
  }
}

}  // namespace schemac::frontend

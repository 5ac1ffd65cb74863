// Columns as fields: type, options, comment. A column with a reference says its foreign key, and the index that comes
// with it unless something else serves.
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "frontend/names.hpp"
#include "pull/entity_scope.hpp"
#include "sql/quote.hpp"

namespace schemac::pull {
namespace {

struct Field {
  EntityScope& scope;
  const model::Column& column;
  TypeText type;
  const Reference* reference = nullptr;
  FieldText text;
};

void add(Field& field, std::string key, std::string text) {
  field.text.options.push_back({std::move(key), std::move(text)});
}

void add_call(Field& field, std::string key, std::string_view head, std::string argument) {
  add(field, std::move(key), on_one_line({word(field.scope, head), {std::move(argument)}, {}}));
}

bool is_integer_literal(std::string_view text) {
  return !text.empty() && text.size() < 10 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; }) &&
         (text.size() == 1 || text.front() != '0');
}

/// `'-1'::integer`: how PostgreSQL writes a number below zero.
std::optional<std::string> integer_in(const std::string& expression) {
  if (is_integer_literal(expression)) return expression;
  const std::size_t end = expression.find("'::");
  if (!expression.starts_with("'-") || end == std::string::npos) return std::nullopt;
  const std::string type = expression.substr(end + 3);
  const std::string digits = expression.substr(2, end - 2);
  if (type != "integer" || !is_integer_literal(digits)) return std::nullopt;
  return "-" + digits;
}

/// The value of `'it''s'::text`, if that is all there is and the cast is the one that the column brings along.
std::optional<std::string> quoted_in(const std::string& expression, const std::string& cast) {
  const std::string tail = "'::" + cast;
  if (!expression.starts_with('\'') || !expression.ends_with(tail) || expression.size() <= tail.size())
    return std::nullopt;
  const std::string inner = expression.substr(1, expression.size() - tail.size() - 1);
  std::string value;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] == '\'' && (++i >= inner.size() || inner[i] != '\'')) return std::nullopt;
    value += inner[i];
  }
  return value;
}

std::string cast_of(const TypeText& type) {
  if (type.element == "Varchar") return "character varying";
  return type.element == "Char" ? "bpchar" : "text";
}

std::optional<std::string> enumerator_in(const Field& field, const std::string& expression) {
  const auto labels = field.scope.wording.names.labels.find(field.type.enum_type);
  const std::optional<std::string> label = quoted_in(expression, sql::qualified(field.type.enum_type));
  if (!label || labels == field.scope.wording.names.labels.end()) return std::nullopt;
  const auto found = labels->second.find(*label);
  if (found == labels->second.end()) return std::nullopt;
  const CppName& name = field.scope.wording.names.enums.at(field.type.enum_type);
  return seen_from(field.scope.text.name.namespaces, name) + "::" + found->second;
}

std::optional<std::string> constant_in(const Field& field, const std::string& expression) {
  if (field.reference != nullptr || field.type.array) return std::nullopt;
  if (field.type.element == "Boolean" && (expression == "true" || expression == "false")) return expression;
  if (is_integer(field.type) || is_number(field.type)) return integer_in(expression);
  if (field.type.element == "Enum") return enumerator_in(field, expression);
  if (!is_text(field.type) || field.type.element == "CiText") return std::nullopt;
  const std::optional<std::string> text = quoted_in(expression, cast_of(field.type));
  return text ? std::optional(string_literal(*text)) : std::nullopt;
}

void add_default(Field& field, const std::string& expression) {
  const bool plain = field.reference == nullptr;
  if (plain && expression == "gen_random_uuid()" && field.type.word == "Uuid")
    return add(field, "value", word(field.scope, "default_random"));
  if (plain && expression == "now()" && is_time(field.type))
    return add(field, "value", word(field.scope, "default_now"));
  if (const std::optional<std::string> constant = constant_in(field, expression))
    return add_call(field, "value", "default_to", *constant);
  add_call(field, "value", "default_sql", string_literal(expression));
}

/// A primary key of one integer counts by itself, unless it is said that it does not.
void add_value(Field& field, bool alone_in_key) {
  const model::Column& column = field.column;
  if (column.generated_expression)
    return add_call(field, "value", "generated_as", string_literal(*column.generated_expression));
  if (column.default_expression) return add_default(field, *column.default_expression);
  const bool counts = alone_in_key && is_integer(field.type) && field.reference == nullptr;
  if (column.identity && column.identity->always) return add(field, "value", word(field.scope, "identity_always"));
  if (column.identity && !counts) return add(field, "value", word(field.scope, "identity"));
  if (!column.identity && counts) add(field, "value", word(field.scope, "no_identity"));
}

void add_key(Field& field, const model::PrimaryKey& key) {
  Call call{word(field.scope, "primary_key"), {}, {}};
  add_name(field.scope, "pk", {}, key.name, call);
  add(field, "primary_key", on_one_line(call));
  field.scope.said.insert(key.id());
}

bool stands_on(const Field& field, const std::vector<std::string>& columns, const std::vector<std::string>& include,
               const model::ObjectId& id) {
  return columns.size() == 1 && columns.front() == field.column.name && include.empty() &&
         !field.scope.wording.forms.in_table.contains(id);
}

void add_unique(Field& field) {
  bool said = false;
  const auto& schema = field.scope.wording.schema;
  for_each_of(schema.uniques, field.scope.table.name, [&](const model::Unique& unique) {
    if (said || !can_say(unique, field.scope.wording.forms) ||
        !stands_on(field, unique.columns, unique.include, unique.id()))
      return;
    Call call{word(field.scope, "unique"), {}, {}};
    add_name(field.scope, "uq", unique.columns, unique.name, call);
    if (unique.nulls_not_distinct) call.chain.emplace_back(".nulls_not_distinct()");
    add_deferral(unique.deferral, call);
    add(field, "unique", on_one_line(call));
    field.scope.said.insert(unique.id());
    said = true;
  });
}

/// Whether the front end sees a key or a whole B-tree that begins with the column: then a reference has no index.
bool is_indexed(const EntityScope& scope, const std::string& column) {
  const model::Schema& schema = scope.wording.schema;
  const Forms& forms = scope.wording.forms;
  const model::PrimaryKey* const key = sayable_key(schema, scope.table.name, forms);
  bool found = key != nullptr && key->columns.front() == column;
  for_each_of(schema.uniques, scope.table.name, [&](const model::Unique& unique) {
    found = found || (unique.columns.front() == column && can_say(unique, forms));
  });
  for_each_of(schema.indexes, scope.table.name, [&](const model::Index& index) {
    found = found || (!index.predicate && index.method == "btree" && index.keys.front().column == column &&
                      can_say(index, forms));
  });
  return found;
}

/// The index that a reference makes by itself, if the table has exactly that and nothing else serves.
const model::Index* own_index(const EntityScope& scope, const std::string& column) {
  model::Index made;
  made.table = scope.table.name;
  made.keys.emplace_back().column = column;
  made.name = sql::shorten(frontend::object_name("idx", scope.table.name.name, {column}));
  const model::Index* const found = scope.wording.schema.indexes.find(made.id());
  if (found == nullptr || !can_say(*found, scope.wording.forms)) return nullptr;
  if (scope.wording.forms.in_table.contains(found->id())) return nullptr;
  made.comment = found->comment;
  return *found == made ? found : nullptr;
}

bool others_serve(const EntityScope& scope, const std::string& column, const model::Index& own) {
  Forms without = scope.wording.forms;
  without.in_sql.insert(own.id());
  const Wording wording{scope.wording.schema, without, scope.wording.names, scope.wording.references};
  const EntityScope narrowed{wording, scope.table, scope.text, {}, {}};
  return is_indexed(narrowed, column);
}

void add_index_of_reference(Field& field) {
  const model::Index* const own = own_index(field.scope, field.column.name);
  if (own != nullptr && !others_serve(field.scope, field.column.name, *own)) {
    field.scope.said.insert(own->id());
  } else if (!is_indexed(field.scope, field.column.name)) {
    add(field, "no_index", word(field.scope, "no_index"));
  }
}

void add_reference(Field& field) {
  EntityScope& scope = field.scope;
  const model::ForeignKey& key = *field.reference->key;
  const auto action = [&](std::string_view head, model::ReferentialAction what) {
    if (what != model::ReferentialAction::no_action) add_call(field, std::string(head), head, action_word(scope, what));
  };
  if (!field.reference->to_primary_key) {
    const auto& fields = scope.wording.names.fields;
    add_call(field, "references", "references",
             string_literal(fields.at(model::column_id(key.references, key.referenced_columns.front()))));
  }
  action("on_delete", key.on_delete);
  action("on_update", key.on_update);
  if (key.deferral == model::Deferral::initially_immediate) add(field, "deferral", word(scope, "deferrable"));
  if (key.deferral == model::Deferral::initially_deferred) add(field, "deferral", word(scope, "initially_deferred"));
  const std::string made = frontend::object_name("fk", scope.table.name.name, {frontend::snake_case(field.text.name)});
  if (sql::shorten(made) != key.name) add_call(field, "constraint_name", "constraint_name", string_literal(key.name));
  add_index_of_reference(field);
  scope.said.insert(key.id());
}

void add_touch(Field& field) {
  const model::Schema& schema = field.scope.wording.schema;
  for_each_of(schema.triggers, field.scope.table.name, [&](const model::Trigger& trigger) {
    if (touched_column(trigger, schema, field.scope.wording.forms) == &field.column)
      add(field, "touch_on_update", word(field.scope, "touch_on_update"));
  });
}

void add_validations(Field& field) {
  if (field.reference != nullptr) return;
  const model::Schema& schema = field.scope.wording.schema;
  for_each_of(schema.checks, field.scope.table.name, [&](const model::Check& check) {
    if (!can_say(check, field.scope.wording.forms) || field.scope.wording.forms.in_table.contains(check.id())) return;
    std::optional<OptionText> option = validation_of(field.scope, field.column, field.type, check);
    if (!option) return;
    field.text.options.push_back(std::move(*option));
    field.scope.said.insert(check.id());
  });
}

void add_column_name(Field& field) {
  std::string made = frontend::snake_case(field.text.name);
  if (field.reference != nullptr) made += field.reference->suffix;
  if (sql::shorten(made) != field.column.name)
    add_call(field, "column_name", "column_name", string_literal(field.column.name));
}

void set_type(Field& field) {
  EntityScope& scope = field.scope;
  if (field.reference == nullptr) {
    field.text.type = field.type.word;
    if (field.type.element == "Enum") scope.text.enums.insert(field.type.enum_type);
    return;
  }
  const model::QualifiedName& target = field.reference->key->references;
  if (target != scope.table.name) scope.text.refers_to.insert(target);
  const CppName& name = scope.wording.names.entities.at(target);
  field.text.type = fmt::format("BelongsTo<{}>", seen_from(scope.text.name.namespaces, name));
}

TypeText type_of(const EntityScope& scope, const model::Column& column) {
  EnumNames enums;
  for (const auto& [type, name] : scope.wording.names.enums)
    enums.emplace(type, seen_from(scope.text.name.namespaces, name));
  return type_text(column.type, {scope.wording.schema, enums, scope.wording.forms.default_schema});
}

void describe_field(EntityScope& scope, const model::Column& column) {
  const model::ObjectId id = model::column_id(scope.table.name, column.name);
  const auto reference = scope.wording.references.find(id);
  Field field{scope,
              column,
              type_of(scope, column),
              reference == scope.wording.references.end() ? nullptr : &reference->second,
              {}};
  field.text.column = column.name;
  field.text.name = scope.wording.names.fields.at(id);
  field.text.nullable = !column.not_null;
  if (column.comment && can_be_comment(*column.comment)) field.text.comment = *column.comment;
  set_type(field);
  const model::PrimaryKey* const key = sayable_key(scope.wording.schema, scope.table.name, scope.wording.forms);
  if (key != nullptr && stands_on(field, key->columns, key->include, key->id())) add_key(field, *key);
  add_unique(field);
  if (field.reference != nullptr) add_reference(field);
  const bool alone_in_key = key != nullptr && key->columns == std::vector<std::string>{column.name};
  add_value(field, alone_in_key);
  add_touch(field);
  add_validations(field);
  if (field.reference == nullptr && column.collation && is_text(field.type))
    add_call(field, "collate", "collate", string_literal(collation_argument(*column.collation)));
  if (field.reference == nullptr && field.type.precision)
    add_call(field, "precision", "precision", std::to_string(*field.type.precision));
  add_column_name(field);
  scope.text.fields.push_back(std::move(field.text));
}

}  // namespace

void describe_fields(EntityScope& scope) {
  for (const model::Column& column : scope.table.columns) describe_field(scope, column);
}

}  // namespace schemac::pull

#include "plan/set_aside.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "diff/tokens.hpp"
#include "plan/conversion.hpp"
#include "plan/mentions.hpp"

namespace schemac::plan {

using model::Kind;
using model::ObjectId;
using Part = DraftStep::Part;

namespace {

/// Whether the text has the name, as PostgreSQL's printer spells types: in a cast, or anywhere.
bool names_type(const std::string& text, const ObjectId& type, bool in_cast) {
  const std::string schema = diff::spelled(type.schema);
  const std::string type_name = diff::spelled(type.name);
  std::vector<std::string_view> texts{"", "", ""};
  for (const diff::Token& token : diff::tokenize(text))
    if (token.kind != diff::Token::Kind::space) texts.push_back(token.text);
  for (std::size_t name = 5; name < texts.size(); ++name) {
    const bool is_cast = texts[name - 3] == "::" && texts[name - 4] != "*";  // t.*::t is a row that is there
    if (in_cast && !is_cast) continue;
    if (texts[name - 2] == schema && texts[name - 1] == "." && texts[name] == type_name) return true;
  }
  return false;
}

std::vector<std::string> expressions_of(const model::Schema& schema, const ObjectId& id) {
  if (const auto* function = schema.functions.find(id)) return {function->definition};
  if (const auto* check = schema.checks.find(id)) return {check->expression};
  if (const auto* view = schema.views.find(id)) return {view->definition};
  if (const auto* view = schema.materialized_views.find(id)) return {view->definition};
  if (const auto* policy = schema.policies.find(id))
    return {policy->using_expression.value_or(""), policy->with_check.value_or("")};
  if (const auto* domain = schema.domains.find(id)) {
    std::vector<std::string> texts{domain->default_expression.value_or("")};
    for (const model::DomainCheck& check : domain->checks) texts.push_back(check.expression);
    return texts;
  }
  if (id.kind != Kind::column) return {};
  const auto* table = schema.tables.find({Kind::table, id.schema, {}, id.table});
  const auto* column = table == nullptr ? nullptr : table->find_column(id.name);
  if (column == nullptr) return {};
  return {column->default_expression.value_or(""), column->generated_expression.value_or("")};
}

}  // namespace

bool retypes_attributes(const diff::Alter<model::CompositeType>& change) {
  return !std::ranges::all_of(change.before.attributes, [&](const model::Attribute& attribute) {
    return std::ranges::any_of(change.after.attributes, [&](const model::Attribute& now) {
      return now.name == attribute.name && now.type == attribute.type && now.collation == attribute.collation;
    });
  });
}

bool writes_rows_anew(const diff::Change& change) {
  if (const auto* alter = std::get_if<diff::AlterColumn>(&change)) {
    return alter->before.type != alter->after.type || alter->before.collation != alter->after.collation;
  }
  const auto* add = std::get_if<diff::AddColumn>(&change);
  return add != nullptr && (add->column.default_expression || add->column.generated_expression ||
                            add->column.identity || add->column.not_null);
}

bool is_made_of(const model::Schema& schema, const ObjectId& id, const ObjectId& rows) {
  const auto names = [&](const std::string& type) {
    return named_type(type) == model::QualifiedName{rows.schema, rows.name};
  };
  if (id.kind == Kind::column) {
    const auto* table = schema.tables.find({Kind::table, id.schema, {}, id.table});
    const auto* column = table == nullptr ? nullptr : table->find_column(id.name);
    return column != nullptr && names(column->type);
  }
  if (const auto* domain = schema.domains.find(id)) return names(domain->type);
  const auto* composite = schema.composite_types.find(id);
  return composite != nullptr && std::ranges::any_of(composite->attributes, names, &model::Attribute::type);
}

bool makes_value_of(const model::Schema& schema, const ObjectId& id, const ObjectId& rows) {
  const auto* function = schema.functions.find(id);
  if (function != nullptr && has_parsed_body(*function) && names_type(function->arguments, rows, false)) return true;
  return std::ranges::any_of(expressions_of(schema, id),
                             [&](const std::string& text) { return names_type(text, rows, true); });
}

std::vector<DraftStep> held_as_text(const ObjectId& id, model::Column before, const model::Column& after,
                                    const std::string& because) {
  before.comment = after.comment;
  model::Column held = before;
  held.type = "text";
  held.collation.reset();
  held.default_expression.reset();
  held.storage.reset();
  held.compression.reset();
  const std::string name = diff::spelled(id.name);
  const model::QualifiedName table{id.schema, id.table};
  return {{{diff::AlterColumn{table, before, held, name + "::text"}, {}, because}, Part::takes_down},
          {{diff::AlterColumn{table, held, after, name + "::" + after.type}, {}, because}, Part::puts_back}};
}

std::vector<DraftStep> without_checks(model::Domain before, const model::Domain& after, const std::string& because) {
  before.comment = after.comment;
  model::Domain bare = before;
  bare.default_expression.reset();
  bare.checks.clear();
  return {{{diff::Alter<model::Domain>{before, bare}, {}, because}, Part::takes_down},
          {{diff::Alter<model::Domain>{bare, after}, {}, because}, Part::puts_back}};
}

}  // namespace schemac::plan

#include "plan/set_aside.hpp"

#include <algorithm>
#include <utility>

#include "diff/tokens.hpp"
#include "plan/conversion.hpp"

namespace schemac::plan {

using model::Kind;
using model::ObjectId;
using Part = DraftStep::Part;

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

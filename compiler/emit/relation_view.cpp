#include "emit/relation_view.hpp"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "emit/names.hpp"
#include "sql/quote.hpp"

namespace schemac::emit {
namespace {

std::string arity(const model::Relation& relation) {
  switch (relation.arity) {
    case model::Relation::Arity::belongs_to:
      return relation.nullable ? "optional" : "one";
    case model::Relation::Arity::has_one:
      return "optional";
    case model::Relation::Arity::has_many:
    case model::Relation::Arity::many_to_many:
      return "many";
  }
  return "many";
}

std::vector<View> pairs(const std::vector<std::string>& here, const std::vector<std::string>& there) {
  std::vector<View> views;
  for (std::size_t i = 0; i < here.size(); ++i)
    views.emplace_back()
        .text("here", string_literal(sql::identifier(here[i])))
        .text("there", string_literal(sql::identifier(there[i])));
  return views;
}

const FieldSpelling& field_of(const EntitySpelling& entity, const std::string& column) {
  const auto found = std::find_if(entity.fields.begin(), entity.fields.end(),
                                  [&](const FieldSpelling& field) { return field.field->column == column; });
  assert(found != entity.fields.end() && "the front end resolves columns");
  return *found;
}

}  // namespace

std::string qualified_row(const std::string& cpp_namespace, const std::string& row) {
  return cpp_namespace.empty() ? "::" + row : fmt::format("::{}::{}", cpp_namespace, row);
}

std::vector<View> relation_views(const EntitySpelling& entity, const EntityNames& names) {
  std::vector<View> views;
  for (const model::Relation& relation : entity.entity->relations) {
    const EntityName& target = names.at(relation.target);
    const bool between = relation.arity == model::Relation::Arity::many_to_many;
    View view;
    view.text("name", relation.name)
        .text("qualified_target", qualified_row(target.cpp_namespace, target.row))
        .text("arity", arity(relation))
        .text("index", std::to_string(views.size()))
        .text("pair_count", std::to_string(relation.columns.size()))
        .text("through", between ? string_literal(sql::qualified(relation.through)) : "\"\"")
        .text("through_deleted", string_literal(between ? names.at(relation.through).deleted : ""))
        .text("onward_count", std::to_string(relation.through_target_columns.size()));
    std::vector<View> near = pairs(relation.columns, between ? relation.through_columns : relation.target_columns);
    for (std::size_t i = 0; i < near.size(); ++i) {
      const FieldSpelling& field = field_of(entity, relation.columns[i]);
      near[i].text("here_name", field.field->name).text("here_cast", string_literal(field.type.array_cast));
    }
    view.list("pairs", std::move(near));
    view.list("onward", pairs(relation.through_target_columns, relation.target_columns));
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<View> forward_groups(const std::vector<EntitySpelling>& entities, const EntityNames& names) {
  std::map<std::string, std::set<std::string>> rows;
  for (const EntitySpelling& entity : entities)
    for (const model::Relation& relation : entity.entity->relations) {
      const EntityName& target = names.at(relation.target);
      rows[target.cpp_namespace].insert(target.row);
    }
  std::vector<View> groups;
  for (const auto& [cpp_namespace, members] : rows) {
    std::vector<View> forwards;
    for (const std::string& row : members) forwards.emplace_back().text("name", row);
    View& group = groups.emplace_back();
    group.text("namespace", cpp_namespace).flag("has_namespace", !cpp_namespace.empty());
    group.list("forwards", std::move(forwards));
  }
  return groups;
}

std::set<std::string> related_headers(const std::vector<EntitySpelling>& entities, const EntityNames& names) {
  std::set<std::string> headers;
  for (const EntitySpelling& entity : entities)
    for (const model::Relation& relation : entity.entity->relations) headers.insert(names.at(relation.target).header);
  return headers;
}

}  // namespace schemac::emit

// How views and materialized views are kept: the query as lines, so that a change of one line is a change of one line.
#pragma once

#include "model/view.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

template <>
struct FieldsOf<model::ViewColumn> {
  template <class V>
  static void visit(V& field) {
    field("name", &model::ViewColumn::name);
    field("type", &model::ViewColumn::type);
    field("collation", &model::ViewColumn::collation);
    field("default", &model::ViewColumn::default_expression);
    field("comment", &model::ViewColumn::comment);
    field("statistics", &model::ViewColumn::statistics);
    field("storage", &model::ViewColumn::storage);
    field("compression", &model::ViewColumn::compression);
    field("options", &model::ViewColumn::options);
  }
};

template <>
struct FieldsOf<model::View> {
  static constexpr std::string_view kCollection = "views";
  template <class V>
  static void visit(V& field) {
    field("name", &model::View::name);
    field("columns", &model::View::columns);
    field.lines("definition", &model::View::definition);
    field("options", &model::View::options);
    field("comment", &model::View::comment);
  }
};

template <>
struct FieldsOf<model::MaterializedView> {
  static constexpr std::string_view kCollection = "materialized_views";
  template <class V>
  static void visit(V& field) {
    field("name", &model::MaterializedView::name);
    field("columns", &model::MaterializedView::columns);
    field.lines("definition", &model::MaterializedView::definition);
    field("storage_parameters", &model::MaterializedView::storage_parameters);
    field("access_method", &model::MaterializedView::access_method);
    field("tablespace", &model::MaterializedView::tablespace);
    field("cluster_on", &model::MaterializedView::cluster_on);
    field("populated", &model::MaterializedView::populated);
    field("comment", &model::MaterializedView::comment);
  }
};

}  // namespace schemac::snapshot

// How an index is kept, and the keys that exclusion constraints share with it.
#pragma once

#include "model/index.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

template <>
struct FieldsOf<model::IndexKey> {
  template <class V>
  static void visit(V& field) {
    field("column", &model::IndexKey::column);
    field("expression", &model::IndexKey::expression);
    field("collation", &model::IndexKey::collation);
    field("opclass", &model::IndexKey::opclass);
    field("descending", &model::IndexKey::descending);
    field("nulls_first", &model::IndexKey::nulls_first);
  }
};

template <>
struct FieldsOf<model::Index> {
  static constexpr std::string_view kCollection = "indexes";
  template <class V>
  static void visit(V& field) {
    field("table", &model::Index::table);
    field("name", &model::Index::name);
    field("method", &model::Index::method);
    field("keys", &model::Index::keys);
    field("include", &model::Index::include);
    field("unique", &model::Index::unique);
    field("nulls_not_distinct", &model::Index::nulls_not_distinct);
    field("predicate", &model::Index::predicate);
    field("storage_parameters", &model::Index::storage_parameters);
    field("tablespace", &model::Index::tablespace);
    field("partition_of", &model::Index::partition_of);
    field("statistics", &model::Index::statistics);
    field("invalid", &model::Index::invalid);
    field("comment", &model::Index::comment);
  }
};

}  // namespace schemac::snapshot

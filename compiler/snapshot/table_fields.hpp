// How a table and its columns are kept.
#pragma once

#include "model/table.hpp"
#include "snapshot/fields.hpp"
#include "snapshot/sequence_fields.hpp"

namespace schemac::snapshot {

template <>
struct FieldsOf<model::Identity> {
  template <class V>
  static void visit(V& field) {
    field("always", &model::Identity::always);
    field("sequence", &model::Identity::sequence);
  }
};

template <>
struct FieldsOf<model::Column> {
  template <class V>
  static void visit(V& field) {
    field("name", &model::Column::name);
    field("type", &model::Column::type);
    field("not_null", &model::Column::not_null);
    field("collation", &model::Column::collation);
    field("default", &model::Column::default_expression);
    field("generated", &model::Column::generated_expression);
    field("identity", &model::Column::identity);
    field("storage", &model::Column::storage);
    field("compression", &model::Column::compression);
    field("statistics", &model::Column::statistics);
    field("options", &model::Column::options);
    field("inherited", &model::Column::inherited);
    field("comment", &model::Column::comment);
  }
};

template <>
struct FieldsOf<model::PartitionOf> {
  template <class V>
  static void visit(V& field) {
    field("parent", &model::PartitionOf::parent);
    field("bound", &model::PartitionOf::bound);
  }
};

template <>
struct FieldsOf<model::Table> {
  static constexpr std::string_view kCollection = "tables";
  template <class V>
  static void visit(V& field) {
    field("name", &model::Table::name);
    field("columns", &model::Table::columns);
    field("unlogged", &model::Table::unlogged);
    field("partition_by", &model::Table::partition_by);
    field("partition_of", &model::Table::partition_of);
    field("inherits", &model::Table::inherits);
    field("of_type", &model::Table::of_type);
    field("access_method", &model::Table::access_method);
    field("tablespace", &model::Table::tablespace);
    field("replica_identity", &model::Table::replica_identity);
    field("cluster_on", &model::Table::cluster_on);
    field("storage_parameters", &model::Table::storage_parameters);
    field("row_security", &model::Table::row_security);
    field("force_row_security", &model::Table::force_row_security);
    field("comment", &model::Table::comment);
  }
};

}  // namespace schemac::snapshot

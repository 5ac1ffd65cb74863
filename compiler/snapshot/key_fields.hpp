// How primary keys and unique constraints are kept, and the words for when a constraint is checked.
#pragma once

#include "model/primary_key.hpp"
#include "model/unique.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

template <>
struct WordsOf<model::Deferral> {
  static constexpr std::array kWords = {
      std::pair{model::Deferral::not_deferrable, std::string_view("not deferrable")},
      std::pair{model::Deferral::initially_immediate, std::string_view("initially immediate")},
      std::pair{model::Deferral::initially_deferred, std::string_view("initially deferred")},
  };
};

template <>
struct FieldsOf<model::PrimaryKey> {
  static constexpr std::string_view kCollection = "primary_keys";
  template <class V>
  static void visit(V& field) {
    field("table", &model::PrimaryKey::table);
    field("name", &model::PrimaryKey::name);
    field("columns", &model::PrimaryKey::columns);
    field("include", &model::PrimaryKey::include);
    field("deferral", &model::PrimaryKey::deferral);
    field("storage_parameters", &model::PrimaryKey::storage_parameters);
    field("partition_of", &model::PrimaryKey::partition_of);
    field("comment", &model::PrimaryKey::comment);
  }
};

template <>
struct FieldsOf<model::Unique> {
  static constexpr std::string_view kCollection = "uniques";
  template <class V>
  static void visit(V& field) {
    field("table", &model::Unique::table);
    field("name", &model::Unique::name);
    field("columns", &model::Unique::columns);
    field("include", &model::Unique::include);
    field("nulls_not_distinct", &model::Unique::nulls_not_distinct);
    field("deferral", &model::Unique::deferral);
    field("storage_parameters", &model::Unique::storage_parameters);
    field("partition_of", &model::Unique::partition_of);
    field("comment", &model::Unique::comment);
  }
};

}  // namespace schemac::snapshot

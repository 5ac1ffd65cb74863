// How an exclusion constraint is kept.
#pragma once

#include "model/exclusion.hpp"
#include "snapshot/index_fields.hpp"
#include "snapshot/key_fields.hpp"

namespace schemac::snapshot {

template <>
struct FieldsOf<model::Exclusion::Element> {
  template <class V>
  static void visit(V& field) {
    field("key", &model::Exclusion::Element::key);
    field("operator", &model::Exclusion::Element::op);
  }
};

template <>
struct FieldsOf<model::Exclusion> {
  static constexpr std::string_view kCollection = "exclusions";
  template <class V>
  static void visit(V& field) {
    field("table", &model::Exclusion::table);
    field("name", &model::Exclusion::name);
    field("method", &model::Exclusion::method);
    field("elements", &model::Exclusion::elements);
    field("include", &model::Exclusion::include);
    field("predicate", &model::Exclusion::predicate);
    field("deferral", &model::Exclusion::deferral);
    field("storage_parameters", &model::Exclusion::storage_parameters);
    field("comment", &model::Exclusion::comment);
  }
};

}  // namespace schemac::snapshot

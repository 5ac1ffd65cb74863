// How domains and composite types are kept.
#pragma once

#include "model/composite_type.hpp"
#include "model/domain.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

template <>
struct FieldsOf<model::DomainCheck> {
  template <class V>
  static void visit(V& field) {
    field("name", &model::DomainCheck::name);
    field("expression", &model::DomainCheck::expression);
    field("not_valid", &model::DomainCheck::not_valid);
    field("comment", &model::DomainCheck::comment);
  }
};

template <>
struct FieldsOf<model::Domain> {
  static constexpr std::string_view kCollection = "domains";
  template <class V>
  static void visit(V& field) {
    field("name", &model::Domain::name);
    field("type", &model::Domain::type);
    field("collation", &model::Domain::collation);
    field("default", &model::Domain::default_expression);
    field("not_null", &model::Domain::not_null);
    field("checks", &model::Domain::checks);
    field("comment", &model::Domain::comment);
  }
};

template <>
struct FieldsOf<model::Attribute> {
  template <class V>
  static void visit(V& field) {
    field("name", &model::Attribute::name);
    field("type", &model::Attribute::type);
    field("collation", &model::Attribute::collation);
    field("comment", &model::Attribute::comment);
  }
};

template <>
struct FieldsOf<model::CompositeType> {
  static constexpr std::string_view kCollection = "composite_types";
  template <class V>
  static void visit(V& field) {
    field("name", &model::CompositeType::name);
    field("attributes", &model::CompositeType::attributes);
    field("comment", &model::CompositeType::comment);
  }
};

}  // namespace schemac::snapshot

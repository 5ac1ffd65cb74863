// How a namespace and an extension are kept.
#pragma once

#include "model/extension.hpp"
#include "model/namespace.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

template <>
struct FieldsOf<model::Namespace> {
  static constexpr std::string_view kCollection = "namespaces";
  template <class V>
  static void visit(V& field) {
    field("name", &model::Namespace::name);
    field("comment", &model::Namespace::comment);
  }
};

template <>
struct FieldsOf<model::Extension> {
  static constexpr std::string_view kCollection = "extensions";
  template <class V>
  static void visit(V& field) {
    field("name", &model::Extension::name);
    field("schema", &model::Extension::schema);
    field("version", &model::Extension::version);
    field("relocatable", &model::Extension::relocatable);
    field("comment", &model::Extension::comment);
    field("own_comment", &model::Extension::own_comment);
  }
};

}  // namespace schemac::snapshot

// How an enum type is kept.
#pragma once

#include "model/enum_type.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

template <>
struct FieldsOf<model::EnumType> {
  static constexpr std::string_view kCollection = "enum_types";
  template <class V>
  static void visit(V& field) {
    field("name", &model::EnumType::name);
    field("labels", &model::EnumType::labels);
    field("comment", &model::EnumType::comment);
  }
};

}  // namespace schemac::snapshot

// How a check constraint is kept.
#pragma once

#include "model/check.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

template <>
struct FieldsOf<model::Check> {
  static constexpr std::string_view kCollection = "checks";
  template <class V>
  static void visit(V& field) {
    field("table", &model::Check::table);
    field("name", &model::Check::name);
    field("expression", &model::Check::expression);
    field("no_inherit", &model::Check::no_inherit);
    field("not_valid", &model::Check::not_valid);
    field("inherited", &model::Check::inherited);
    field("comment", &model::Check::comment);
  }
};

}  // namespace schemac::snapshot

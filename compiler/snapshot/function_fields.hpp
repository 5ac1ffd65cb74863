// How a function is kept: its definition as lines, so that a change of one line is a change of one line.
#pragma once

#include "model/function.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

template <>
struct FieldsOf<model::Function> {
  static constexpr std::string_view kCollection = "functions";
  template <class V>
  static void visit(V& field) {
    field("name", &model::Function::name);
    field("arguments", &model::Function::arguments);
    field.lines("definition", &model::Function::definition);
    field("procedure", &model::Function::procedure);
    field("comment", &model::Function::comment);
  }
};

}  // namespace schemac::snapshot

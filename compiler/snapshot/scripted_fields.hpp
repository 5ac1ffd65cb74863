// How objects are kept that are kept as statements.
#pragma once

#include "model/scripted.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

template <>
struct FieldsOf<model::ScriptedPart> {
  template <class V>
  static void visit(V& field) {
    field("aspect", &model::ScriptedPart::aspect);
    field("add", &model::ScriptedPart::add);
    field("change", &model::ScriptedPart::change);
    field("remove", &model::ScriptedPart::remove);
  }
};

template <>
struct FieldsOf<model::Scripted> {
  static constexpr std::string_view kCollection = "scripted";
  template <class V>
  static void visit(V& field) {
    field("object", &model::Scripted::object);
    field("definition", &model::Scripted::definition);
    field("frame", &model::Scripted::frame);
    field("parts", &model::Scripted::parts);
    field("settings", &model::Scripted::settings);
    field("defaults", &model::Scripted::defaults);
    field("comment", &model::Scripted::comment);
  }
};

}  // namespace schemac::snapshot

// How a foreign key is kept.
#pragma once

#include "model/foreign_key.hpp"
#include "snapshot/key_fields.hpp"

namespace schemac::snapshot {

template <>
struct WordsOf<model::ReferentialAction> {
  static constexpr std::array kWords = {
      std::pair{model::ReferentialAction::no_action, std::string_view("no action")},
      std::pair{model::ReferentialAction::restrict, std::string_view("restrict")},
      std::pair{model::ReferentialAction::cascade, std::string_view("cascade")},
      std::pair{model::ReferentialAction::set_null, std::string_view("set null")},
      std::pair{model::ReferentialAction::set_default, std::string_view("set default")},
  };
};

template <>
struct FieldsOf<model::ForeignKey> {
  static constexpr std::string_view kCollection = "foreign_keys";
  template <class V>
  static void visit(V& field) {
    field("table", &model::ForeignKey::table);
    field("name", &model::ForeignKey::name);
    field("columns", &model::ForeignKey::columns);
    field("references", &model::ForeignKey::references);
    field("referenced_columns", &model::ForeignKey::referenced_columns);
    field("on_delete", &model::ForeignKey::on_delete);
    field("on_delete_columns", &model::ForeignKey::on_delete_columns);
    field("on_update", &model::ForeignKey::on_update);
    field("match_full", &model::ForeignKey::match_full);
    field("deferral", &model::ForeignKey::deferral);
    field("not_valid", &model::ForeignKey::not_valid);
    field("inherited", &model::ForeignKey::inherited);
    field("comment", &model::ForeignKey::comment);
  }
};

}  // namespace schemac::snapshot

// How a trigger is kept.
#pragma once

#include "model/trigger.hpp"
#include "snapshot/key_fields.hpp"

namespace schemac::snapshot {

template <>
struct WordsOf<model::Trigger::Timing> {
  static constexpr std::array kWords = {
      std::pair{model::Trigger::Timing::before, std::string_view("before")},
      std::pair{model::Trigger::Timing::after, std::string_view("after")},
      std::pair{model::Trigger::Timing::instead_of, std::string_view("instead of")},
  };
};

template <>
struct WordsOf<model::Trigger::Enabled> {
  static constexpr std::array kWords = {
      std::pair{model::Trigger::Enabled::origin, std::string_view("origin")},
      std::pair{model::Trigger::Enabled::always, std::string_view("always")},
      std::pair{model::Trigger::Enabled::replica, std::string_view("replica")},
      std::pair{model::Trigger::Enabled::disabled, std::string_view("disabled")},
  };
};

template <>
struct FieldsOf<model::Trigger> {
  static constexpr std::string_view kCollection = "triggers";
  template <class V>
  static void visit(V& field) {
    field("table", &model::Trigger::table);
    field("name", &model::Trigger::name);
    field("timing", &model::Trigger::timing);
    field("on_insert", &model::Trigger::on_insert);
    field("on_update", &model::Trigger::on_update);
    field("on_delete", &model::Trigger::on_delete);
    field("on_truncate", &model::Trigger::on_truncate);
    field("update_of", &model::Trigger::update_of);
    field("for_each_row", &model::Trigger::for_each_row);
    field("old_table", &model::Trigger::old_table);
    field("new_table", &model::Trigger::new_table);
    field("when", &model::Trigger::when);
    field("function", &model::Trigger::function);
    field("arguments", &model::Trigger::arguments);
    field("constraint", &model::Trigger::constraint);
    field("deferral", &model::Trigger::deferral);
    field("from", &model::Trigger::from);
    field("enabled", &model::Trigger::enabled);
    field("comment", &model::Trigger::comment);
  }
};

}  // namespace schemac::snapshot

// How a policy is kept.
#pragma once

#include "model/policy.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

template <>
struct WordsOf<model::Policy::Command> {
  static constexpr std::array kWords = {
      std::pair{model::Policy::Command::all, std::string_view("all")},
      std::pair{model::Policy::Command::select, std::string_view("select")},
      std::pair{model::Policy::Command::insert, std::string_view("insert")},
      std::pair{model::Policy::Command::update, std::string_view("update")},
      std::pair{model::Policy::Command::delete_, std::string_view("delete")},
  };
};

template <>
struct FieldsOf<model::Policy> {
  static constexpr std::string_view kCollection = "policies";
  template <class V>
  static void visit(V& field) {
    field("table", &model::Policy::table);
    field("name", &model::Policy::name);
    field("permissive", &model::Policy::permissive);
    field("command", &model::Policy::command);
    field("roles", &model::Policy::roles);
    field("using", &model::Policy::using_expression);
    field("with_check", &model::Policy::with_check);
    field("comment", &model::Policy::comment);
  }
};

}  // namespace schemac::snapshot

// How a sequence is kept, and the options that identity columns share with it.
#pragma once

#include "model/sequence.hpp"
#include "snapshot/fields.hpp"

namespace schemac::snapshot {

template <>
struct FieldsOf<model::SequenceOptions> {
  template <class V>
  static void visit(V& field) {
    field("start", &model::SequenceOptions::start);
    field("increment", &model::SequenceOptions::increment);
    field("minimum", &model::SequenceOptions::minimum);
    field("maximum", &model::SequenceOptions::maximum);
    field("cache", &model::SequenceOptions::cache);
    field("cycle", &model::SequenceOptions::cycle);
  }
};

template <>
struct FieldsOf<model::Sequence::Owner> {
  template <class V>
  static void visit(V& field) {
    field("table", &model::Sequence::Owner::table);
    field("column", &model::Sequence::Owner::column);
  }
};

template <>
struct FieldsOf<model::Sequence> {
  static constexpr std::string_view kCollection = "sequences";
  template <class V>
  static void visit(V& field) {
    field("name", &model::Sequence::name);
    field("type", &model::Sequence::type);
    field("options", &model::Sequence::options);
    field("unlogged", &model::Sequence::unlogged);
    field("owned_by", &model::Sequence::owned_by);
    field("comment", &model::Sequence::comment);
  }
};

}  // namespace schemac::snapshot

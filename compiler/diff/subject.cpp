#include "diff/subject.hpp"

namespace schemac::diff {
namespace {

using model::ObjectId;

template <class K>
ObjectId subject_of(const Create<K>& change) {
  return change.object.id();
}
template <class K>
ObjectId subject_of(const Drop<K>& change) {
  return change.object.id();
}
template <class K>
ObjectId subject_of(const Rename<K>& change) {
  return change.before;
}
template <class K>
ObjectId subject_of(const Alter<K>& change) {
  return change.after.id();
}
ObjectId subject_of(const AddColumn& change) { return model::column_id(change.table, change.column.name); }
ObjectId subject_of(const DropColumn& change) { return model::column_id(change.table, change.column.name); }
ObjectId subject_of(const RenameColumn& change) { return model::column_id(change.table, change.before); }
ObjectId subject_of(const AlterColumn& change) { return model::column_id(change.table, change.after.name); }
ObjectId table_id(const model::QualifiedName& name) { return {model::Kind::table, name.schema, {}, name.name}; }
ObjectId subject_of(const Attach& change) { return table_id(change.tie.table); }
ObjectId subject_of(const Detach& change) { return table_id(change.tie.table); }
ObjectId subject_of(const AttachIndex& change) { return change.index; }
ObjectId subject_of(const MoveRows& change) { return change.after.id(); }
ObjectId enum_id(const model::QualifiedName& type) { return {model::Kind::enum_type, type.schema, {}, type.name}; }
ObjectId subject_of(const AddEnumValue& change) { return enum_id(change.type); }
ObjectId subject_of(const RenameEnumValue& change) { return enum_id(change.type); }
ObjectId subject_of(const SetComment& change) { return change.object; }
ObjectId subject_of(const SetOwner& change) { return change.object; }
ObjectId subject_of(const SetGrants& change) { return change.object; }

}  // namespace

model::ObjectId subject(const Change& change) {
  return std::visit([](const auto& alternative) { return subject_of(alternative); }, change);
}

model::QualifiedName relation_of(const Change& change) {
  const model::ObjectId id = subject(change);
  return {id.schema, id.table.empty() ? id.name : id.table};
}

}  // namespace schemac::diff

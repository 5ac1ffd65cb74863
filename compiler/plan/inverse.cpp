#include "plan/inverse.hpp"

namespace schemac::plan {
namespace {

using Taken = std::optional<diff::Change>;

template <class K>
Taken back(const diff::Create<K>& change) {
  return diff::Drop<K>{change.object};
}
template <class K>
Taken back(const diff::Drop<K>& change) {
  return diff::Create<K>{change.object};
}
template <class K>
Taken back(const diff::Rename<K>& change) {
  return diff::Rename<K>{change.after, change.before};
}
template <class K>
Taken back(const diff::Alter<K>& change) {
  return diff::Alter<K>{change.after, change.before};
}
// What was found valid is not forgotten.
Taken back(const diff::Alter<model::Check>&) { return std::nullopt; }
Taken back(const diff::Alter<model::ForeignKey>& change) {
  if (change.before.not_valid != change.after.not_valid) return std::nullopt;
  return diff::Alter<model::ForeignKey>{change.after, change.before};
}
Taken back(const diff::AddColumn& change) { return diff::DropColumn{change.table, change.column}; }
Taken back(const diff::DropColumn& change) { return diff::AddColumn{change.table, change.column}; }
Taken back(const diff::RenameColumn& change) { return diff::RenameColumn{change.table, change.after, change.before}; }
// PostgreSQL generates no values in a column that had its own; how values become those of the former type is not known.
Taken back(const diff::AlterColumn& change) {
  const bool frees = change.before.generated_expression != change.after.generated_expression;
  if (frees || change.using_expression) return std::nullopt;
  return diff::AlterColumn{change.table, change.after, change.before};
}
Taken back(const diff::Attach& change) { return diff::Detach{change.tie}; }
Taken back(const diff::Detach& change) { return diff::Attach{change.tie}; }
Taken back(const diff::AttachIndex&) { return std::nullopt; }
Taken back(const diff::MoveRows&) { return std::nullopt; }
Taken back(const diff::AddEnumValue&) { return std::nullopt; }
Taken back(const diff::RenameEnumValue& change) {
  return diff::RenameEnumValue{change.type, change.after, change.before};
}
Taken back(const diff::SetComment& change) { return diff::SetComment{change.object, change.after, change.before}; }
Taken back(const diff::SetOwner& change) { return diff::SetOwner{change.object, change.after, change.before}; }
Taken back(const diff::SetGrants& change) {
  return diff::SetGrants{change.object, change.owner, change.after, change.before};
}

}  // namespace

std::optional<diff::Change> inverse(const diff::Change& change) {
  return std::visit([](const auto& each) { return back(each); }, change);
}

}  // namespace schemac::plan

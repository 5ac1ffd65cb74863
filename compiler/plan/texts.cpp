#include "plan/texts.hpp"

namespace schemac::plan {
namespace {

using Texts = std::vector<std::string>;

void add(const std::optional<std::string>& text, Texts& texts) {
  if (text) texts.push_back(*text);
}

void add_texts(const model::Column& column, Texts& texts) {
  add(column.default_expression, texts);
  add(column.generated_expression, texts);
}
void add_texts(const model::IndexKey& key, Texts& texts) {
  if (!key.expression.empty()) texts.push_back(key.expression);
}

void add_texts(const model::Namespace&, Texts&) {}
void add_texts(const model::Extension&, Texts&) {}
void add_texts(const model::EnumType&, Texts&) {}
void add_texts(const model::Sequence&, Texts&) {}
void add_texts(const model::PrimaryKey&, Texts&) {}
void add_texts(const model::Unique&, Texts&) {}
void add_texts(const model::ForeignKey&, Texts&) {}
void add_texts(const model::Function& function, Texts& texts) { texts.push_back(function.definition); }
void add_texts(const model::Table& table, Texts& texts) {
  for (const model::Column& column : table.columns) add_texts(column, texts);
}
void add_texts(const model::Check& check, Texts& texts) { texts.push_back(check.expression); }
void add_texts(const model::Exclusion& exclusion, Texts& texts) {
  for (const auto& element : exclusion.elements) add_texts(element.key, texts);
  add(exclusion.predicate, texts);
}
void add_texts(const model::Index& index, Texts& texts) {
  for (const model::IndexKey& key : index.keys) add_texts(key, texts);
  add(index.predicate, texts);
}
void add_texts(const model::CompositeType&, Texts&) {}
void add_texts(const model::DefaultPrivileges&, Texts&) {}
void add_texts(const model::Domain& domain, Texts& texts) {
  add(domain.default_expression, texts);
  for (const model::DomainCheck& check : domain.checks) texts.push_back(check.expression);
}
void add_texts(const std::vector<model::ViewColumn>& columns, Texts& texts) {
  for (const model::ViewColumn& column : columns) add(column.default_expression, texts);
}
void add_texts(const model::View& view, Texts& texts) {
  texts.push_back(view.definition);
  add_texts(view.columns, texts);
}
void add_texts(const model::MaterializedView& view, Texts& texts) { texts.push_back(view.definition); }
void add_texts(const model::Scripted& scripted, Texts& texts) {
  texts.insert(texts.end(), scripted.definition.begin(), scripted.definition.end());
}
void add_texts(const model::Trigger& trigger, Texts& texts) { add(trigger.when, texts); }
void add_texts(const model::Policy& policy, Texts& texts) {
  add(policy.using_expression, texts);
  add(policy.with_check, texts);
}

template <class K>
void add_texts(const diff::Create<K>& change, Texts& texts) {
  add_texts(change.object, texts);
}
template <class K>
void add_texts(const diff::Alter<K>& change, Texts& texts) {
  add_texts(change.after, texts);
}
/// Its columns are there already.
void add_texts(const diff::Alter<model::Table>&, Texts&) {}
void add_texts(const diff::AddColumn& change, Texts& texts) { add_texts(change.column, texts); }
void add_texts(const diff::AlterColumn& change, Texts& texts) { add_texts(change.after, texts); }
template <class K>
void add_texts(const diff::Drop<K>&, Texts&) {}
template <class K>
void add_texts(const diff::Rename<K>&, Texts&) {}
void add_texts(const diff::DropColumn&, Texts&) {}
void add_texts(const diff::RenameColumn&, Texts&) {}
void add_texts(const diff::Attach& change, Texts& texts) { texts.push_back(change.tie.words); }
void add_texts(const diff::Detach&, Texts&) {}
void add_texts(const diff::AttachIndex&, Texts&) {}
void add_texts(const diff::MoveRows&, Texts&) {}
void add_texts(const diff::AddEnumValue&, Texts&) {}
void add_texts(const diff::RenameEnumValue&, Texts&) {}
void add_texts(const diff::SetComment&, Texts&) {}
void add_texts(const diff::SetOwner&, Texts&) {}
void add_texts(const diff::SetGrants&, Texts&) {}

}  // namespace

std::vector<std::string> texts_of(const diff::Change& change) {
  Texts texts;
  std::visit([&](const auto& alternative) { add_texts(alternative, texts); }, change);
  return texts;
}

}  // namespace schemac::plan

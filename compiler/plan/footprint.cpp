#include "plan/footprint.hpp"

#include <algorithm>

#include "diff/subject.hpp"

namespace schemac::plan {
namespace {

using diff::AddColumn;
using diff::AddEnumValue;
using diff::Alter;
using diff::AlterColumn;
using diff::Create;
using diff::Drop;
using diff::DropColumn;
using diff::Rename;
using diff::RenameColumn;
using diff::RenameEnumValue;
using diff::SetComment;
using model::Kind;
using model::ObjectId;

template <class K>
void complete(const Create<K>& change, Footprint& print) {
  print.phase = Phase::build_up;
  print.makes = {change.object.id()};
}

void complete(const Create<model::Table>& change, Footprint& print) {
  print.phase = Phase::build_up;
  print.makes = {change.object.id()};
  for (const auto& column : change.object.columns) {
    print.makes.push_back(model::column_id(change.object.name, column.name));
  }
}

void make_columns(const model::QualifiedName& view, const std::vector<model::ViewColumn>& columns, Footprint& print) {
  for (const auto& column : columns) print.makes.push_back(model::column_id(view, column.name));
}

void complete(const Create<model::View>& change, Footprint& print) {
  print.phase = Phase::build_up;
  print.makes = {change.object.id()};
  make_columns(change.object.name, change.object.columns, print);
}

void complete(const Create<model::MaterializedView>& change, Footprint& print) {
  print.phase = Phase::build_up;
  print.makes = {change.object.id()};
  make_columns(change.object.name, change.object.columns, print);
}

/// Tables and what stands on them go first, so that what they needed is free to go or to change.
Phase phase_of_drop(Kind kind) {
  switch (kind) {
    case Kind::namespace_:
    case Kind::extension:
    case Kind::enum_type:
    case Kind::sequence:
    case Kind::function:
    case Kind::composite_type:
    case Kind::domain:
    case Kind::language:
    case Kind::access_method:
    case Kind::foreign_data_wrapper:
    case Kind::server:
    case Kind::user_mapping:
    case Kind::collation:
    case Kind::range_type:
    case Kind::aggregate:
    case Kind::operator_:
    case Kind::operator_family:
    case Kind::operator_class:
    case Kind::cast:
    case Kind::transform:
    case Kind::conversion:
    case Kind::text_search_parser:
    case Kind::text_search_template:
    case Kind::text_search_dictionary:
    case Kind::text_search_configuration:
      return Phase::clear_out;
    case Kind::table:
    case Kind::column:
    case Kind::primary_key:
    case Kind::unique:
    case Kind::check:
    case Kind::exclusion:
    case Kind::index:
    case Kind::foreign_key:
    case Kind::trigger:
    case Kind::policy:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::foreign_table:
    case Kind::statistics:
    case Kind::rule:
    case Kind::event_trigger:
    case Kind::publication:
    case Kind::default_privileges:
      return Phase::take_down;
  }
  return Phase::take_down;
}

template <class K>
void complete(const Drop<K>& change, Footprint& print) {
  print.phase = phase_of_drop(change.object.id().kind);
  print.removes = {change.object.id()};
}

template <class K>
void complete(const Rename<K>&, Footprint& print) {
  print.phase = Phase::make_room;
}
void complete(const RenameColumn&, Footprint& print) { print.phase = Phase::make_room; }
void complete(const RenameEnumValue&, Footprint& print) { print.phase = Phase::make_room; }

template <class K>
void complete(const Alter<K>&, Footprint& print) {
  print.phase = Phase::build_up;
  print.alters = true;
}

/// A view that is replaced has more columns than before, if it has others at all.
void complete(const Alter<model::View>& change, Footprint& print) {
  const auto& [before, after] = change;
  print.phase = Phase::build_up;
  print.alters = true;
  const auto known = std::min(before.columns.size(), after.columns.size());
  make_columns(after.name, {after.columns.begin() + static_cast<std::ptrdiff_t>(known), after.columns.end()}, print);
}

void complete(const AddColumn& change, Footprint& print) {
  print.phase = Phase::build_up;
  print.makes = {model::column_id(change.table, change.column.name)};
}

void complete(const DropColumn& change, Footprint& print) {
  print.phase = Phase::take_down;
  print.removes = {model::column_id(change.table, change.column.name)};
}

void complete(const AlterColumn&, Footprint& print) {
  print.phase = Phase::build_up;
  print.alters = true;
}

void complete(const diff::Attach&, Footprint& print) {
  print.phase = Phase::build_up;
  print.begins_needs = true;
}

void complete(const diff::Detach&, Footprint& print) {
  print.phase = Phase::take_down;
  print.ends_needs = true;
}

void complete(const diff::AttachIndex&, Footprint& print) {
  print.phase = Phase::build_up;
  print.begins_needs = true;
}

void complete(const diff::MoveRows&, Footprint& print) { print.phase = Phase::build_up; }

void complete(const AddEnumValue&, Footprint& print) {
  print.phase = Phase::build_up;
  print.alters = true;
}

/// What is made until then gets what the former ones say, and has steps of its own for the difference: see rights.hpp.
void complete(const Create<model::DefaultPrivileges>&, Footprint& print) { print.phase = Phase::annotate; }
void complete(const Drop<model::DefaultPrivileges>&, Footprint& print) { print.phase = Phase::annotate; }
void complete(const Alter<model::DefaultPrivileges>&, Footprint& print) { print.phase = Phase::annotate; }

void complete(const SetComment&, Footprint& print) { print.phase = Phase::annotate; }
void complete(const diff::SetOwner&, Footprint& print) { print.phase = Phase::annotate; }
void complete(const diff::SetGrants&, Footprint& print) { print.phase = Phase::annotate; }

}  // namespace

Footprint footprint(const diff::Change& change) {
  Footprint print;
  print.subject = diff::subject(change);
  std::visit([&](const auto& alternative) { complete(alternative, print); }, change);
  return print;
}

std::vector<TakenName> names_taken(const ObjectId& id) {
  using Space = TakenName::Space;
  const TakenName relation{Space::relation, id.schema, {}, id.name};
  const TakenName type{Space::type, id.schema, {}, id.name};
  const TakenName constraint{Space::constraint, id.schema, id.table, id.name};
  switch (id.kind) {
    case Kind::enum_type:
    case Kind::domain:
    case Kind::range_type:
      return {type};
    case Kind::composite_type:  // is a relation too
    case Kind::view:
    case Kind::materialized_view:
    case Kind::foreign_table:
    case Kind::table:
      return {relation, type};  // the type of its rows
    case Kind::sequence:
    case Kind::index:
      return {relation};
    case Kind::primary_key:
      return {constraint, relation, {Space::key, id.schema, id.table, {}}};
    case Kind::unique:
    case Kind::exclusion:
      return {constraint, relation};  // the index behind it
    case Kind::check:
    case Kind::foreign_key:
      return {constraint};
    case Kind::function:
    case Kind::aggregate:
      return {{Space::routine, id.schema, {}, id.name}};
    case Kind::namespace_:
    case Kind::extension:
    case Kind::column:
    case Kind::trigger:
    case Kind::policy:
    case Kind::language:
    case Kind::access_method:
    case Kind::foreign_data_wrapper:
    case Kind::server:
    case Kind::user_mapping:
    case Kind::collation:
    case Kind::operator_:
    case Kind::operator_family:
    case Kind::operator_class:
    case Kind::cast:
    case Kind::transform:
    case Kind::conversion:
    case Kind::text_search_parser:
    case Kind::text_search_template:
    case Kind::text_search_dictionary:
    case Kind::text_search_configuration:
    case Kind::statistics:
    case Kind::rule:
    case Kind::event_trigger:
    case Kind::publication:
    case Kind::default_privileges:
      return {};  // only objects of their own kind: their ids say it
  }
  return {};
}

bool share_a_name(const ObjectId& one, const ObjectId& other) {
  const std::vector<TakenName> names = names_taken(one);
  const std::vector<TakenName> others = names_taken(other);
  return std::find_first_of(names.begin(), names.end(), others.begin(), others.end()) != names.end();
}

}  // namespace schemac::plan

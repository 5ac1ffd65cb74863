// Changes as DDL: one overload an alternative, never a default, so that a new kind of change does not build until it is
// spelled. Every name carries its schema: the statements mean the same under any search_path. Nothing is made IF NOT
// EXISTS and nothing dropped with CASCADE: what is there is known, and what else would go is planned.
#pragma once

#include <string>
#include <vector>

#include "diff/changes.hpp"
#include "plan/plan.hpp"

namespace schemac::sql {

/// Statements without final semicolons, to be run in this order.
using Statements = std::vector<std::string>;

/// The statements of a change, comments (COMMENT ON) of what it creates among them. May be empty: the rename of an
/// index that only follows its table.
[[nodiscard]] Statements statements(const diff::Change& change);

/// The statements of a step, in its way: render_online.cpp.
[[nodiscard]] Statements statements(const plan::Step& step);

Statements render(const diff::Create<model::Namespace>& change);
Statements render(const diff::Drop<model::Namespace>& change);
Statements render(const diff::Rename<model::Namespace>& change);

Statements render(const diff::Create<model::Extension>& change);
Statements render(const diff::Drop<model::Extension>& change);
Statements render(const diff::Alter<model::Extension>& change);

Statements render(const diff::Create<model::EnumType>& change);
Statements render(const diff::Drop<model::EnumType>& change);
Statements render(const diff::Rename<model::EnumType>& change);
Statements render(const diff::AddEnumValue& change);
Statements render(const diff::RenameEnumValue& change);

Statements render(const diff::Create<model::Sequence>& change);
Statements render(const diff::Drop<model::Sequence>& change);
Statements render(const diff::Rename<model::Sequence>& change);
Statements render(const diff::Alter<model::Sequence>& change);

Statements render(const diff::Create<model::Function>& change);
Statements render(const diff::Drop<model::Function>& change);
Statements render(const diff::Rename<model::Function>& change);
Statements render(const diff::Alter<model::Function>& change);

Statements render(const diff::Create<model::Table>& change);
Statements render(const diff::Drop<model::Table>& change);
Statements render(const diff::Rename<model::Table>& change);
Statements render(const diff::Alter<model::Table>& change);

Statements render(const diff::AddColumn& change);
Statements render(const diff::DropColumn& change);
Statements render(const diff::RenameColumn& change);
Statements render(const diff::AlterColumn& change);

/// The alterations of a step with Step::also as one ALTER TABLE; each by itself would be no more than one.
Statements render_together(const plan::Step& step);

Statements render(const diff::Attach& change);
Statements render(const diff::Detach& change);
Statements render(const diff::AttachIndex& change);
Statements render(const diff::MoveRows& change);

Statements render(const diff::Create<model::PrimaryKey>& change);
Statements render(const diff::Drop<model::PrimaryKey>& change);
Statements render(const diff::Rename<model::PrimaryKey>& change);

Statements render(const diff::Create<model::Unique>& change);
Statements render(const diff::Drop<model::Unique>& change);
Statements render(const diff::Rename<model::Unique>& change);

Statements render(const diff::Create<model::Check>& change);
Statements render(const diff::Drop<model::Check>& change);
Statements render(const diff::Rename<model::Check>& change);
Statements render(const diff::Alter<model::Check>& change);

Statements render(const diff::Create<model::Exclusion>& change);
Statements render(const diff::Drop<model::Exclusion>& change);
Statements render(const diff::Rename<model::Exclusion>& change);

Statements render(const diff::Create<model::Index>& change);
Statements render(const diff::Drop<model::Index>& change);
Statements render(const diff::Rename<model::Index>& change);
Statements render(const diff::Alter<model::Index>& change);

Statements render(const diff::Create<model::ForeignKey>& change);
Statements render(const diff::Drop<model::ForeignKey>& change);
Statements render(const diff::Rename<model::ForeignKey>& change);
Statements render(const diff::Alter<model::ForeignKey>& change);

Statements render(const diff::Create<model::Trigger>& change);
Statements render(const diff::Drop<model::Trigger>& change);
Statements render(const diff::Rename<model::Trigger>& change);
Statements render(const diff::Alter<model::Trigger>& change);

Statements render(const diff::Create<model::Policy>& change);
Statements render(const diff::Drop<model::Policy>& change);
Statements render(const diff::Rename<model::Policy>& change);
Statements render(const diff::Alter<model::Policy>& change);

Statements render(const diff::Create<model::CompositeType>& change);
Statements render(const diff::Drop<model::CompositeType>& change);
Statements render(const diff::Rename<model::CompositeType>& change);
Statements render(const diff::Alter<model::CompositeType>& change);

Statements render(const diff::Create<model::Domain>& change);
Statements render(const diff::Drop<model::Domain>& change);
Statements render(const diff::Rename<model::Domain>& change);
Statements render(const diff::Alter<model::Domain>& change);

Statements render(const diff::Create<model::View>& change);
Statements render(const diff::Drop<model::View>& change);
Statements render(const diff::Rename<model::View>& change);
Statements render(const diff::Alter<model::View>& change);

Statements render(const diff::Create<model::MaterializedView>& change);
Statements render(const diff::Drop<model::MaterializedView>& change);
Statements render(const diff::Rename<model::MaterializedView>& change);
Statements render(const diff::Alter<model::MaterializedView>& change);

Statements render(const diff::Create<model::Scripted>& change);
Statements render(const diff::Drop<model::Scripted>& change);
Statements render(const diff::Rename<model::Scripted>& change);
Statements render(const diff::Alter<model::Scripted>& change);

Statements render(const diff::Create<model::DefaultPrivileges>& change);
Statements render(const diff::Drop<model::DefaultPrivileges>& change);
Statements render(const diff::Alter<model::DefaultPrivileges>& change);

Statements render(const diff::SetComment& change);
Statements render(const diff::SetOwner& change);
Statements render(const diff::SetGrants& change);

}  // namespace schemac::sql

// All differences between two schemas, as values: what is to become what, not in which order, and not a word of SQL.
// One alternative a kind of change; whoever visits them answers for each, so that a new one does not build until every
// room has. There is none for a type that cannot become what it is to be (an enum that loses labels, a domain over
// another type): it makes way under another name (a rename), the columns move over (their type changes), and it is
// dropped.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/renames.hpp"
#include "model/schema.hpp"

namespace schemac::diff {

template <class K>
struct Create {
  K object;
  bool operator==(const Create&) const = default;
};

template <class K>
struct Drop {
  K object;
  bool operator==(const Drop&) const = default;
};

/// A new name, or (of what lives in a namespace) another namespace, or both. Renames come before all else, in the order
/// in which they stand: `before` is the name that holds at its turn, so its namespace and table may be new ones
/// already.
template <class K>
struct Rename {
  model::ObjectId before;
  model::ObjectId after;
  bool operator==(const Rename&) const = default;
};

/// Attributes that PostgreSQL can alter in place. A difference that it cannot is a Drop and a Create of what holds no
/// data. Names, comments and (of a table) columns are equal on both sides: they have changes of their own.
template <class K>
struct Alter {
  K before;
  K after;
  bool operator==(const Alter&) const = default;
};

struct AddColumn {
  model::QualifiedName table;
  model::Column column;
  bool operator==(const AddColumn&) const = default;
};

struct DropColumn {
  model::QualifiedName table;
  model::Column column;
  bool only = false;  ///< Tables that inherit it keep it, as their own.
  bool operator==(const DropColumn&) const = default;
};

struct RenameColumn {
  model::QualifiedName table;
  std::string before;
  std::string after;
  bool operator==(const RenameColumn&) const = default;
};

struct AlterColumn {
  model::QualifiedName table;
  model::Column before;  ///< Under its new name and with its new comment.
  model::Column after;
  /// How the value of a row becomes one of the new type: SQL that sees the row. Without it, as assignment does.
  std::optional<std::string> using_expression = std::nullopt;
  bool operator==(const AlterColumn&) const = default;
};

/// What a table hangs on: a parent whose partition it is, one that it inherits from, or the type that it is OF.
struct Tie {
  enum class Kind { partition, inheritance, type };
  Kind kind{};
  model::QualifiedName table;
  model::QualifiedName parent;  ///< Not of a type.
  std::string words;            ///< The bound of a partition; the type, as format_type spells it.
  bool operator==(const Tie&) const = default;
};

/// A table that exists is tied to a parent or a type that exists.
struct Attach {
  Tie tie;
  bool operator==(const Attach&) const = default;
};

/// What it had from there becomes its own.
struct Detach {
  Tie tie;
  bool operator==(const Detach&) const = default;
};

/// An index (or the one of a constraint) of a partition becomes part of that of the parent.
struct AttachIndex {
  model::ObjectId index;
  model::QualifiedName parent;
  bool operator==(const AttachIndex&) const = default;
};

/// The rows of a table that has made way go over to the one that has its name, or those of a partition that goes to the
/// others of its parent. What columns both have is carried over.
struct MoveRows {
  model::Table before;
  model::Table after;
  bool stays = false;                              ///< Whether `after` is the parent, which has been there.
  std::map<std::string, std::string> values = {};  ///< By column the SQL of its value, where that is not the name.
  bool operator==(const MoveRows&) const = default;
};

struct AddEnumValue {
  model::QualifiedName type;
  std::string label;
  std::string before;  ///< The label it goes before; empty: see `after`.
  std::string after;   ///< The label it goes after; both empty: at the end.
  bool operator==(const AddEnumValue&) const = default;
};

struct RenameEnumValue {
  model::QualifiedName type;
  std::string before;
  std::string after;
  bool operator==(const RenameEnumValue&) const = default;
};

struct SetComment {
  model::ObjectId object;
  std::optional<std::string> before;
  std::optional<std::string> after;
  bool operator==(const SetComment&) const = default;
};

/// A new owner; empty: whoever runs the script (of the schema `public`: whom PostgreSQL gives it).
struct SetOwner {
  model::ObjectId object;
  std::string before;
  std::string after;
  bool operator==(const SetOwner&) const = default;
};

/// The privileges on an object, a column or the sequence behind an identity column become `after`. An owner that
/// changes has changed already.
struct SetGrants {
  model::ObjectId object;
  std::string owner;  ///< Empty as in SetOwner.
  model::Grants before;
  model::Grants after;
  bool operator==(const SetGrants&) const = default;
};

using Change = std::variant<
    Create<model::Namespace>, Create<model::Extension>, Create<model::EnumType>, Create<model::CompositeType>,
    Create<model::Domain>, Create<model::Sequence>, Create<model::Function>, Create<model::Table>,
    Create<model::PrimaryKey>, Create<model::Unique>, Create<model::Check>, Create<model::Exclusion>,
    Create<model::Index>, Create<model::ForeignKey>, Create<model::View>, Create<model::MaterializedView>,
    Create<model::Scripted>, Create<model::Trigger>, Create<model::Policy>, Create<model::DefaultPrivileges>,  //
    Drop<model::Namespace>, Drop<model::Extension>, Drop<model::EnumType>, Drop<model::CompositeType>,
    Drop<model::Domain>, Drop<model::Sequence>, Drop<model::Function>, Drop<model::Table>, Drop<model::PrimaryKey>,
    Drop<model::Unique>, Drop<model::Check>, Drop<model::Exclusion>, Drop<model::Index>, Drop<model::ForeignKey>,
    Drop<model::View>, Drop<model::MaterializedView>, Drop<model::Scripted>, Drop<model::Trigger>, Drop<model::Policy>,
    Drop<model::DefaultPrivileges>,  //
    Rename<model::Namespace>, Rename<model::EnumType>, Rename<model::CompositeType>, Rename<model::Domain>,
    Rename<model::Sequence>, Rename<model::Function>, Rename<model::Table>, Rename<model::PrimaryKey>,
    Rename<model::Unique>, Rename<model::Check>, Rename<model::Exclusion>, Rename<model::Index>,
    Rename<model::ForeignKey>, Rename<model::View>, Rename<model::MaterializedView>, Rename<model::Scripted>,
    Rename<model::Trigger>,
    Rename<model::Policy>,  //
    Alter<model::Extension>, Alter<model::CompositeType>, Alter<model::Domain>, Alter<model::Sequence>,
    Alter<model::Function>, Alter<model::Table>, Alter<model::Check>, Alter<model::Index>, Alter<model::ForeignKey>,
    Alter<model::View>, Alter<model::MaterializedView>, Alter<model::Scripted>, Alter<model::Trigger>,
    Alter<model::Policy>, Alter<model::DefaultPrivileges>,  //
    AddColumn, DropColumn, RenameColumn, AlterColumn, Attach, Detach, AttachIndex, MoveRows, AddEnumValue,
    RenameEnumValue, SetComment, SetOwner, SetGrants>;

/// How the values of columns become those of their new types, where the user says so: SQL, by column under its new
/// name.
using Conversions = std::map<model::ObjectId, std::string>;

/// What compare() finds, with all that the planner needs to see what stands in the way.
struct Difference {
  model::Schema before;          ///< As given.
  model::Schema renamed;         ///< `before` once the renames have run: what all other changes start from.
  model::Schema after;           ///< As given; beside a live database with its rights, see rights.hpp.
  model::Renames renames;        ///< Those that hold.
  std::vector<Change> changes;   ///< Renames as they must run, then by kind and name: not the order of execution.
  Conversions conversions = {};  ///< Said of this way alone: the inverse difference has others.
};

}  // namespace schemac::diff

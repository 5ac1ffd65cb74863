#include "plan/deeds.hpp"

#include <type_traits>
#include <utility>

#include "diff/subject.hpp"

namespace schemac::plan {
namespace {

using model::Kind;
using model::ObjectId;
using model::QualifiedName;

template <class C>
inline constexpr bool kIsCreate = false;
template <class K>
inline constexpr bool kIsCreate<diff::Create<K>> = true;
template <class C>
inline constexpr bool kIsDrop = false;
template <class K>
inline constexpr bool kIsDrop<diff::Drop<K>> = true;

}  // namespace

Deed deed_of(const diff::Change& change) {
  Deed deed;
  deed.subject = diff::subject(change);
  std::visit(
      [&]<class C>(const C& each) {
        deed.creates = kIsCreate<C> || std::is_same_v<C, diff::AddColumn>;
        deed.drops = kIsDrop<C> || std::is_same_v<C, diff::DropColumn>;
        deed.reshapes = std::is_same_v<C, diff::AddColumn> || std::is_same_v<C, diff::DropColumn> ||
                        std::is_same_v<C, diff::AlterColumn>;
        if constexpr (requires { each.object.partition_of->schema; }) deed.part_of = each.object.partition_of;
        if constexpr (requires { each.object.invalid; }) deed.incomplete = each.object.invalid;
        if constexpr (requires { each.object.references; }) deed.references = each.object.references;
      },
      change);
  return deed;
}

bool is_on_a_table(const diff::Change& change) {
  return std::visit(
      []<class C>(const C&) {
        return !(std::is_same_v<C, diff::Attach> || std::is_same_v<C, diff::Detach> ||
                 std::is_same_v<C, diff::AttachIndex> || std::is_same_v<C, diff::MoveRows> ||
                 std::is_same_v<C, diff::SetComment> || std::is_same_v<C, diff::SetOwner> ||
                 std::is_same_v<C, diff::SetGrants> || std::is_same_v<C, diff::RenameColumn> ||
                 requires(C rename) { rename.before.kind; });
      },
      change);
}

QualifiedName table_of(const ObjectId& id) {
  if (id.kind == Kind::table) return {id.schema, id.name};
  return {id.schema, id.table};
}

bool holds_for_partitions(Kind kind) {
  return kind == Kind::index || kind == Kind::primary_key || kind == Kind::unique;
}

}  // namespace schemac::plan

#include "frontend/naming.hpp"

#include <fmt/format.h>

#include "sql/quote.hpp"

namespace schemac::frontend {
namespace {

using model::Kind;
using model::ObjectId;

/// The lists of names that an object is in. https://www.postgresql.org/docs/15/catalogs.html: pg_class and pg_type are
/// unique by name and namespace; pg_constraint, pg_trigger and pg_policy by table.
std::vector<std::string> lists_of(const ObjectId& id) {
  const std::string relations = fmt::format("relation {}", id.schema);
  const std::string types = fmt::format("type {}", id.schema);
  const auto of_table = [&](std::string_view what) { return fmt::format("{} {} {}", what, id.schema, id.table); };
  switch (id.kind) {
    case Kind::enum_type:
      return {types};
    case Kind::table:
      return {relations, types};
    case Kind::sequence:
    case Kind::index:
      return {relations};
    case Kind::primary_key:
    case Kind::unique:
    case Kind::exclusion:
      return {relations, of_table("constraint")};
    case Kind::check:
    case Kind::foreign_key:
      return {of_table("constraint")};
    case Kind::trigger:
      return {of_table("trigger")};
    case Kind::policy:
      return {of_table("policy")};
    case Kind::column:
      return {of_table("column")};
    case Kind::namespace_:
    case Kind::extension:
    case Kind::function:
      return {};
    default:  // what headers cannot declare
      return {};
  }
  return {};
}

void report_taken(Draft& draft, const ObjectId& id, const Claim& first, const std::string& full, const Place& place) {
  if (first.full != full) {
    draft.diagnostics
        .error(Code::name_collision, place,
               fmt::format("`{}` and `{}` are both `{}`, shortened to 63 bytes", full, first.full, id.name))
        .notes.push_back({first.place, "the other one is here"});
    return;
  }
  Diagnostic& error =
      draft.diagnostics.error(Code::duplicate_name, place, fmt::format("the name of {} is taken", model::describe(id)));
  error.notes.push_back({first.place, "it is taken here"});
  error.hint = "give one of the two another name";
}

}  // namespace

bool claim(Draft& draft, const ObjectId& id, const std::string& full, const Place& place) {
  for (const std::string& list : lists_of(id)) {
    const auto [first, fresh] = draft.claims.emplace(fmt::format("{} {}", list, id.name), Claim{place, full});
    if (fresh) continue;
    report_taken(draft, id, first->second, full, place);
    return false;
  }
  return true;
}

void check_given_name(Draft& draft, const std::string& name, const Place& place) {
  if (name.size() <= sql::kMaximumNameBytes) return;
  draft.diagnostics.error(
      Code::name_too_long, place,
      fmt::format("`{}` has {} bytes; PostgreSQL keeps {}", name, name.size(), sql::kMaximumNameBytes));
}

Name choose_name(Draft& draft, const Text* given, std::string_view prefix, const TableDraft& table,
                 const std::vector<std::string>& rest) {
  if (given != nullptr) {
    check_given_name(draft, given->value, given->place);
    return {given->value, given->value};
  }
  std::string full = object_name(prefix, table.table.name.name, rest);
  return {sql::shorten(full), std::move(full)};
}

void report_directive(Draft& draft, const Comment& comment, const Place& place) {
  if (!comment.unknown) return;
  draft.diagnostics
      .error(Code::unknown_option, place, fmt::format("`schemac: {}` is nothing that schemac knows", *comment.unknown))
      .hint =
      "it knows `schemac: renamed from NAME`, `schemac: allow CODE`, and `schemac: label TEXT` of an enumerator";
}

void report_stale_rename(Draft& draft, const std::string& before, const Place& place, const Place& still_there) {
  draft.diagnostics
      .error(Code::stale_rename, place,
             fmt::format("this is said to be the renamed `{}`, which is still there", before))
      .notes.push_back({still_there, fmt::format("`{}` is declared here", before)});
}

}  // namespace schemac::frontend

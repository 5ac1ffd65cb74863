#include "cli/hazards.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace schemac::cli {
namespace {

constexpr std::array kHazards = {plan::HazardKind::deletes_data,        plan::HazardKind::rewrites_table,
                                 plan::HazardKind::blocks_writes,       plan::HazardKind::may_fail,
                                 plan::HazardKind::breaks_running_code, plan::HazardKind::changes_rights,
                                 plan::HazardKind::cannot_be_undone};

}  // namespace

std::string hazard_names() {
  std::vector<std::string_view> names;
  for (const plan::HazardKind kind : kHazards) names.push_back(plan::name_of(kind));
  return fmt::format("hazards are {}", fmt::join(names, ", "));
}

std::vector<plan::Hazard> hazards_said(const sql::Statement& statement) {
  std::vector<plan::Hazard> said;
  for (const std::string& comment : statement.comments) {
    const std::size_t colon = comment.find(": ");
    const std::string name = comment.substr(0, colon);
    const std::optional<plan::HazardKind> kind = plan::hazard_named(name);
    const bool allowed = std::find(statement.allows.begin(), statement.allows.end(), name) != statement.allows.end();
    if (kind && !allowed) said.push_back({*kind, colon == std::string::npos ? "" : comment.substr(colon + 2)});
  }
  return said;
}

std::string_view explanation_of(plan::HazardKind kind) {
  switch (kind) {
    case plan::HazardKind::deletes_data:
      return "Rows or values are lost, and no way down brings them back: a table or column is dropped, or a "
             "column's new type does not hold all that its values say. The only hazard that is refused by default, and "
             "the one that a protected environment refuses whatever the policy says.";
    case plan::HazardKind::rewrites_table:
      return "Every row is written anew while nobody can read or write the table: long on a large one.";
    case plan::HazardKind::blocks_writes:
      return "Others can read the table and not write to it until the transaction ends: an index is built, rows are "
             "checked.";
    case plan::HazardKind::may_fail:
      return "Rows that are there can make the statement fail: NULLs before NOT NULL, duplicates before UNIQUE, values "
             "that do not fit. Then nothing of its transaction is done.";
    case plan::HazardKind::breaks_running_code:
      return "Code that knows the former schema stops working once this is done: something is renamed or dropped, or "
             "demands more than before. Deploy the two together.";
    case plan::HazardKind::changes_rights:
      return "Who may see or change which rows is different afterwards: a policy, a grant, an owner, row-level "
             "security.";
    case plan::HazardKind::cannot_be_undone:
      return "The way down gives the former schema and not the former values: a migration says itself how values "
             "become others.";
  }
  return {};
}

std::optional<Hazards> read_hazards(const std::vector<std::string>& names, Diagnostics& diagnostics) {
  Hazards kinds;
  for (const std::string& name : names) {
    const std::optional<plan::HazardKind> kind = plan::hazard_named(name);
    if (!kind) {
      diagnostics.error(Code::bad_usage, {}, fmt::format("no hazard is called `{}`", name)).hint = hazard_names();
      return std::nullopt;
    }
    kinds.insert(*kind);
  }
  return kinds;
}

}  // namespace schemac::cli

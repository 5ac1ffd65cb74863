// Columns: NOT NULL by way of a check that is there and valid, which spares the scan under the lock; and a default that
// gives each row a value of its own, which ALTER TABLE could only give by writing the table anew.
// https://www.postgresql.org/docs/15/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL
#include <algorithm>
#include <optional>

#include "diff/tokens.hpp"
#include "plan/online_site.hpp"
#include "plan/volatility.hpp"

namespace schemac::plan {
namespace {

Step made(diff::Change change, std::string because, std::vector<Hazard> hazards = {}, Way way = Way::at_once) {
  return {std::move(change), std::move(hazards), std::move(because), way, {}};
}

/// A check of a domain is held against the rows whatever the default: such a column is written with the table.
bool is_of_domain(const model::Column& column, const model::Schema& schema) {
  return std::any_of(schema.domains.begin(), schema.domains.end(), [&](const auto& entry) {
    return column.type == diff::spelled(entry.first.schema) + "." + diff::spelled(entry.first.name);
  });
}

bool gives_each_row_its_own(const model::Column& column) {
  return column.default_expression && may_be_volatile(*column.default_expression) && !column.identity &&
         !column.generated_expression && !column.inherited;
}

model::Check helper_of(const model::QualifiedName& table, const model::Column& column, const Site& site) {
  model::Check check;
  check.table = table;
  check.name = site.free_name(column.name + "_not_null", table.schema);
  check.expression = diff::spelled(column.name) + " IS NOT NULL";
  return check;
}

}  // namespace

// The helper goes in a statement of its own: in one ALTER TABLE it would be dropped first, and the rows scanned. All
// that changes beside NOT NULL comes first: without their default, rows would be refused while the others are looked
// at.
Pieces through_check(const Step& step, const Site& site) {
  const auto& change = std::get<diff::AlterColumn>(step.change);
  const model::Check helper = helper_of(change.table, change.after, site);
  model::Check unproved = helper;
  unproved.not_valid = true;
  Step set = step;
  set.hazards = without(step, {HazardKind::may_fail, HazardKind::blocks_writes});
  Pieces pieces{{}, {}, {model::column_id(change.table, change.after.name)}, change.table};
  pieces.only_looks = true;
  model::Column nullable = change.after;
  nullable.not_null = false;
  if (change.before != nullable && !change.after.identity) {
    pieces.now.push_back(
        {made(diff::AlterColumn{change.table, change.before, nullable}, step.because), Place::together});
    set.change = diff::AlterColumn{change.table, nullable, change.after};
  }
  pieces.now.push_back(
      {made(diff::Create<model::Check>{unproved}, "spares SET NOT NULL the scan under its lock"), Place::together});
  pieces.later = {
      {made(diff::Alter<model::Check>{unproved, helper}, "", only(step, HazardKind::may_fail)), Place::apart},
      {std::move(set), Place::apart},
      {made(diff::Drop<model::Check>{helper}, ""), Place::together}};
  return pieces;
}

std::optional<Pieces> online_form(const diff::AlterColumn& change, const Step& step, const Site& site) {
  const auto& [table, before, after, conversion] = change;
  const bool rewrites = before.type != after.type || before.collation != after.collation;
  if (before.not_null || !after.not_null || rewrites || !site.is_live(table)) return std::nullopt;
  return through_check(step, site);
}

std::optional<Pieces> online_form(const diff::AddColumn& change, const Step& step, const Site& site) {
  const auto& [table, column] = change;
  if (!site.is_live(table) || !gives_each_row_its_own(column)) return std::nullopt;
  if (is_of_domain(column, site.difference().after) || site.updates_have_effects(table)) return std::nullopt;
  model::Column empty = column;
  empty.default_expression.reset();
  empty.not_null = false;
  model::Column filling = empty;
  filling.default_expression = column.default_expression;
  Pieces pieces{{}, {}, {model::column_id(table, column.name)}, table};
  pieces.only_looks = true;
  pieces.now = {
      {made(diff::AddColumn{table, empty}, step.because, without(step, {HazardKind::rewrites_table})), Place::together},
      {made(diff::AlterColumn{table, empty, filling}, "for new rows from now on"), Place::together}};
  pieces.later = {
      {made(diff::AddColumn{table, column}, "gives the rows that are there their values", {}, Way::by_blocks),
       Place::alone}};
  if (column.not_null) {
    const Step demand = made(diff::AlterColumn{table, filling, column}, "every row has a value by now");
    Pieces proved = through_check(demand, site);
    for (std::vector<Piece>* part : {&proved.now, &proved.later})
      for (Piece& piece : *part) pieces.later.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace schemac::plan

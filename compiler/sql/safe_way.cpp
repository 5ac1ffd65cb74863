#include "sql/safe_way.hpp"

#include <optional>
#include <vector>

#include "diff/descent.hpp"
#include "plan/online.hpp"
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"
#include "sql/row_checks.hpp"
#include "sql/script.hpp"

namespace schemac::sql {
namespace {

using diff::AlterColumn;
using diff::Drop;
using diff::DropColumn;
using diff::Rename;
using diff::RenameColumn;
using model::QualifiedName;
using plan::HazardKind;

constexpr const char* kLockTimeout = "3s";

std::string text_of(const Statements& statements) {
  std::string text;
  for (const std::string& statement : statements) text += statement + ";\n";
  return text;
}

std::string body(const std::string& text) {
  std::string quote = "$body$";
  while (text.find(quote) != std::string::npos) quote.insert(1, "_");
  return quote + " " + text + " " + quote;
}

/// A trigger that runs `text` for each row that comes or changes.
Statements trigger_of(const QualifiedName& table, const std::string& name, const std::string& text) {
  const std::string function = qualified({table.schema, shorten(name)});
  return {"CREATE FUNCTION " + function + "() RETURNS trigger LANGUAGE plpgsql AS " +
              body("BEGIN " + text + " RETURN NEW; END"),
          "CREATE TRIGGER " + identifier(shorten(name)) + " BEFORE INSERT OR UPDATE ON " + qualified(table) +
              " FOR EACH ROW EXECUTE FUNCTION " + function + "()"};
}

std::string drop_trigger(const QualifiedName& table, const std::string& name) {
  return "DROP TRIGGER " + identifier(shorten(name)) + " ON " + qualified(table) + ";\nDROP FUNCTION " +
         qualified({table.schema, shorten(name)}) + "();\n";
}

std::string command(const QualifiedName& table, const std::string& words) { return alter_table(table, {words}); }

std::string parked(const std::string& name) { return shorten(name + "_parked"); }

// What nobody finds under its name nobody uses: it can be dropped later, or given back its name.
std::string park(const DropColumn& change) {
  const std::string column = identifier(change.column.name);
  Statements statements;
  if (change.column.not_null) statements.push_back(command(change.table, "ALTER COLUMN " + column + " DROP NOT NULL"));
  statements.push_back(
      command(change.table, "RENAME COLUMN " + column + " TO " + identifier(parked(change.column.name))));
  return "-- keeps the values under another name, until it is sure that nobody wants them\n" + text_of(statements);
}

std::string park(const Drop<model::Table>& change) {
  return "-- keeps the rows under another name, until it is sure that nobody wants them\n" +
         text_of({command(change.object.name, "RENAME TO " + identifier(parked(change.object.name.name)))});
}

std::string park(const Drop<model::Sequence>& change) {
  return text_of({"ALTER SEQUENCE " + qualified(change.object.name) + " RENAME TO " +
                  identifier(parked(change.object.name.name))});
}

/// A second column is kept beside the first until it can take its place.
std::string second_column(const AlterColumn& change) {
  const std::string column = identifier(change.after.name);
  const std::string next_name = shorten(change.after.name + "_next");
  const std::string next = identifier(next_name);
  const std::string name = change.table.name + "_" + next_name;
  const std::string value = change.using_expression.value_or("CAST(" + column + " AS " + change.after.type + ")");
  Statements begin{command(change.table, "ADD COLUMN " + next + " " + change.after.type +
                                             (change.after.collation ? " COLLATE " + *change.after.collation : ""))};
  for (std::string& each :
       trigger_of(change.table, name, "SELECT " + value + " INTO NEW." + next + " FROM (SELECT NEW.*) AS new_row;"))
    begin.push_back(std::move(each));
  const std::string fill = "UPDATE " + qualified(change.table) + " SET " + column + " = " + column + " WHERE " +
                           column + " IS NOT NULL AND " + next + " IS NULL AND ctid = ANY (ARRAY(SELECT ctid FROM " +
                           qualified(change.table) + " WHERE " + column + " IS NOT NULL AND " + next +
                           " IS NULL LIMIT 10000))";
  return "-- a second column, filled for new rows by a trigger\n" + text_of(begin) +
         "-- the rows that are there: again and again, until it says UPDATE 0\n" + text_of({fill}) +
         "-- when that is done, in one transaction\nBEGIN;\n" + drop_trigger(change.table, name) +
         text_of({command(change.table, "DROP COLUMN " + column),
                  command(change.table, "RENAME COLUMN " + next + " TO " + column)}) +
         "COMMIT;\n";
}

/// Both names of a column, kept equal, until no code uses the former one.
std::string both_names(const RenameColumn& change, const diff::Difference& difference) {
  const model::Table* table = diff::find_table(difference.after, change.table);
  const model::Column* column = table == nullptr ? nullptr : table->find_column(change.after);
  if (column == nullptr) return "";
  const std::string before = identifier(change.before);
  const std::string after = identifier(change.after);
  const std::string name = change.table.name + "_" + change.before + "_" + change.after;
  Statements statements{command(change.table, "ADD COLUMN " + after + " " + column->type)};
  for (std::string& each : trigger_of(change.table, name,
                                      "IF TG_OP = 'INSERT' THEN NEW." + after + " := coalesce(NEW." + after + ", NEW." +
                                          before + "); NEW." + before + " := NEW." + after + "; ELSIF NEW." + after +
                                          " IS DISTINCT FROM OLD." + after + " THEN NEW." + before + " := NEW." +
                                          after + "; ELSE NEW." + after + " := NEW." + before + "; END IF;"))
    statements.push_back(std::move(each));
  statements.push_back("UPDATE " + qualified(change.table) + " SET " + before + " = " + before + " WHERE " + after +
                       " IS DISTINCT FROM " + before);
  return "-- both names, kept equal, while code moves from one to the other\n" + text_of(statements) +
         "-- when no code uses the former name\n" + drop_trigger(change.table, name) +
         text_of({command(change.table, "DROP COLUMN " + before)});
}

std::string view_under_former_name(const Rename<model::Table>& change) {
  const QualifiedName before{change.before.schema, change.before.name};
  const QualifiedName after{change.after.schema, change.after.name};
  Statements statements;
  if (before.schema != after.schema) statements.push_back(command(before, "SET SCHEMA " + identifier(after.schema)));
  if (before.name != after.name)
    statements.push_back(command({after.schema, before.name}, "RENAME TO " + identifier(after.name)));
  statements.push_back("CREATE VIEW " + qualified(before) + " AS SELECT * FROM " + qualified(after));
  return "-- code that knows the former name reads and writes through a view\nBEGIN;\n" + text_of(statements) +
         "COMMIT;\n";
}

std::string both_labels(const diff::RenameEnumValue& change) {
  return "-- both labels, until no code and no row uses the former one\n" +
         text_of({"ALTER TYPE " + qualified(change.type) + " ADD VALUE " + literal(change.after) + " AFTER " +
                  literal(change.before)});
}

std::string keep_former_values(const AlterColumn& change) {
  const std::string kept = identifier(shorten(change.after.name + "_before"));
  return "-- the former values stay beside the new ones\n" +
         text_of({command(change.table, "ADD COLUMN " + kept + " " + change.before.type),
                  "UPDATE " + qualified(change.table) + " SET " + kept + " = " + identifier(change.after.name)});
}

/// The step in its online form, where it has one.
std::string beside_others(const plan::Step& step, const diff::Difference& difference) {
  if (step.way != plan::Way::at_once) return "";
  plan::Plan plan;
  plan.batches.push_back({plan::Transaction::one, {step}, {}});
  plan::Plan online = plan::online(plan, difference, kLockTimeout);
  const bool another = online.batches.size() > 1 || online.batches.front().transaction == plan::Transaction::none;
  return another ? write_psql(script(online)) : "";
}

std::string find_rows(const plan::Step& step, const diff::Difference& difference) {
  const std::optional<RowCheck> check = row_check(step, difference);
  if (!check) return "";
  return (check->evaluates ? "-- says which value it fails on\n" : "-- finds the rows to mend first\n") + check->query +
         ";\n";
}

// What comes anew, or is altered in place, has no way of its own but the online one.
template <class K>
std::string way(const diff::Create<K>&, HazardKind, const diff::Difference&) {
  return "";
}
template <class K>
std::string way(const diff::Alter<K>&, HazardKind, const diff::Difference&) {
  return "";
}
std::string way(const diff::AddColumn&, HazardKind, const diff::Difference&) { return ""; }
std::string way(const diff::Attach&, HazardKind, const diff::Difference&) { return ""; }
std::string way(const diff::Detach&, HazardKind, const diff::Difference&) { return ""; }
std::string way(const diff::AttachIndex&, HazardKind, const diff::Difference&) { return ""; }
std::string way(const diff::MoveRows&, HazardKind, const diff::Difference&) { return ""; }
std::string way(const diff::AddEnumValue&, HazardKind, const diff::Difference&) { return ""; }
std::string way(const diff::SetComment&, HazardKind, const diff::Difference&) { return ""; }
std::string way(const diff::SetOwner&, HazardKind, const diff::Difference&) { return ""; }
std::string way(const diff::SetGrants&, HazardKind, const diff::Difference&) { return ""; }

// Of what holds no rows nothing is lost that a way down would not make again.
template <class K>
std::string way(const Drop<K>&, HazardKind, const diff::Difference&) {
  return "";
}
std::string way(const Drop<model::Table>& change, HazardKind hazard, const diff::Difference&) {
  return hazard == HazardKind::deletes_data ? park(change) : "";
}
std::string way(const Drop<model::Sequence>& change, HazardKind hazard, const diff::Difference&) {
  return hazard == HazardKind::deletes_data ? park(change) : "";
}
std::string way(const DropColumn& change, HazardKind hazard, const diff::Difference&) {
  return hazard == HazardKind::deletes_data ? park(change) : "";
}

template <class K>
std::string way(const Rename<K>&, HazardKind, const diff::Difference&) {
  return "";
}
std::string way(const Rename<model::Table>& change, HazardKind hazard, const diff::Difference&) {
  return hazard == HazardKind::breaks_running_code ? view_under_former_name(change) : "";
}
std::string way(const RenameColumn& change, HazardKind hazard, const diff::Difference& difference) {
  return hazard == HazardKind::breaks_running_code ? both_names(change, difference) : "";
}
std::string way(const diff::RenameEnumValue& change, HazardKind hazard, const diff::Difference&) {
  return hazard == HazardKind::breaks_running_code ? both_labels(change) : "";
}

std::string way(const AlterColumn& change, HazardKind hazard, const diff::Difference&) {
  const bool retyped = change.before.type != change.after.type;
  if (!retyped) return "";
  if (hazard == HazardKind::rewrites_table || hazard == HazardKind::breaks_running_code) return second_column(change);
  const bool loses = hazard == HazardKind::cannot_be_undone || hazard == HazardKind::deletes_data;
  return loses ? keep_former_values(change) : "";
}

}  // namespace

std::string safe_way(const plan::Step& step, HazardKind hazard, const diff::Difference& difference) {
  if (hazard == HazardKind::may_fail) return find_rows(step, difference);
  if (hazard == HazardKind::blocks_writes || hazard == HazardKind::rewrites_table) {
    if (std::string online = beside_others(step, difference); !online.empty()) return online;
  }
  std::string ways = std::visit([&](const auto& change) { return way(change, hazard, difference); }, step.change);
  for (const plan::Step::Also& also : step.also) ways += way(also.change, hazard, difference);
  return ways;
}

}  // namespace schemac::sql

#include "sql/row_checks.hpp"

#include <algorithm>
#include <set>
#include <type_traits>
#include <vector>

#include "diff/descent.hpp"
#include "diff/partition_bound.hpp"
#include "sql/asked_before.hpp"
#include "sql/clauses.hpp"
#include "sql/partition_conditions.hpp"
#include "sql/quote.hpp"

namespace schemac::sql {
namespace {

using diff::Alter;
using diff::Create;
using model::QualifiedName;

/// What names a row to a person: its primary key, else where it is.
std::string key_of(const model::Schema& schema, const QualifiedName& table, const std::string& alias) {
  for (const auto& [id, key] : schema.primary_keys) {
    if (key.table != table) continue;
    std::vector<std::string> columns;
    for (const std::string& column : key.columns) columns.push_back(alias + identifier(column));
    return joined(columns, ", ");
  }
  return alias + "ctid";
}

std::string all_of(const std::vector<std::string>& parts, const std::string& test, const std::string& word) {
  std::vector<std::string> tests;
  for (const std::string& part : parts) tests.push_back(part + " " + test);
  return joined(tests, " " + word + " ");
}

std::string rows_where(const QualifiedName& table, const std::string& source, const std::string& condition,
                       const diff::Difference& difference) {
  return "SELECT " + key_of(difference.renamed, table, "") + " FROM " + source + " WHERE " + condition;
}

std::string bad_rows(const QualifiedName& table, const std::string& condition, const diff::Difference& difference) {
  return rows_where(table, rows_of(table, difference), condition, difference);
}

/// Groups of rows that are alike in their keys.
std::string duplicates(const QualifiedName& table, const std::vector<std::string>& keys, bool nulls_differ,
                       const std::string& predicate, const diff::Difference& difference) {
  std::vector<std::string> conditions;
  if (nulls_differ) conditions.push_back(all_of(keys, "IS NOT NULL", "AND"));
  if (!predicate.empty()) conditions.push_back("(" + predicate + ")");
  const std::string where = conditions.empty() ? "" : " WHERE " + joined(conditions, " AND ");
  return "SELECT " + joined(keys, ", ") + " FROM " + rows_of(table, difference) + where + " GROUP BY " +
         joined(keys, ", ") + " HAVING count(*) > 1";
}

std::vector<std::string> quoted_names(const std::vector<std::string>& columns) {
  std::vector<std::string> names;
  for (const std::string& column : columns) names.push_back(identifier(column));
  return names;
}

std::string orphans(const model::ForeignKey& key, const diff::Difference& difference) {
  std::vector<std::string> referring;
  std::vector<std::string> equal;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    referring.push_back("referring." + identifier(key.columns[i]));
    equal.push_back("referred." + identifier(key.referenced_columns[i]) + " = " + referring.back());
  }
  const std::string missing = "NOT EXISTS (SELECT FROM " + rows_of(key.references, difference, "referred") + " WHERE " +
                              joined(equal, " AND ") + ")";
  const std::string some =
      key.match_full ? "(" + all_of(referring, "IS NOT NULL", "OR") + ")" : all_of(referring, "IS NOT NULL", "AND");
  return "SELECT " + key_of(difference.renamed, key.table, "referring.") + " FROM " +
         rows_of(key.table, difference, "referring") + " WHERE " + some + " AND " + missing;
}

const model::EnumType* enum_named(const model::Schema& schema, const std::string& type) {
  const auto found = std::find_if(schema.enum_types.begin(), schema.enum_types.end(),
                                  [&](const auto& entry) { return qualified(entry.second.name) == type; });
  return found == schema.enum_types.end() ? nullptr : &found->second;
}

/// The number between the parentheses of `character varying(20)`; empty for other types.
std::string length_of(const std::string& type) {
  if (!type.starts_with("character")) return "";
  const auto open = type.find('(');
  return open == std::string::npos ? "" : type.substr(open + 1, type.find(')') - open - 1);
}

/// One of them: what is true of rows that are in the way, or a value that cannot be made of them.
struct Question {
  std::string condition;
  std::string value;
};

/// An enum that has lost labels, a text that is too long: rows can be told apart. Of other types only PostgreSQL knows
/// which values it takes. Where the column must be filled from now on too, one question asks for both.
Question of_type(const diff::AlterColumn& change, const diff::Difference& difference) {
  const std::string column = identifier(change.after.name);
  const bool becomes_required = change.after.not_null && !change.before.not_null;
  const std::string or_null = becomes_required ? column + " IS NULL OR " : "";
  if (const model::EnumType* type = enum_named(difference.after, change.after.type)) {
    std::vector<std::string> labels;
    for (const std::string& label : type->labels) labels.push_back(literal(former_label(*type, label, difference)));
    return {or_null + column + "::text NOT IN (" + joined(labels, ", ") + ")", {}};
  }
  const std::string length = length_of(change.after.type);
  if (!length.empty() && !change.using_expression)
    return {or_null + "length(" + column + "::text) > " + length, {}};  // blanks would be cut without a word
  const std::string value = change.using_expression.value_or("CAST(" + column + " AS " + change.after.type + ")");
  if (becomes_required) return {"(" + value + ") IS NULL", {}};
  return {{}, value};
}

Question question_about(const diff::AlterColumn& change, const diff::Difference& difference) {
  if (change.before.type != change.after.type) return of_type(change, difference);
  return {identifier(change.after.name) + " IS NULL", {}};
}

RowCheck asked(const model::QualifiedName& table, const Question& question, const diff::Difference& difference) {
  if (question.value.empty())  // of the values before they change
    return RowCheck{rows_where(table, qualified(table), question.condition, difference)};
  return RowCheck{"SELECT " + question.value + " FROM " + qualified(table), true};
}

/// What has no rows to ask when it comes: it is new, or not about rows.
template <class K>
concept AsksNothing = std::is_same_v<K, model::Namespace> || std::is_same_v<K, model::Extension> ||
    std::is_same_v<K, model::EnumType> || std::is_same_v<K, model::CompositeType> ||
    std::is_same_v<K, model::Sequence> || std::is_same_v<K, model::Function> || std::is_same_v<K, model::View> ||
    std::is_same_v<K, model::MaterializedView> || std::is_same_v<K, model::Index> ||
    std::is_same_v<K, model::Scripted> || std::is_same_v<K, model::Trigger> || std::is_same_v<K, model::Policy> ||
    std::is_same_v<K, model::DefaultPrivileges> || std::is_same_v<K, model::Domain>;
template <AsksNothing K>
std::optional<RowCheck> check_of(const Create<K>&, const diff::Difference&) {
  return std::nullopt;
}
template <AsksNothing K>
std::optional<RowCheck> check_of(const Alter<K>&, const diff::Difference&) {
  return std::nullopt;
}
// No row stands in the way of what goes, or of a name.
template <class K>
std::optional<RowCheck> check_of(const diff::Drop<K>&, const diff::Difference&) {
  return std::nullopt;
}
template <class K>
std::optional<RowCheck> check_of(const diff::Rename<K>&, const diff::Difference&) {
  return std::nullopt;
}
std::optional<RowCheck> check_of(const diff::DropColumn&, const diff::Difference&) { return std::nullopt; }
std::optional<RowCheck> check_of(const diff::RenameColumn&, const diff::Difference&) { return std::nullopt; }
std::optional<RowCheck> check_of(const diff::Detach&, const diff::Difference&) { return std::nullopt; }
std::optional<RowCheck> check_of(const diff::AttachIndex&, const diff::Difference&) { return std::nullopt; }
std::optional<RowCheck> check_of(const diff::AddEnumValue&, const diff::Difference&) { return std::nullopt; }
std::optional<RowCheck> check_of(const diff::RenameEnumValue&, const diff::Difference&) { return std::nullopt; }
std::optional<RowCheck> check_of(const diff::SetComment&, const diff::Difference&) { return std::nullopt; }
std::optional<RowCheck> check_of(const diff::SetOwner&, const diff::Difference&) { return std::nullopt; }
std::optional<RowCheck> check_of(const diff::SetGrants&, const diff::Difference&) { return std::nullopt; }
std::optional<RowCheck> check_of(const Alter<model::Table>&, const diff::Difference&) { return std::nullopt; }

/// Rows of the default partition that belong in one that comes beside it.
std::optional<std::string> misplaced_by(const model::Table& parent, const std::string& bound,
                                        const diff::Difference& difference) {
  const model::Table* rest = diff::default_partition(parent.name, difference.renamed);
  const std::optional<std::string> belong = belongs(parent, bound);
  if (rest == nullptr || !belong) return std::nullopt;
  return bad_rows(rest->name, *belong, difference);
}

/// What a new default partition may not have: rows of others.
std::optional<std::string> belongs_to_others(const model::Table& parent, const QualifiedName& table,
                                             const diff::Difference& difference) {
  std::vector<std::string> places;
  for (const model::Table* partition : diff::partitions_of(parent.name, difference.after)) {
    if (partition->name == table) continue;
    const std::optional<std::string> place = belongs(parent, partition->partition_of->bound);
    if (!place) return std::nullopt;
    places.push_back("(" + *place + ")");
  }
  if (places.empty()) return std::nullopt;
  return joined(places, " OR ");
}

std::optional<RowCheck> check_of(const Create<model::Table>& change, const diff::Difference& difference) {
  const auto& partition = change.object.partition_of;
  const model::Table* parent = partition ? diff::find_table(difference.renamed, partition->parent) : nullptr;
  if (parent == nullptr) return std::nullopt;
  const std::optional<std::string> misplaced = misplaced_by(*parent, partition->bound, difference);
  return misplaced ? std::optional(RowCheck{*misplaced}) : std::nullopt;
}

/// Its own rows that belong elsewhere.
std::optional<std::string> strangers_in(const diff::Tie& tie, const model::Table& parent,
                                        const diff::Difference& difference) {
  if (diff::find_table(difference.renamed, tie.table) == nullptr) return std::nullopt;  // nothing is in it yet
  if (const auto own = belongs(parent, tie.words)) return bad_rows(tie.table, "(" + *own + ") IS NOT TRUE", difference);
  const std::optional<std::string> others = belongs_to_others(parent, tie.table, difference);
  return others ? std::optional(bad_rows(tie.table, *others, difference)) : std::nullopt;
}

/// Those, and rows of the default partition that belong here.
std::optional<RowCheck> check_of(const diff::Attach& change, const diff::Difference& difference) {
  const diff::Tie& tie = change.tie;
  const model::Table* parent = diff::find_table(difference.after, tie.parent);
  if (tie.kind != diff::Tie::Kind::partition || parent == nullptr) return std::nullopt;
  const std::optional<std::string> strangers = strangers_in(tie, *parent, difference);
  const std::optional<std::string> misplaced = misplaced_by(*parent, tie.words, difference);
  if (!strangers && !misplaced) return std::nullopt;
  if (!strangers || !misplaced) return RowCheck{strangers.value_or(misplaced.value_or(""))};
  return RowCheck{*strangers + " UNION ALL " + *misplaced};
}

/// Rows that no partition of the new form takes, and NULLs where it takes none. They are still under the name that both
/// forms have.
std::optional<RowCheck> check_of(const diff::MoveRows& change, const diff::Difference& difference) {
  const auto& [before, after, stays, values] = change;
  std::vector<std::string> refused;
  const std::optional<std::string> place = after.partition_by ? has_place(after, difference.after) : "true";
  if (place && values.empty() && *place != "true") refused.push_back("(" + *place + ") IS NOT TRUE");
  for (const model::Column& column : after.columns) {
    const model::Column* former = before.find_column(column.name);
    if (former == nullptr || former->not_null || !column.not_null || column.generated_expression) continue;
    const auto value = values.find(column.name);
    refused.push_back((value == values.end() ? identifier(column.name) : parenthesized(value->second)) + " IS NULL");
  }
  if (refused.empty()) return std::nullopt;
  return RowCheck{bad_rows(after.name, joined(refused, " OR "), difference)};
}

std::optional<RowCheck> check_of(const Create<model::Unique>& change, const diff::Difference& difference) {
  const auto& key = change.object;
  return RowCheck{duplicates(key.table, quoted_names(key.columns), !key.nulls_not_distinct, "", difference)};
}

std::optional<RowCheck> check_of(const Create<model::PrimaryKey>& change, const diff::Difference& difference) {
  return RowCheck{duplicates(change.object.table, quoted_names(change.object.columns), false, "", difference)};
}

std::optional<RowCheck> check_of(const Create<model::Index>& change, const diff::Difference& difference) {
  const auto& index = change.object;
  if (!index.unique) return std::nullopt;
  std::vector<std::string> keys;
  for (const model::IndexKey& key : index.keys)
    keys.push_back(key.column.empty() ? parenthesized(key.expression) : identifier(key.column));
  return RowCheck{duplicates(index.table, keys, !index.nulls_not_distinct, index.predicate.value_or(""), difference)};
}

/// Rows that another one of the table collides with. Names of our own keep apart what an expression may call as it
/// likes.
std::optional<RowCheck> check_of(const Create<model::Exclusion>& change, const diff::Difference& difference) {
  const model::Exclusion& exclusion = change.object;
  std::vector<std::string> values;
  std::vector<std::string> collide;
  for (const model::Exclusion::Element& element : exclusion.elements) {
    const std::string name = "schemac_value_" + std::to_string(values.size() + 1);
    const std::string value =
        element.key.column.empty() ? parenthesized(element.key.expression) : identifier(element.key.column);
    values.push_back(value + " AS " + name);
    collide.push_back("one." + name + " " + element.op + " other." + name);
  }
  const std::string key = key_of(difference.renamed, exclusion.table, "");
  const std::string source = ", tableoid AS schemac_table, ctid AS schemac_place, " + joined(values, ", ") + " FROM " +
                             rows_of(exclusion.table, difference) +
                             (exclusion.predicate ? " WHERE " + parenthesized(*exclusion.predicate) : "");
  const std::string shown = key == "ctid" ? "schemac_place" : key;
  return RowCheck{"SELECT " + shown + " FROM (SELECT " + key + source + ") AS one WHERE EXISTS (SELECT FROM (SELECT " +
                  key + source + ") AS other WHERE (one.schemac_table, one.schemac_place) <> (other.schemac_table, " +
                  "other.schemac_place) AND " + joined(collide, " AND ") + ")"};
}

/// The domain, and those that are made of it.
std::set<std::string> made_of(const QualifiedName& domain, const model::Schema& schema) {
  std::set<std::string> types{qualified(domain)};
  for (std::size_t before = 0; before != types.size();) {
    before = types.size();
    for (const auto& [id, each] : schema.domains)
      if (types.contains(each.type)) types.insert(qualified(each.name));
  }
  return types;
}

/// The values that the domain would refuse, in all columns that have it as their type.
std::optional<RowCheck> check_of(const Alter<model::Domain>& change, const diff::Difference& difference) {
  const auto& [before, after] = change;
  std::vector<std::string> refused;
  if (after.not_null && !before.not_null) refused.emplace_back("value IS NULL");
  for (const model::DomainCheck& check : after.checks) {
    const bool held = std::find(before.checks.begin(), before.checks.end(), check) != before.checks.end();
    if (!held && !check.not_valid) refused.push_back(parenthesized(check.expression) + " IS FALSE");
  }
  const std::set<std::string> types = made_of(after.name, difference.renamed);
  std::vector<std::string> columns;
  for (const auto& [id, table] : difference.renamed.tables)
    for (const model::Column& column : table.columns)
      if (types.contains(column.type) && !table.partition_by)
        columns.push_back("SELECT " + identifier(column.name) + " AS value FROM ONLY " + qualified(table.name));
  if (refused.empty() || columns.empty()) return std::nullopt;
  return RowCheck{"SELECT value FROM (" + joined(columns, " UNION ALL ") + ") AS used WHERE " +
                  joined(refused, " OR ")};
}

std::optional<RowCheck> check_of(const Create<model::Check>& change, const diff::Difference& difference) {
  return RowCheck{bad_rows(change.object.table, parenthesized(change.object.expression) + " IS FALSE", difference)};
}

std::optional<RowCheck> check_of(const Alter<model::Check>& change, const diff::Difference& difference) {
  return check_of(Create<model::Check>{change.after}, difference);
}

std::optional<RowCheck> check_of(const Create<model::ForeignKey>& change, const diff::Difference& difference) {
  return RowCheck{orphans(change.object, difference)};
}

std::optional<RowCheck> check_of(const Alter<model::ForeignKey>& change, const diff::Difference& difference) {
  return RowCheck{orphans(change.after, difference)};
}

std::optional<RowCheck> check_of(const diff::AddColumn& change, const diff::Difference& difference) {
  return RowCheck{bad_rows(change.table, "true", difference)};
}

std::optional<RowCheck> check_of(const diff::AlterColumn& change, const diff::Difference& difference) {
  return asked(change.table, question_about(change, difference), difference);
}

/// One question for all alterations of a statement: with_one_rewrite() joins those of one sort.
RowCheck check_together(const plan::Step& step, const diff::Difference& difference) {
  const auto& first = std::get<diff::AlterColumn>(step.change);
  std::vector<Question> questions{question_about(first, difference)};
  for (const plan::Step::Also& also : step.also)
    if (also.may_fail) questions.push_back(question_about(also.change, difference));
  if (questions.size() == 1) return asked(first.table, questions.front(), difference);
  std::vector<std::string> conditions, values;
  for (const Question& question : questions) {
    conditions.push_back("(" + question.condition + ")");
    values.push_back(question.value);
  }
  const bool evaluates = !questions.front().value.empty();
  return asked(first.table,
               evaluates ? Question{{}, "ROW(" + joined(values, ", ") + ")"} : Question{joined(conditions, " OR "), {}},
               difference);
}

}  // namespace

std::optional<RowCheck> row_check(const plan::Step& step, const diff::Difference& difference) {
  const bool may_fail = std::any_of(step.hazards.begin(), step.hazards.end(), [](const plan::Hazard& hazard) {
    return hazard.kind == plan::HazardKind::may_fail;
  });
  if (!may_fail) return std::nullopt;
  std::optional<RowCheck> check =
      step.also.empty() ? std::visit([&](const auto& change) { return check_of(change, difference); }, step.change)
                        : check_together(step, difference);
  return check && can_be_asked_before(check->query, difference) ? check : std::nullopt;
}

}  // namespace schemac::sql

// Steps that are made in another way than at once: so that others can go on, or because PostgreSQL refuses that.
// https://www.postgresql.org/docs/15/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
#include <cassert>
#include <string_view>

#include "sql/clauses.hpp"
#include "sql/column_definition.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

constexpr std::string_view kIndex = "INDEX ";
constexpr std::string_view kConcurrently = "CONCURRENTLY ";

std::string drop_if_there(const model::QualifiedName& index) {
  return "DROP INDEX CONCURRENTLY IF EXISTS " + qualified(index);
}

// A try that failed leaves an index that is not valid, and in the way of the next.
Statements build(const diff::Create<model::Index>& change) {
  Statements statements = render(change);
  std::string& create = statements.front();
  create.insert(create.find(kIndex) + kIndex.size(), kConcurrently);
  statements.insert(statements.begin(), drop_if_there({change.object.table.schema, change.object.name}));
  return statements;
}

Statements concurrently(const diff::Change& change) {
  if (const auto* create = std::get_if<diff::Create<model::Index>>(&change)) return build(*create);
  const auto& drop = std::get<diff::Drop<model::Index>>(change);
  if (drop.object.partition_of) return {};
  return {drop_if_there({drop.object.table.schema, drop.object.name})};
}

template <class Key>
Statements take_over(const Key& key, std::string_view kind, const std::string& index) {
  const std::string constraint = joined({"ADD CONSTRAINT " + identifier(key.name), std::string(kind), "USING INDEX",
                                         identifier(index), deferral_clause(key.deferral)},
                                        " ");
  return with_comment(alter_table(key.table, {constraint}), key.id(), key.comment);
}

Statements from_index(const plan::Step& step) {
  if (const auto* create = std::get_if<diff::Create<model::Unique>>(&step.change))
    return take_over(create->object, "UNIQUE", step.index);
  return take_over(std::get<diff::Create<model::PrimaryKey>>(step.change).object, "PRIMARY KEY", step.index);
}

// The table and what is below it, as far as they hold rows.
std::string stores_below(const model::QualifiedName& table) {
  return "WITH RECURSIVE below (part) AS (\n"
         "      SELECT " +
         literal(qualified(table)) +
         "::regclass::oid\n"
         "      UNION\n"
         "      SELECT inhrelid FROM pg_catalog.pg_inherits JOIN below ON inhparent = part)\n"
         "    SELECT part::regclass FROM below JOIN pg_catalog.pg_class ON oid = part WHERE relkind = 'r'";
}

// For format(): a percent sign is itself.
std::string escaped(std::string name) {
  for (std::size_t at = 0; (at = name.find('%', at)) != std::string::npos; at += 2) name.insert(at, 1, '%');
  return name;
}

// Rows that move while others update them are met in a later round. A default that is sometimes NULL ends the rounds.
Statements by_blocks(const diff::AddColumn& change) {
  constexpr std::string_view kBlocks = "32";
  constexpr std::string_view kRounds = "10";
  const std::string column = escaped(identifier(change.column.name));
  const std::string update =
      "UPDATE ONLY %s SET " + column + " = DEFAULT WHERE " + column + " IS NULL AND ctid >= %L::tid AND ctid < %L::tid";
  const std::string left = "SELECT EXISTS (SELECT FROM ONLY %s WHERE " + column + " IS NULL)";
  const std::string body =
      "\nDECLARE\n  store regclass;\n  block bigint;\n  unfilled boolean;\nBEGIN\n  FOR store IN\n    " +
      stores_below(change.table) + "\n  LOOP\n    FOR round IN 1.." + std::string(kRounds) +
      " LOOP\n      EXECUTE format(" + literal(left) +
      ", store) INTO unfilled;\n      EXIT WHEN NOT unfilled;\n      block := 0;\n"
      "      WHILE block * current_setting('block_size')::bigint < pg_relation_size(store) LOOP\n"
      "        EXECUTE format(" +
      literal(update) + ",\n          store, format('(%s,0)', block), format('(%s,0)', block + " +
      std::string(kBlocks) + "));\n        COMMIT;\n        block := block + " + std::string(kBlocks) +
      ";\n      END LOOP;\n    END LOOP;\n  END LOOP;\nEND\n";
  std::string quote = "$fill$";
  while (body.find(quote) != std::string::npos) quote.insert(1, "_");
  return {"DO " + quote + body + quote};
}

// ADD COLUMN does not go down to children with an identity: the rows get their numbers from a sequence like the one to
// come, which goes on where that one ended.
Statements from_sequence(const diff::AddColumn& change) {
  const auto& [table, column] = change;
  const std::string alter = "ALTER COLUMN " + identifier(column.name) + " ";
  model::Column filled = column;
  filled.identity.reset();
  filled.default_expression = "nextval('pg_temp.schemac_numbers')";
  std::vector<std::string> sequence = sequence_options(column.identity->sequence, column.type);
  sequence.insert(sequence.begin(), "CREATE TEMPORARY SEQUENCE schemac_numbers AS " + column.type);
  Statements statements{joined(sequence, " ")};
  for (std::string& statement : render(diff::AddColumn{table, filled})) statements.push_back(std::move(statement));
  statements.push_back(alter_table(table, {alter + "DROP DEFAULT"}));
  statements.push_back(alter_table(table, {alter + "ADD " + identity_clause(*column.identity, column.type)}));
  statements.push_back("SELECT pg_catalog.setval(" + sequence_behind(table, column.name) +
                       ", last_value, is_called) FROM pg_temp.schemac_numbers");
  statements.emplace_back("DROP SEQUENCE pg_temp.schemac_numbers");
  return statements;
}

}  // namespace

Statements statements(const plan::Step& step) {
  switch (step.way) {
    case plan::Way::at_once:
      return step.also.empty() ? statements(step.change) : render_together(step);
    case plan::Way::concurrently:
      return concurrently(step.change);
    case plan::Way::from_index:
      return from_index(step);
    case plan::Way::from_sequence:
      return from_sequence(std::get<diff::AddColumn>(step.change));
    case plan::Way::by_blocks:
      return by_blocks(std::get<diff::AddColumn>(step.change));
  }
  assert(false);
  return {};
}

}  // namespace schemac::sql

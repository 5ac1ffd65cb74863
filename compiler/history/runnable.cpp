#include "history/runnable.hpp"

#include "sql/manner.hpp"

namespace schemac::history {
namespace {

namespace executor = runtime::migration;

executor::Manner manner(sql::MannerKind kind) {
  switch (kind) {
    case sql::MannerKind::plain:
      return executor::Manner::plain;
    case sql::MannerKind::session:
      return executor::Manner::session;
    case sql::MannerKind::builds_index:
      return executor::Manner::builds_index;
    case sql::MannerKind::drops_index:
      return executor::Manner::drops_index;
    case sql::MannerKind::reindexes:
      return executor::Manner::reindexes;
    case sql::MannerKind::detaches:
      return executor::Manner::detaches;
    case sql::MannerKind::alone:
    case sql::MannerKind::may_commit:
    case sql::MannerKind::transaction:
      return executor::Manner::alone;
  }
  return executor::Manner::alone;
}

executor::Batch runnable(const sql::ScriptBatch& batch) {
  executor::Batch made;
  made.transaction = batch.transaction == plan::Transaction::one;
  if (batch.walk) made.walk = executor::Walk{batch.walk->relation, batch.walk->key, batch.walk->rows};
  for (const sql::Statement& statement : batch.statements) made.statements.push_back(history::runnable(statement));
  return made;
}

}  // namespace

executor::Statement runnable(const sql::Statement& statement) {
  sql::Manner found = sql::manner_of(statement.text);
  return {statement.text,     statement.place.file,    statement.place.line,     statement.place.column,
          manner(found.kind), std::move(found.object), std::move(found.relation)};
}

executor::Script runnable(const sql::Script& script) {
  executor::Script made;
  for (const sql::ScriptBatch& batch : script.batches) made.batches.push_back(runnable(batch));
  return made;
}

executor::Migration runnable(const Migration& migration) {
  return {migration.number,    migration.name,         migration.checksum,       migration.up_text,
          migration.down_text, runnable(migration.up), runnable(migration.down), migration.replaces};
}

std::vector<executor::Migration> runnable(const History& history) {
  std::vector<executor::Migration> made;
  for (const Migration& migration : history) made.push_back(runnable(migration));
  return made;
}

Place place_of(const executor::Statement& statement) { return {statement.file, statement.line, statement.column}; }

}  // namespace schemac::history

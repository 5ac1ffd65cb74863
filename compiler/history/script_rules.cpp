#include "history/script_rules.hpp"

#include "sql/manner.hpp"

namespace schemac::history {
namespace {

void refuse(const sql::Statement& statement, const std::string& situation, const std::string& hint,
            Diagnostics& diagnostics) {
  diagnostics.error(Code::migration_malformed, statement.place, situation).hint = hint;
}

void check_statement(const sql::Statement& statement, bool in_transaction, Diagnostics& diagnostics) {
  const sql::Manner manner = sql::manner_of(statement.text);
  switch (manner.kind) {
    case sql::MannerKind::plain:
    case sql::MannerKind::session:
    case sql::MannerKind::may_commit:
      return;
    case sql::MannerKind::transaction:
      return refuse(statement, "a migration does not begin and end transactions itself",
                    "`-- schemac: transaction` and `-- schemac: no transaction` say where they are", diagnostics);
    case sql::MannerKind::builds_index:
    case sql::MannerKind::drops_index:
    case sql::MannerKind::reindexes:
    case sql::MannerKind::detaches:
    case sql::MannerKind::alone:
      break;
  }
  if (in_transaction)
    return refuse(statement, "PostgreSQL does not run this within a transaction",
                  "write `-- schemac: no transaction` above it, and `-- schemac: transaction` above what follows",
                  diagnostics);
  if (manner.kind == sql::MannerKind::builds_index && manner.object.empty())
    refuse(statement, "an index that is built concurrently needs a name",
           "by its name a build that was interrupted is recognised and made good", diagnostics);
}

}  // namespace

void check_script(const sql::Script& script, Diagnostics& diagnostics) {
  for (const sql::ScriptBatch& batch : script.batches)
    for (const sql::Statement& statement : batch.statements)
      check_statement(statement, batch.transaction == plan::Transaction::one, diagnostics);
}

}  // namespace schemac::history

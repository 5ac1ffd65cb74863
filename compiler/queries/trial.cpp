#include "queries/trial.hpp"

#include "queries/tree.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/transaction.hpp"
#include "sql/parse_tree.hpp"
#include "sql/quote.hpp"

namespace schemac::queries {
namespace {

/// Without its rows: the view's query may want a session as the program has it.
std::string refresh_of(const Json& refresh) {
  const Json& view = refresh.at("relation");
  return "REFRESH MATERIALIZED VIEW " + sql::qualified({view.value("schemaname", ""), view.value("relname", "")}) +
         " WITH NO DATA";
}

}  // namespace

std::string trial_of(std::string_view sql) {
  const std::optional<Json> tree = sql::parse_tree(sql);
  if (!tree || tree->size() != 1) return {};
  const Json& statement = tree->front().at("stmt");
  const std::string kind = kind_of(statement);
  if (kind == "RefreshMatViewStmt") return refresh_of(statement.at(kind));
  const bool is_temporary = kind == "CreateStmt" && !statement.at(kind).contains("tablespacename") &&
                            statement.at(kind).at("relation").value("relpersistence", "") == "t";
  const bool is_analyze = kind == "VacuumStmt" && !statement.at(kind).value("is_vacuumcmd", false);
  const bool is_tried = kind == "TruncateStmt" || kind == "LockStmt" || is_temporary || is_analyze;
  return is_tried ? std::string(sql) : std::string();
}

void try_out(const std::string& trial, runtime::Connection& database) {
  runtime::Transaction transaction(database);
  try {
    transaction.execute_unchecked_sql("SET LOCAL session_replication_role = replica");
  } catch (const runtime::ConnectionFailure&) {
    throw;
  } catch (const runtime::Error&) {
    return;  // a role of a server that is somebody else's
  }
  transaction.execute_unchecked_sql(trial);
}

}  // namespace schemac::queries

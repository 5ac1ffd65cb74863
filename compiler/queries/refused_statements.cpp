#include "queries/refused_statements.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace schemac::queries {
namespace {

struct Refusal {
  std::string message;
  std::string hint;
};

const std::string kByCursor = "make it a SELECT with `:many`: its `stream_…` gives row after row";

/// Of the first kinds each statement is one.
const Refusal kPrepared = {"a query cannot prepare or run a prepared statement: each query is prepared by itself",
                           "let the prepared statement be a query"};
const Refusal kCursor = {"a query cannot work with a cursor by name", kByCursor};
const Refusal kListens = {"a query cannot listen: nobody would hear the notification",
                          "`NOTIFY` can be a query; a program listens on a connection of its own"};
const std::map<std::string, Refusal> kWhole = {
    {"PrepareStmt", kPrepared},
    {"ExecuteStmt", kPrepared},
    {"DeallocateStmt", kPrepared},
    {"DeclareCursorStmt", kCursor},
    {"FetchStmt", kCursor},
    {"ClosePortalStmt", kCursor},
    {"ListenStmt", kListens},
    {"UnlistenStmt", kListens},
    {"DiscardStmt",
     {"a query cannot DISCARD what its session keeps: the connection relies on it",
      "close the connection, or let a pool do so, for a session that is new"}}};

/// Where the client takes part. A file of the server's, or a program there, is the server's own affair.
std::optional<Refusal> refusal_of_copy(const Json& copy) {
  if (copy.contains("filename")) return std::nullopt;
  if (copy.value("is_from", false))
    return Refusal{"COPY from the client cannot be a query: nobody would send its rows",
                   "`insert_bulk` of a repository sends rows by COPY"};
  return Refusal{"COPY to the client cannot be a query: nobody would take its rows", kByCursor};
}

/// What was prepared for two phases is ended by whatever session.
std::optional<Refusal> refusal_of_transaction(const Json& transaction) {
  const std::string kind = transaction.value("kind", "");
  if (kind == "TRANS_STMT_COMMIT_PREPARED" || kind == "TRANS_STMT_ROLLBACK_PREPARED") return std::nullopt;
  return Refusal{
      "a query cannot begin or end a transaction, nor a part of it",
      "`schemac::runtime::Transaction` does, and `Savepoint` of a part; several statements are one with WITH"};
}

/// SET TRANSACTION is of the one that is open.
std::optional<Refusal> refusal_of_set(const Json& set) {
  if (set.value("is_local", false) || set.value("name", "") == "TRANSACTION") return std::nullopt;
  return Refusal{
      "what a query sets outlives it: whoever is lent the connection next has it, too",
      "`SET LOCAL` and `set_config(…, true)` end with the transaction, as `TransactionOptions::settings` do"};
}

std::optional<Refusal> refusal_of(const Json& statement) {
  const std::string kind = kind_of(statement);
  if (kind == "CopyStmt") return refusal_of_copy(statement.at(kind));
  if (kind == "TransactionStmt") return refusal_of_transaction(statement.at(kind));
  if (kind == "VariableSetStmt") return refusal_of_set(statement.at(kind));
  const auto found = kWhole.find(kind);
  return found == kWhole.end() ? std::nullopt : std::optional(found->second);
}

/// https://www.postgresql.org/docs/15/sql-prepare.html, and what transforms a statement within
const std::set<std::string> kTakeParameters = {"SelectStmt", "InsertStmt", "UpdateStmt",  "DeleteStmt",
                                               "MergeStmt",  "CallStmt",   "ExplainStmt", "CreateTableAsStmt"};

}  // namespace

void refuse_statement(const model::Query& query, const Json& statement, Diagnostics& diagnostics) {
  if (std::optional<Refusal> refusal = refusal_of(statement)) {
    diagnostics.error(Code::bad_query, query.written_place, std::move(refusal->message)).hint =
        std::move(refusal->hint);
  } else if (!query.parameters.empty() && !kTakeParameters.contains(kind_of(statement))) {
    diagnostics.error(Code::bad_query, query.parameters.front().place, "a statement of this kind takes no parameters")
        .hint =
        "PostgreSQL takes them in SELECT, VALUES, INSERT, UPDATE, DELETE, MERGE, CALL, EXPLAIN and CREATE TABLE AS "
        "alone";
  }
}

}  // namespace schemac::queries

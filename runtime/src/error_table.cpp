// The one table from SQLSTATE to exception type, and the reading of libpq's error fields. The longest entry that begins
// the SQLSTATE wins: two characters are a class, five a condition.
// https://www.postgresql.org/docs/15/errcodes-appendix.html
#include <cstdlib>
#include <string_view>

#include "libpq.hpp"

namespace schemac::runtime::detail {
namespace {

template <class E>
[[noreturn]] void raise(ErrorFields&& fields) {
  throw E(std::move(fields));
}

struct Entry {
  std::string_view sqlstate;
  void (*raise)(ErrorFields&&);
};

constexpr Entry kTable[] = {
    {"08", raise<ConnectionFailure>},
    {"08P01", raise<DataException>},  // a value in binary that is too short for its type; the connection stands
    {"0A", raise<FeatureNotSupported>},
    {"22", raise<DataException>},
    {"23", raise<ConstraintViolation>},
    {"23001", raise<ForeignKeyViolation>},  // RESTRICT, which servers before 18 report as 23503
    {"23502", raise<NotNullViolation>},
    {"23503", raise<ForeignKeyViolation>},
    {"23505", raise<UniqueViolation>},
    {"23514", raise<CheckViolation>},
    {"23P01", raise<ExclusionViolation>},
    {"25006", raise<ReadOnlyTransaction>},
    {"25P02", raise<TransactionAborted>},
    {"25P03", raise<ConnectionFailure>},  // idle_in_transaction_session_timeout ends the session
    {"25P04", raise<ConnectionFailure>},  // transaction_timeout does so, too
    {"26000", raise<StaleStatement>},
    {"28", raise<AuthenticationFailure>},
    {"2BP01", raise<DependentObjects>},
    {"3D000", raise<UndefinedDatabase>},
    {"3F000", raise<UndefinedObject>},
    {"40001", raise<SerializationFailure>},
    {"40002", raise<ConstraintViolation>},
    {"40003", raise<CommitInDoubt>},
    {"40P01", raise<DeadlockDetected>},
    {"42501", raise<InsufficientPrivilege>},
    {"42601", raise<SyntaxError>},
    {"42701", raise<DuplicateObject>},
    {"42703", raise<UndefinedColumn>},
    {"42704", raise<UndefinedObject>},
    {"42710", raise<DuplicateObject>},
    {"42723", raise<DuplicateObject>},
    {"42883", raise<UndefinedFunction>},
    {"42P01", raise<UndefinedTable>},
    {"42P02", raise<UndefinedObject>},
    {"42P04", raise<DuplicateObject>},
    {"42P05", raise<DuplicateObject>},
    {"42P06", raise<DuplicateObject>},
    {"42P07", raise<DuplicateObject>},
    {"53", raise<InsufficientResources>},
    {"53300", raise<TooManyConnections>},
    {"55006", raise<ObjectInUse>},
    {"55P03", raise<LockNotAvailable>},
    {"57014", raise<QueryCanceled>},
    {"57P", raise<ConnectionFailure>},  // shutdown, crash of another session, not yet up, database dropped
    {"P0001", raise<RaisedException>},
};

/// A statement of the cache that its session does not have: somebody put it out, or it is another session.
constexpr std::string_view kAdvice =
    "; where a pooler gives each transaction another session (PgBouncer in transaction mode), nothing can be prepared: "
    "set ConnectionOptions::statement_cache_size = 0";

bool is_of_the_cache(const ErrorFields& fields) {
  return fields.sqlstate == "26000" && fields.message.find("\"schemac_") != std::string::npos;
}

}  // namespace

void throw_typed(ErrorFields fields) {
  const Entry* best = nullptr;
  for (const Entry& entry : kTable) {
    if (!fields.sqlstate.starts_with(entry.sqlstate)) continue;
    if (best == nullptr || entry.sqlstate.size() > best->sqlstate.size()) best = &entry;
  }
  // One that the program's own SQL has prepared, or not, is its own matter.
  if (fields.sqlstate == "26000" && !is_of_the_cache(fields)) best = nullptr;
  if (best == nullptr) throw Error(std::move(fields));
  best->raise(std::move(fields));
  std::abort();  // a pointer cannot say that its function never returns
}

ErrorFields error_fields(const PGresult* result, std::string_view sql) {
  const auto text = [&](int code) -> std::string {
    const char* value = PQresultErrorField(result, code);
    return value != nullptr ? value : "";
  };
  ErrorFields fields;
  fields.sqlstate = text(PG_DIAG_SQLSTATE);
  fields.severity = severity_of(result);
  fields.message = text(PG_DIAG_MESSAGE_PRIMARY);
  if (fields.message.empty()) fields.message = first_line(PQresultErrorMessage(result));
  fields.detail = text(PG_DIAG_MESSAGE_DETAIL);
  if (is_of_the_cache(fields)) fields.message += kAdvice;
  fields.hint = text(PG_DIAG_MESSAGE_HINT);
  fields.context = text(PG_DIAG_CONTEXT);
  fields.schema = text(PG_DIAG_SCHEMA_NAME);
  fields.table = text(PG_DIAG_TABLE_NAME);
  fields.column = text(PG_DIAG_COLUMN_NAME);
  fields.data_type = text(PG_DIAG_DATATYPE_NAME);
  fields.constraint = text(PG_DIAG_CONSTRAINT_NAME);
  fields.statement = sql;
  fields.position = std::atoi(text(PG_DIAG_STATEMENT_POSITION).c_str());
  fields.internal_query = text(PG_DIAG_INTERNAL_QUERY);
  fields.internal_position = std::atoi(text(PG_DIAG_INTERNAL_POSITION).c_str());
  return fields;
}

std::string_view severity_of(const PGresult* result) noexcept {
  const char* severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (severity == nullptr) severity = PQresultErrorField(result, PG_DIAG_SEVERITY);  // PgBouncer's, in English
  return severity != nullptr ? severity : std::string_view();
}

std::string first_line(const char* message) {
  std::string_view line = message != nullptr ? message : "";
  line = line.substr(0, line.find('\n'));
  while (!line.empty() && (line.back() == ' ' || line.back() == '.')) line.remove_suffix(1);
  return std::string(line);
}

}  // namespace schemac::runtime::detail

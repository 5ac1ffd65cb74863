#include "answer.hpp"

#include <string_view>
#include <utility>

namespace schemac::runtime::detail {
namespace {

void refuse_copy(PGconn* connection, ExecStatusType status) {
  if (status == PGRES_COPY_IN || status == PGRES_COPY_BOTH)
    PQputCopyEnd(connection, "COPY from the client is not part of this call");
  if (status != PGRES_COPY_OUT && status != PGRES_COPY_BOTH) return;
  char* row = nullptr;
  while (PQgetCopyData(connection, &row, 0) > 0) PQfreemem(row);
}

/// In a pipeline nothing is answered before its end.
bool can_wait(const PGconn* connection) noexcept { return PQpipelineStatus(connection) == PQ_PIPELINE_OFF; }

bool is_fatal(std::string_view severity) noexcept { return severity == "FATAL" || severity == "PANIC"; }

}  // namespace

ResultPtr whole_answer(PGconn* connection) {
  ResultPtr fine, failed;
  while (PGresult* next = PQgetResult(connection)) {
    ResultPtr result(next);
    const ExecStatusType status = PQresultStatus(next);
    refuse_copy(connection, status);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY)
      fine = std::move(result);
    else if (failed == nullptr || (fine != nullptr && ends_session(failed.get())))
      failed = std::move(result);
    if (PQstatus(connection) != CONNECTION_OK) break;
  }
  return failed != nullptr ? std::move(failed) : std::move(fine);
}

ResultPtr answer_to(PGconn* connection, const char* sql) {
  return can_wait(connection) && PQsendQuery(connection, sql) != 0 ? whole_answer(connection) : nullptr;
}

ResultPtr answer_to_prepare(PGconn* connection, const char* name, const char* sql,
                            const std::vector<std::uint32_t>& parameter_types) {
  const auto count = static_cast<int>(parameter_types.size());
  const bool sent = can_wait(connection) && PQsendPrepare(connection, name, sql, count, parameter_types.data()) != 0;
  return sent ? whole_answer(connection) : nullptr;
}

ResultPtr answer_to_describe(PGconn* connection, const char* name) {
  return can_wait(connection) && PQsendDescribePrepared(connection, name) != 0 ? whole_answer(connection) : nullptr;
}

ResultPtr answer_to_copy(PGconn* connection, const char* sql) {
  if (!can_wait(connection) || PQsendQuery(connection, sql) == 0) return nullptr;
  ResultPtr first(PQgetResult(connection));
  if (PQresultStatus(first.get()) == PGRES_COPY_IN) return first;
  whole_answer(connection);
  return first;
}

bool ends_session(const PGresult* result) noexcept { return is_fatal(severity_of(result)); }

bool ends_session(const ErrorFields& fields) noexcept { return is_fatal(fields.severity); }

}  // namespace schemac::runtime::detail

#include "pipeline_mode.hpp"

#include "answer.hpp"
#include "wire.hpp"

namespace schemac::runtime::detail {
namespace {

/// COPY has no place in a pipeline, and libpq does not come out of one.
bool is_copy(ExecStatusType status) {
  return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}

}  // namespace

PipelineMode::PipelineMode(Wire& wire) : wire_(wire), connection_(wire.raw()) {
  if (PQenterPipelineMode(connection_) != 1) wire_.fail(nullptr, {});
}

PipelineMode::~PipelineMode() {
  if (left_ || !wire_.is_open()) return;
  drain();
  if (wire_.is_open() && PQexitPipelineMode(connection_) != 1) wire_.close();
}

void PipelineMode::must(int sent, const std::string& sql) {
  if (sent != 1) wire_.fail(nullptr, sql);
  sent_ = true;
}

void PipelineMode::prepare(const PreparedStatement& statement) {
  const auto types = static_cast<int>(statement.parameter_types.size());
  must(PQsendPrepare(connection_, statement.name.c_str(), statement.sql.c_str(), types,
                     statement.parameter_types.data()),
       statement.sql);
  must(PQsendDescribePrepared(connection_, statement.name.c_str()), statement.sql);
}

void PipelineMode::execute(const PreparedStatement& statement, const WireValues& values) {
  must(PQsendQueryPrepared(connection_, statement.name.c_str(), static_cast<int>(values.count), values.texts,
                           values.lengths, values.formats, 1),
       statement.sql);
}

void PipelineMode::execute_once(const std::string& sql, const std::vector<std::uint32_t>& types,
                                const WireValues& values) {
  must(PQsendQueryParams(connection_, sql.c_str(), static_cast<int>(types.size()), types.data(), values.texts,
                         values.lengths, values.formats, 1),
       sql);
}

void PipelineMode::sync() {
  must(PQpipelineSync(connection_), {});
  synced_ = true;
}

ResultPtr PipelineMode::next() {
  PGresult* result = PQgetResult(connection_);
  if (result == nullptr) result = PQgetResult(connection_);  // that was the end of the query before
  ResultPtr owned(result);
  if (is_copy(PQresultStatus(result))) wire_.close();
  return owned;
}

void PipelineMode::leave() {
  const ResultPtr last = next();
  if (PQresultStatus(last.get()) != PGRES_PIPELINE_SYNC) {
    ErrorFields fields = wire_.fields_of(last.get(), {});
    if (ends_session(last.get())) {  // behind the results, and nobody knows whether they are kept
      fields.sqlstate.clear();
      wire_.close();
    }
    wire_.raise(std::move(fields));
  }
  must(PQexitPipelineMode(connection_), {});
  left_ = true;
}

void PipelineMode::drain() noexcept {
  // What was sent without the rest would be done, and committed, by the SYNC that reads it off. Without one the server
  // undoes it when the session ends.
  if (!synced_) {
    if (sent_) wire_.close();
    return;
  }
  while (const ResultPtr rest = next())
    if (PQresultStatus(rest.get()) == PGRES_PIPELINE_SYNC) return;
}

}  // namespace schemac::runtime::detail

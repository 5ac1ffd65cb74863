#include "schemac/runtime/executor.hpp"

#include <algorithm>

#include "answer.hpp"
#include "observe.hpp"
#include "prepared.hpp"
#include "schemac/runtime/parameters.hpp"
#include "wire.hpp"

namespace schemac::runtime {
namespace {

using detail::ResultPtr;
using detail::Wire;

/// libpq reads SQL up to its NUL, so one inside would cut the rest off.
std::string terminated(std::string_view sql) {
  if (sql.find('\0') != std::string_view::npos) throw InvalidValue("the SQL holds a NUL byte");
  return std::string(sql);
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char character) { return (character & 0x80) == 0; });
}

}  // namespace

Wire& Executor::wire() const {
  if (wire_ == nullptr) throw UsageError("the transaction or connection has ended");
  return *wire_;
}

Result Executor::execute(const Statement& statement, const Parameters& parameters, const ResultShape* shape) {
  Wire& on = wire();
  ResultPtr result = detail::execute_prepared(on, statement, parameters, shape);
  return Result(result.release(), on.commits_itself());
}

void Executor::execute_unchecked_sql(std::string_view sql) {
  const std::string text = terminated(sql);
  Wire& on = wire();
  const Wire::Waiting waiting(on);
  PGconn* connection = on.raw();
  is_ascii(text) ? on.before_command() : on.before_statement();
  detail::observed(on, text, 0, 0, [&] {
    on.sending();
    if (PQsendQuery(connection, text.c_str()) == 0) on.fail(nullptr, text);
    ResultPtr answer = detail::whole_answer(connection);
    on.after_run_time_sql();
    if (PQresultStatus(answer.get()) != PGRES_EMPTY_QUERY) on.checked(std::move(answer), text);
    return ResultPtr();
  });
}

TextResult Executor::query_unchecked_sql(std::string_view sql,
                                         const std::vector<std::optional<std::string>>& parameters) {
  const std::string text = terminated(sql);
  if (parameters.size() > 65535) throw InvalidValue("a statement takes at most 65535 parameters");
  std::vector<const char*> values;
  values.reserve(parameters.size());
  for (const auto& parameter : parameters) {
    if (parameter && parameter->find('\0') != std::string::npos) {
      throw InvalidValue("a text parameter holds a NUL byte, which PostgreSQL cannot store");
    }
    values.push_back(parameter ? parameter->c_str() : nullptr);
  }
  Wire& on = wire();
  const Wire::Waiting waiting(on);
  PGconn* connection = on.raw();
  on.before_statement();
  std::size_t bytes = 0;
  for (const auto& parameter : parameters) bytes += parameter ? parameter->size() : 0;
  if (bytes > 0x3ff00000) throw InvalidValue("the values of a statement take 1 GB or more together");
  return TextResult(detail::observed(on, text, parameters.size(), bytes, [&] {
                      on.sending();
                      if (PQsendQueryParams(connection, text.c_str(), static_cast<int>(values.size()), nullptr,
                                            values.data(), nullptr, nullptr, 0) == 0) {
                        on.fail(nullptr, text);
                      }
                      ResultPtr answer = detail::whole_answer(connection);
                      on.after_run_time_sql();
                      return on.checked(std::move(answer), text);
                    }).release());
}

bool Executor::in_transaction() const { return PQtransactionStatus(wire().raw()) != PQTRANS_IDLE; }

}  // namespace schemac::runtime

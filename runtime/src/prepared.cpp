#include "prepared.hpp"

#include <algorithm>
#include <cstring>
#include <unordered_set>
#include <vector>

#include "answer.hpp"
#include "observe.hpp"
#include "result_check.hpp"
#include "wire.hpp"

namespace schemac::runtime::detail {
namespace {

/// The parameters as libpq takes them; on the stack while they are few.
class Arguments {
 public:
  explicit Arguments(const Parameters& parameters) {
    const std::size_t count = parameters.size();
    if (count > kInline) {
      spilled_values_.resize(count);
      spilled_numbers_.resize(2 * count);
      values_ = spilled_values_.data();
      lengths_ = spilled_numbers_.data();
      formats_ = lengths_ + count;
    }
    for (std::size_t index = 0; index < count; ++index) {
      const Parameters::Slot& slot = parameters[index];
      values_[index] = slot.length < 0 ? nullptr : parameters.data(slot);
      lengths_[index] = slot.length;
      formats_[index] = static_cast<int>(slot.format);
    }
  }
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;

  const char* const* values() const noexcept { return values_; }
  const int* lengths() const noexcept { return lengths_; }
  const int* formats() const noexcept { return formats_; }

 private:
  static constexpr std::size_t kInline = 16;
  const char* inline_values_[kInline];
  int inline_numbers_[2 * kInline];
  std::vector<const char*> spilled_values_;
  std::vector<int> spilled_numbers_;
  const char** values_ = inline_values_;
  int* lengths_ = inline_numbers_;
  int* formats_ = inline_numbers_ + kInline;
};

std::vector<std::uint32_t> types_of(const Parameters& parameters) {
  std::vector<std::uint32_t> types(parameters.size());
  for (std::size_t index = 0; index < types.size(); ++index) types[index] = parameters[index].oid;
  return types;
}

/// As it was described, which may be long ago: what can no longer be read is put out.
PreparedStatement* readable(Wire& wire, PreparedStatement* prepared, const ResultShape* shape) {
  if (prepared == nullptr) return nullptr;
  try {
    check(wire, *prepared, shape);
    return prepared;
  } catch (const DecodeError&) {
    wire.statements().put_out(*prepared);
    return nullptr;
  }
}

/// Prepares, and asks at once what columns the statement gives: once the statement has run it would be too late to find
/// that they cannot be read, as an INSERT … RETURNING has then inserted.
PreparedStatement& prepare(Wire& wire, const Statement& statement, const Parameters& parameters) {
  wire.statements().make_room(1);
  wire.sending(false);  // also where an earlier attempt to run it was sent, and refused
  PreparedStatement prepared;
  prepared.name = wire.statements().next_name();
  prepared.sql = statement.sql();
  prepared.hash = statement.key();
  prepared.parameter_types = types_of(parameters);
  wire.checked(answer_to_prepare(wire.raw(), prepared.name.c_str(), prepared.sql.c_str(), prepared.parameter_types),
               prepared.sql);
  return wire.statements().keep(std::move(prepared), [&](const PreparedStatement& kept) {
    return wire.checked(answer_to_describe(wire.raw(), kept.name.c_str()), kept.sql);
  });
}

ResultPtr run(Wire& wire, const PreparedStatement& prepared, const Parameters& parameters) {
  const Arguments arguments(parameters);
  wire.sending();
  PGconn* const connection = wire.raw();
  const int sent = PQsendQueryPrepared(connection, prepared.name.c_str(), static_cast<int>(parameters.size()),
                                       arguments.values(), arguments.lengths(), arguments.formats(), 1);
  if (sent == 0) wire.fail(nullptr, prepared.sql);
  return whole_answer(connection);
}

ResultPtr run_once(Wire& wire, std::string_view text, const Parameters& parameters, const ResultShape* shape) {
  const Arguments arguments(parameters);
  const std::vector<std::uint32_t> types = types_of(parameters);
  const std::string sql(text);
  wire.sending();
  PGconn* const connection = wire.raw();
  const int sent = PQsendQueryParams(connection, sql.c_str(), static_cast<int>(parameters.size()), types.data(),
                                     arguments.values(), arguments.lengths(), arguments.formats(), 1);
  if (sent == 0) wire.fail(nullptr, sql);
  ResultPtr result = wire.checked(whole_answer(connection), sql);
  if (shape == nullptr) return result;
  try {
    check_columns(wire, columns_of(result.get()), *shape, sql);
  } catch (const DecodeError& failure) {
    ErrorFields fields = failure.fields();
    Result read(result.release(), wire.commits_itself());
    tell_kept(read, fields);
    throw DecodeError(std::move(fields));
  }
  return result;
}

/// Whether it is this statement that the session does not have: the program's own SQL may ask for others.
bool does_not_exist(const PGresult* result, const std::string& name) {
  const char* sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  return sqlstate != nullptr && std::strcmp(sqlstate, "26000") == 0 && message != nullptr &&
         std::strstr(message, name.c_str()) != nullptr;
}

/// Seldom one alone: what put out one put out all, and a change of the schema concerns several, each of which would
/// fail a transaction again. Outside of one each is prepared anew and run at once.
void put_out_stale(Wire& wire, const PreparedStatement& prepared, const PGresult* result) {
  if (does_not_exist(result, prepared.name) || wire.transaction_status() != PQTRANS_IDLE)
    wire.statements().put_out_all();
  else
    wire.statements().put_out(prepared);
}

ResultPtr run_prepared(Wire& wire, const Statement& statement, const Parameters& parameters, const ResultShape* shape) {
  // Behind a transaction pooler the two messages may go to two sessions, so that nothing is prepared at all; the
  // columns can then be checked only when they have come.
  if (wire.statements().is_off() || parameters.size() > kMostDescribed)
    return run_once(wire, statement.sql(), parameters, shape);
  PreparedStatement* prepared = wire.statements().find(statement, parameters);
  prepared = readable(wire, prepared, shape);
  const bool known = prepared != nullptr;
  if (!known) prepared = &prepare(wire, statement, parameters);
  check(wire, *prepared, shape);
  const bool alone = wire.transaction_status() == PQTRANS_IDLE;
  ResultPtr result = run(wire, *prepared, parameters);
  if (known && is_stale(result.get(), *prepared)) {
    put_out_stale(wire, *prepared, result.get());
    // The transaction has failed with this; run again it finds the statement prepared anew.
    if (!alone) throw StaleStatement(error_fields(result.get(), statement.sql()));
    PreparedStatement& anew = prepare(wire, statement, parameters);
    check(wire, anew, shape);
    result = run(wire, anew, parameters);
  }
  return wire.checked(result.release(), statement.sql());
}

void deallocate_one(Wire& wire, const std::string& name) {
  const std::string sql = "DEALLOCATE " + name;
  ResultPtr result = answer_to(wire.raw(), sql.c_str());
  const bool was_gone = does_not_exist(result.get(), name);
  if (!was_gone) wire.checked(result.release(), sql);
  wire.statements().deallocated(1);
  if (was_gone) wire.statements().put_out_all();  // DISCARD ALL, DEALLOCATE ALL: the others went with it
}

/// Asks first which of them there are: one that is gone would fail the transaction.
void deallocate_all(Wire& wire, const std::vector<std::string>& names) {
  constexpr const char* kThere = "SELECT name FROM pg_catalog.pg_prepared_statements";
  const ResultPtr there = wire.checked(answer_to(wire.raw(), kThere), kThere);
  std::unordered_set<std::string_view> existing;
  for (int row = 0; row < PQntuples(there.get()); ++row) existing.insert(PQgetvalue(there.get(), row, 0));
  std::string sql;
  for (const std::string& name : names)
    if (existing.contains(name)) sql += "DEALLOCATE " + name + ";";
  if (!sql.empty()) wire.command(sql.c_str());
  wire.statements().deallocated(names.size());
}

}  // namespace

PreparedStatement* find_readable(Wire& wire, std::string_view sql, std::uint64_t hash,
                                 const std::vector<std::uint32_t>& parameter_types, const ResultShape* shape) {
  return readable(wire, wire.statements().find(sql, hash, parameter_types), shape);
}

void deallocate_put_out(Wire& wire) {
  const Wire::Waiting waiting(wire);  // also before a transaction has begun
  wire.sending(false);                // nothing of what it is done for was sent
  const std::vector<std::string>& names = wire.statements().put_out_names();
  const PGTransactionStatusType status = wire.transaction_status();
  if (status == PQTRANS_IDLE && names.size() == 1)
    deallocate_one(wire, names.front());
  else if (status == PQTRANS_IDLE || (status == PQTRANS_INTRANS && names.size() >= wire.statements().capacity()))
    deallocate_all(wire, names);
}

/// Its result has other columns than it had (a column was added to what `SELECT *` means, or its type altered), or it
/// is gone (DISCARD ALL, DEALLOCATE). The former has no SQLSTATE of its own, and its message is localised, so the
/// server's function that says it is what tells.
bool is_stale(const PGresult* result, const PreparedStatement& statement) {
  if (does_not_exist(result, statement.name)) return true;
  const char* sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* function = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
  return sqlstate != nullptr && std::strcmp(sqlstate, "0A000") == 0 && function != nullptr &&
         std::strcmp(function, "RevalidateCachedQuery") == 0;
}

void check(Wire& wire, PreparedStatement& prepared, const ResultShape* shape) {
  if (shape == nullptr || prepared.checked == shape) return;
  check_columns(wire, prepared.columns, *shape, prepared.sql);
  prepared.checked = shape;
}

ResultPtr execute_once(Wire& wire, std::string_view sql, const Parameters& parameters, const ResultShape* shape) {
  const Wire::Waiting waiting(wire);
  wire.raw();
  wire.before_statement();
  return observed(wire, sql, parameters.size(), parameters.bytes(),
                  [&] { return run_once(wire, sql, parameters, shape); });
}

ResultPtr execute_prepared(Wire& wire, const Statement& statement, const Parameters& parameters,
                           const ResultShape* shape) {
  const Wire::Waiting waiting(wire);
  wire.raw();
  wire.before_statement();
  if (!wire.on_query()) return run_prepared(wire, statement, parameters, shape);
  return observed(wire, statement.sql(), parameters.size(), parameters.bytes(),
                  [&] { return run_prepared(wire, statement, parameters, shape); });
}

}  // namespace schemac::runtime::detail

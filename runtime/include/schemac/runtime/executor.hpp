// Where statements run: `Connection`, `Transaction` and `Lease` are executors, and whatever runs SQL takes an
// `Executor&`, so that every repository works on either. On a connection each statement commits by itself, unless a
// transaction is open on it: then it is part of that one, since a connection has only one conversation with the server.
// Statements are static (`Statement`); what takes SQL of a run-time string says so in its name.
#pragma once

#include <cstdint>
#include <optional>
#include <schemac/runtime/result.hpp>
#include <schemac/runtime/statement.hpp>
#include <schemac/runtime/text_result.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::runtime {

class Parameters;
struct ResultShape;
struct StatementDescription;

namespace detail {
class PipelineState;
class RowCursor;
class Wire;
}  // namespace detail

class Executor {
 public:
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  /// Runs one prepared statement, values and results in binary. `rows`, `one`, `optional_one` and `affected` of
  /// query.hpp are the typed way to it.
  /// @param shape what columns the caller will decode; nullptr when it reads none
  /// @throws Error as PostgreSQL answers; DecodeError when the columns are not those of `shape`; UsageError when this
  /// executor's transaction or connection has ended
  Result execute(const Statement& statement, const Parameters& parameters, const ResultShape* shape);

  /// Runs any SQL, several statements too, without parameters and without results. Statements of one call are one
  /// transaction unless they say otherwise themselves (https://www.postgresql.org/docs/15/protocol-flow.html,
  /// "Multiple Statements in a Simple Query"). COPY from or to the client is refused.
  /// @throws Error as PostgreSQL answers, with the position in `sql`; InvalidValue where a NUL is in it; UsageError
  /// when this executor's transaction or connection has ended
  void execute_unchecked_sql(std::string_view sql);

  /// Runs one statement that is not known at compile time; rows come back as text.
  /// @param parameters text for `$1`, `$2`, …; nullopt is NULL. Types are inferred by the server.
  /// @throws Error as PostgreSQL answers; before anything is sent InvalidValue where a NUL is in the SQL or a
  /// parameter, there are more than 65535 parameters, or they take 1 GB or more together; UsageError when this
  /// executor's transaction or connection has ended
  TextResult query_unchecked_sql(std::string_view sql, const std::vector<std::optional<std::string>>& parameters = {});

  /// Asks what parameters one statement takes and what columns it gives; runs nothing. Include
  /// <schemac/runtime/description.hpp> for it.
  /// @param parameter_types numbers in pg_type for `$1`, `$2` …; 0, and those that are missing, the server infers
  /// @throws Error as PostgreSQL answers, with the position in `sql`
  StatementDescription describe_unchecked_sql(std::string_view sql,
                                              const std::vector<std::uint32_t>& parameter_types = {});

  /// Whether a transaction is open on the connection, failed or not. Asks the server nothing.
  /// @throws UsageError when this executor's transaction or connection has ended, ConnectionFailure when it was lost
  bool in_transaction() const;

 protected:
  Executor() = default;
  ~Executor() = default;

  /// @throws UsageError when the connection or the transaction has ended
  detail::Wire& wire() const;

  detail::Wire* wire_ = nullptr;  // null once it is over

 private:
  friend class detail::PipelineState;
  friend class detail::RowCursor;
  friend class detail::Wire;
  friend class AtomicScope;
  friend class Transaction;
  friend class CopyIn;
};

}  // namespace schemac::runtime

// One way of one migration as it is carried out: batch after batch, each with what the journal says of it.
#pragma once

#include <functional>
#include <optional>

#include "schemac/runtime/migration/deploy.hpp"
#include "schemac/runtime/transaction.hpp"
#include "watch.hpp"

namespace schemac::runtime::migration {

/// What is written about a run.
enum class Record : std::uint8_t {
  nothing,
  progress,            ///< Its line in the journal moves on.
  progress_then_none,  ///< And is removed at the end.
};

class Run {
 public:
  Run(const Site& site, Applied line, Record record);

  /// From where the line stands to the end.
  void carry_out(const Script& script);

 private:
  void attempt(const Batch& batch);
  void in_transaction(const Batch& batch);
  [[nodiscard]] bool runs_joined(const Batch& batch);
  void one_by_one(const Batch& batch);
  void with_its_line(const Statement& statement, const Applied& next);
  void by_itself(const Statement& statement, const Applied& next);
  void send(const Statement& statement);
  void walk(const Batch& batch);
  void step(const Batch& batch, const std::vector<std::string>& types);

  /// @param parameters of a walk: the first key and the last; empty elsewhere
  void execute(Executor& executor, const Statement& statement, const std::string& sql,
               const std::vector<std::optional<std::string>>& parameters = {});
  void commit(Transaction& transaction, const Statement& last);
  void with_retries(const std::function<void()>& batch);
  void write(Executor& executor, const Applied& line) const;
  void tell(Event::Kind kind, std::string text, const Statement* statement = nullptr);
  [[nodiscard]] Applied after_batch() const;
  [[nodiscard]] MigrationFailed failure(const Statement& statement, const Error& error) const;

  Connection& connection_;
  const Options options_;
  Applied line_;
  const Record record_;
  Watch watch_;
};

}  // namespace schemac::runtime::migration

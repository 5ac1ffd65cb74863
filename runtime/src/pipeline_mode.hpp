// libpq's pipeline mode as a scope: however it is left, what was sent is answered to its end and the connection is out
// of the mode again, or is closed. It is closed where not all of it could be sent.
#pragma once

#include <string>
#include <vector>

#include "libpq.hpp"
#include "statement_cache.hpp"

namespace schemac::runtime::detail {

class Wire;

/// Values of one query as libpq takes them; they lie elsewhere.
struct WireValues {
  std::size_t count = 0;
  const char** texts = nullptr;  // null: NULL
  int* lengths = nullptr;
  int* formats = nullptr;
};

class PipelineMode {
 public:
  /// @throws ConnectionFailure
  explicit PipelineMode(Wire& wire);
  PipelineMode(const PipelineMode&) = delete;
  PipelineMode& operator=(const PipelineMode&) = delete;
  ~PipelineMode();

  // Each of these throws ConnectionFailure, or CommitInDoubt as the wire has it, where it cannot be sent.
  /// Two results: of preparing, and the description.
  void prepare(const PreparedStatement& statement);
  void execute(const PreparedStatement& statement, const WireValues& values);
  void execute_once(const std::string& sql, const std::vector<std::uint32_t>& types, const WireValues& values);
  /// Behind the last of them.
  void sync();

  /// The result that comes next, of whatever status; null where the connection is lost.
  ResultPtr next();
  /// Once every result was taken.
  void leave();

 private:
  void must(int sent, const std::string& sql);
  void drain() noexcept;

  Wire& wire_;
  PGconn* connection_;
  bool sent_ = false;  // anything
  bool synced_ = false;
  bool left_ = false;
};

}  // namespace schemac::runtime::detail

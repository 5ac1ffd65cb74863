// COPY … FROM STDIN in binary: the fastest way of many rows into a table. Rows are encoded one after another and sent
// in pieces, so that memory does not grow with their number. The form:
// https://www.postgresql.org/docs/15/sql-copy.html, "Binary Format".
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/executor.hpp>
#include <schemac/runtime/json.hpp>

namespace schemac::runtime {

class CopyIn {
 public:
  /// Begins. Nothing else can be run on the executor until `finish`, or this ends.
  /// @param statement `COPY … FROM STDIN (FORMAT binary)`
  /// @throws Error as PostgreSQL answers, UsageError when the executor has ended
  CopyIn(Executor& executor, const Statement& statement);
  CopyIn(const CopyIn&) = delete;
  CopyIn& operator=(const CopyIn&) = delete;
  /// Without `finish` nothing of it is kept.
  ~CopyIn();

  /// Begins a row; `fields` calls of `add` follow. Sends what has gathered when that is much.
  /// @throws ConnectionFailure, UsageError when the executor has ended: then nothing of the COPY is kept
  void begin_row(std::size_t fields);
  /// @throws InvalidValue when PostgreSQL could not hold the value: then nothing of the COPY is kept, as `finish` says
  /// with SQLSTATE 22P04
  template <class V>
  void add(const V& value) {
    ++field_;
    const std::size_t begun = buffer_.begin_length();
    try {
      Codec<V>::encode(buffer_, value);
    } catch (...) {
      rethrow_at_field();
    }
    buffer_.end_length(begun);
  }
  template <class V>
  void add(const std::optional<V>& value) {
    value ? add(*value) : add_null();
  }
  /// Of a column `jsonb`, whose binary form begins with the number of its version.
  void add_jsonb(const Json& value);
  void add_jsonb(const std::optional<Json>& value) { value ? add_jsonb(*value) : add_null(); }

  /// Ends the COPY.
  /// @return how many rows came in
  /// @throws Error as PostgreSQL answers: then nothing of it is kept
  std::uint64_t finish();

 private:
  void send();
  void add_null() {
    ++field_;
    buffer_.int32(-1);
  }
  /// An InvalidValue is thrown on with its row and column.
  [[noreturn]] void rethrow_at_field() const;

  Executor* executor_;  // null once it is over
  std::string sql_;
  std::chrono::steady_clock::time_point begun_;
  bool alone_ = false;     // outside of a transaction
  std::uint64_t row_ = 0;  // of which fields are added, from 1
  std::size_t field_ = 0;  // the one that was added last, from 1
  Writer buffer_;
};

}  // namespace schemac::runtime

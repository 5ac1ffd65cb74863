// libpqxx's notion of a transaction, with our words to the server in it: its own commit tells of a violated deferred
// constraint without the constraint's name, and its own begin knows no DEFERRABLE.
#pragma once

#include <pqxx/dbtransaction>
#include <string>

#include "wire.hpp"

namespace schemac::runtime::detail {

class Frame : public pqxx::dbtransaction {
 public:
  /// Begins. Throws as `Transaction` does.
  /// @param settings commands behind the BEGIN, in the same message
  Frame(Wire& wire, const TransactionOptions& options, const std::string& settings);
  /// Rolls back unless it has ended.
  ~Frame() override;

 private:
  void do_begin() override;
  void do_commit() override;
  void do_abort() override;
  ResultPtr send_commit();

  Wire& wire_;
  std::string begin_;
};

}  // namespace schemac::runtime::detail

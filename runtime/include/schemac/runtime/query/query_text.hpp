// The spelled text of a query, as the executor takes it.
#pragma once

#include <schemac/runtime/statement.hpp>

namespace schemac::runtime {

/// The spelled text of a query; made of a SqlText alone.
class QueryText {
 public:
  /// @return a view of this text
  Statement statement() const& noexcept { return Statement(sql_); }
  Statement statement() const&& = delete;

 private:
  friend class SqlText;
  explicit QueryText(std::string sql) noexcept : sql_(static_cast<std::string&&>(sql)) {}
  std::string sql_;
};

}  // namespace schemac::runtime

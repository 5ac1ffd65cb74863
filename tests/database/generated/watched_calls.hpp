// Calls under watch: which rows all tables have is looked at from another session behind each of them, so that one that
// does more than its function may is found, whatever it does it by.
#pragma once

#include <map>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <set>
#include <string>
#include <vector>

#include "database/generated/every_call.hpp"

namespace schemac::tests {

/// The rows of a database, and what became of them otherwise than it was to.
class RowWatch {
 public:
  explicit RowWatch(const std::string& url);

  /// Looks what has changed since the last look.
  /// @param table whose rows `effect` is about, as SQL has its name
  /// @param name of what was called, for what is said of it
  void look(std::string_view table, Effect effect, const std::string& name);
  /// What was found that should not be, a line each.
  const std::vector<std::string>& said() const noexcept { return said_; }
  /// How many rows the table with the fewest has.
  std::size_t fewest_rows() const;

 private:
  using Rows =
      std::map<std::string, std::set<std::string>>;  // by table: where each row's version lies, and whose it is
  Rows rows_now();
  void compare(const Rows& now, const std::string& own, Effect effect, const std::string& name);

  runtime::Connection observer_;
  std::string sql_;
  Rows rows_;
  std::vector<std::string> said_;
};

/// That the server refuses what one of them sends is no matter here.
class WatchedCalls {
 public:
  /// @param table that these may write to
  WatchedCalls(RowWatch& watch, std::string_view table) : watch_(&watch), table_(table) {}
  template <class Row>
  static WatchedCalls of(RowWatch& watch) {
    return {watch, runtime::EntityOf<Row>::kTable};
  }

  template <class F>
  void operator()(const std::string& name, const F& function, Effect effect = Effect::reads) {
    names_.insert(name);
    try {
      static_cast<void>(function());
    } catch (const runtime::Error&) {
    }
    watch_->look(table_, effect, name);
  }
  /// What was called.
  const std::set<std::string>& names() const noexcept { return names_; }

 private:
  RowWatch* watch_;
  std::string_view table_;
  std::set<std::string> names_;
};

}  // namespace schemac::tests

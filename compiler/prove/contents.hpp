// What the tables of a private server hold, so that what a statement takes from rows is seen and not believed.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/object_id.hpp"
#include "schemac/runtime/executor.hpp"

namespace schemac::prove {

/// `{16384,16390}`, a parameter of type oid[].
[[nodiscard]] std::string oid_array(const std::set<std::string>& oids);

/// What rows of a table have no more.
struct RowLoss {
  enum class Kind {
    rows,     ///< `count` of them are gone.
    values,   ///< Those of `column`, with which it went.
    changes,  ///< Those of `column` are others, and its former type does not bring them back.
  };
  Kind kind{};
  model::QualifiedName table;
  std::string column = {};
  std::size_t count = 0;  ///< Of rows that had something to lose.

  bool operator==(const RowLoss&) const = default;
};

/// `loses 3 rows of public.t`
[[nodiscard]] std::string describe(const RowLoss& loss);

class Contents {
 public:
  /// Reads all tables of users.
  explicit Contents(runtime::Executor& database);

  /// What the tables with these oids have lost since they were read last; they are read anew. Rows of a table that is
  /// gone are none lost where tables hold them that were made since, or that had other rows at first.
  [[nodiscard]] std::vector<RowLoss> losses(runtime::Executor& database, const std::set<std::string>& oids);

 private:
  struct Column {
    std::string name;
    std::string type;
    std::multiset<std::string> values = {};  ///< As text, those that are not NULL.
  };
  using Row = std::map<std::string, std::string>;  ///< By column its value as text, where it is not NULL.
  struct Rows {
    model::QualifiedName table;
    std::map<std::string, Column> columns = {};  ///< By attnum.
    std::multiset<Row> rows = {};
  };
  using Tables = std::map<std::string, Rows>;  // by oid

  static Tables read(runtime::Executor& database, const std::set<std::string>* oids);
  static void read_rows(runtime::Executor& database, Rows& rows);
  static bool comes_back(runtime::Executor& database, const Rows& now, const Column& former, const Column& column);
  [[nodiscard]] std::multiset<Row> arrived(runtime::Executor& database) const;
  bool moved(runtime::Executor& database, const Rows& gone);
  static void compare(runtime::Executor& database, const Rows& former, const Rows& now, std::vector<RowLoss>& losses);

  Tables tables_;
  Tables at_first_;
  std::multiset<Row> claimed_;  ///< Rows that have arrived, each from one of a table that is gone.
};

}  // namespace schemac::prove

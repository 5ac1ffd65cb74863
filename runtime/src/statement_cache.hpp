// Which statements this session has prepared, by SQL and the types of their parameters; bounded, the least recently
// used go first. It keeps the books and asks the server nothing: prepared.cpp prepares and deallocates.
#pragma once

#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "result_check.hpp"
#include "schemac/runtime/parameters.hpp"
#include "schemac/runtime/shape.hpp"
#include "schemac/runtime/statement.hpp"

namespace schemac::runtime::detail {

struct PreparedStatement {
  std::string name;
  std::string sql;
  std::uint64_t hash = 0;
  std::vector<std::uint32_t> parameter_types;
  std::vector<ResultColumn> columns;
  const ResultShape* checked = nullptr;  // the shape that columns was last compared with
};

class StatementCache {
 public:
  explicit StatementCache(std::size_t capacity) : capacity_(capacity) {}

  bool is_off() const noexcept { return capacity_ == 0; }
  std::size_t capacity() const noexcept { return capacity_; }

  /// The statement when it is prepared, as the most recently used; else null.
  PreparedStatement* find(const Statement& statement, const Parameters& parameters) noexcept;
  PreparedStatement* find(std::string_view sql, std::uint64_t hash,
                          const std::vector<std::uint32_t>& parameter_types) noexcept;

  /// A name that no session of the server has used yet: behind a pooler two connections come upon each other's
  /// statements, and must not take one for their own.
  std::string next_name();

  /// Keeps what the server has prepared.
  /// @param describe asks for its columns; where that fails the statement is put out, and the failure goes on
  /// @return the statement where it stays until it is put out
  template <class Describe>
  PreparedStatement& keep(PreparedStatement&& statement, const Describe& describe) {
    PreparedStatement& kept = insert(std::move(statement));
    try {
      kept.columns = columns_of(describe(kept).get());
    } catch (...) {
      put_out(kept);
      throw;
    }
    return kept;
  }

  // What is put out is no longer found, and is to be deallocated on the server at the next opportunity.
  void put_out(const PreparedStatement& statement);
  void put_out_all();
  /// The least recently used, until there is room for so many others.
  void make_room(std::size_t coming);

  /// Names of statements that were put out.
  const std::vector<std::string>& put_out_names() const noexcept { return put_out_; }
  /// So many of them, the first, are gone from the server.
  void deallocated(std::size_t count);

 private:
  using Entries = std::list<PreparedStatement>;
  PreparedStatement& insert(PreparedStatement&& statement);
  void put_out(Entries::iterator entry);
  template <class Is>
  PreparedStatement* find_that(std::uint64_t hash, const Is& is) noexcept;

  std::size_t capacity_;
  std::uint64_t named_ = 0;
  std::string prefix_;  // of names; drawn by lot with the first
  std::vector<std::string> put_out_;
  Entries entries_;  // most recently used first
  std::unordered_multimap<std::uint64_t, Entries::iterator> by_hash_;
};

}  // namespace schemac::runtime::detail

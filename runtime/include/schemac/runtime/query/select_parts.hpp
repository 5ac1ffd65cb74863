// A SELECT in parts, while it is put together. It knows no types of columns: `Query` has them.
#pragma once

#include <cstdint>
#include <optional>
#include <schemac/runtime/deleted.hpp>
#include <schemac/runtime/forward.hpp>
#include <schemac/runtime/query/condition.hpp>
#include <schemac/runtime/query/order.hpp>
#include <string>
#include <vector>

namespace schemac::runtime {

class Result;
struct ColumnShape;

namespace detail {

enum class JoinKind : std::uint8_t { inner, left };
enum class LockStrength : std::uint8_t { none, share, update };
enum class LockWait : std::uint8_t { wait, skip_locked, nowait };

/// A table that was joined, for what has to know its key.
struct JoinedTable {
  const EntityInfo& (*entity)();
  std::string_view alias;  // quoted; empty: none
};

struct SelectParts {
  Executor* executor = nullptr;
  const EntityInfo& (*entity)() = nullptr;
  std::string_view alias{};      // quoted; empty: none
  SqlText list{};                // empty: the entity's columns
  bool list_names_more = false;  // it calls something by the name of a column that is not the column itself
  SqlText more{};                // behind the list
  SqlText joins{};
  std::vector<JoinedTable> joined{};
  std::vector<std::string_view> between{};  // tables that relations went through
  bool left_joined = false;
  ConditionText where{};
  std::vector<SqlText> groups{};
  ConditionText having{};
  std::vector<OrderText> order{};
  std::optional<std::int64_t> limit{};
  std::optional<std::int64_t> offset{};
  std::vector<SqlText> distinct_on{};
  bool distinct = false;
  bool grouped = false;
  bool everywhere = false;  // every row is meant, so an UPDATE needs no condition
  Deleted deleted = Deleted::exclude;
  LockStrength lock = LockStrength::none;
  LockWait wait = LockWait::wait;
};

/// The limit of a query whose first row is wanted: its own may be zero.
inline std::int64_t at_most_one(const SelectParts& parts) { return parts.limit && *parts.limit < 1 ? *parts.limit : 1; }

/// Says that rows were not removed softly.
/// @param deleted the column that marks them; empty: none, so that nothing is said
ConditionText not_deleted(std::string_view qualifier, std::string_view deleted);

/// Adds a table that stands in a relation to `from`, with its condition.
/// @param from how columns of the relation's own side are qualified, @param alias quoted; empty: none
void add_relation_join(SelectParts& parts, JoinKind kind, const EntityInfo& (*entity)(), std::string_view from,
                       std::size_t relation, std::string_view alias);
/// Adds a table with any condition.
void add_join(SelectParts& parts, JoinKind kind, const EntityInfo& (*target)(), std::string_view alias,
              const ConditionText& condition);

/// Adds the columns of a table to a select list, as rows of it are read.
/// @param qualifier of its columns: a generated literal
void add_whole_row(SqlText& list, const EntityInfo& entity, std::string_view qualifier);

/// Where a SELECT stands: as a statement, or as a part of one, which may speak of several tables.
enum class Place : std::uint8_t { alone, within };
SqlText select(const SelectParts& parts, Place place = Place::alone);
SqlText select_count(const SelectParts& parts);
SqlText select_exists(const SelectParts& parts);

/// What a query's rows go to.
class RowSink {
 public:
  /// @param rows as many are to come
  virtual void expect(std::size_t rows) = 0;
  /// @param column told as it is read, so that an error can name it
  virtual void row(const Field* fields, std::size_t& column) = 0;

 protected:
  ~RowSink() = default;
};

/// Hands on the rows of a result.
/// @param sql the statement, for errors
/// @throws DecodeError
void read_rows(const Result& result, std::size_t columns, std::string_view sql, RowSink& sink);
/// Runs a query and hands on its rows.
/// @param executor null: UsageError
/// @throws Error as PostgreSQL answers, DecodeError
void run(Executor* executor, const SqlText& sql, const ResultShape& shape, RowSink& sink);
std::int64_t run_count(Executor* executor, const SqlText& sql);
bool run_exists(Executor* executor, const SqlText& sql);
std::string run_explain(Executor* executor, const SqlText& sql, bool analyze);

/// NotFound or TooManyRows.
[[noreturn]] void throw_not_one_row(std::string_view sql, std::size_t rows);
[[noreturn]] void throw_no_row(const SqlText& sql);
[[noreturn]] void throw_several_rows(const SqlText& sql);

/// A shape of these columns, kept for good: its address is what statements are known by.
const ResultShape& keep_shape(const ColumnShape* const* columns, std::size_t count);
const Field* from_field(const Field* fields, std::size_t first) noexcept;
/// One with this column in front, kept for good as well.
const ResultShape& shape_behind(const ColumnShape& first, const ResultShape& shape);

}  // namespace detail
}  // namespace schemac::runtime

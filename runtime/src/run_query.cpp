// How a query that was put together reaches the server and its rows reach their sink.
#include <deque>
#include <map>
#include <mutex>
#include <vector>

#include "schemac/runtime/codec/scalar.hpp"
#include "schemac/runtime/codec/text.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/query.hpp"
#include "schemac/runtime/query/query_text.hpp"
#include "schemac/runtime/query/select_parts.hpp"

namespace schemac::runtime::detail {
namespace {

Executor& required(Executor* executor) {
  if (executor == nullptr) throw UsageError("the query has nowhere to run: say `on(executor)`");
  return *executor;
}

}  // namespace

void read_rows(const Result& result, std::size_t columns, std::string_view sql, RowSink& sink) {
  const std::size_t count = result.size();
  sink.expect(count);
  std::vector<Field> fields(columns);
  for (std::size_t row = 0; row < count; ++row) {
    std::size_t column = 0;
    result.read_row(row, fields.data(), columns);
    try {
      sink.row(fields.data(), column);
    } catch (const DecodeError&) {
      rethrow_at_column(result, sql, column);
    }
  }
}

void run(Executor* executor, const SqlText& sql, const ResultShape& shape, RowSink& sink) {
  const QueryText text = sql.query_text();
  Parameters parameters;
  sql.lend(parameters);
  const Result result = required(executor).execute(text.statement(), parameters, &shape);
  read_rows(result, shape.count, text.statement().sql(), sink);
}

std::int64_t run_count(Executor* executor, const SqlText& sql) {
  const QueryText text = sql.query_text();
  Parameters parameters;
  sql.lend(parameters);
  return one<Scalar<std::int64_t>>(required(executor), text.statement(), parameters);
}

bool run_exists(Executor* executor, const SqlText& sql) {
  const QueryText text = sql.query_text();
  Parameters parameters;
  sql.lend(parameters);
  return one<Scalar<bool>>(required(executor), text.statement(), parameters);
}

std::string run_explain(Executor* executor, const SqlText& sql, bool analyze) {
  SqlText explained(analyze ? Fragment("EXPLAIN (ANALYZE, BUFFERS) ") : Fragment("EXPLAIN "));
  const QueryText text = explained.add(sql).query_text();
  Parameters parameters;
  sql.lend(parameters);
  std::string plan;
  for (const std::string& line : rows<Scalar<std::string>>(required(executor), text.statement(), parameters))
    plan.append(line).push_back('\n');
  return plan;
}

void throw_not_one_row(std::string_view sql, std::size_t rows) {
  if (rows == 0) throw_not_found(sql);
  throw_several_rows(sql);
}

void throw_no_row(const SqlText& sql) { throw_not_found(sql.spell()); }

void throw_several_rows(const SqlText& sql) { throw_several_rows(sql.spell()); }

const ResultShape& keep_shape(const ColumnShape* const* columns, std::size_t count) {
  struct Kept {
    std::vector<ColumnShape> columns;
    ResultShape shape;
  };
  static std::mutex mutex;
  static auto& kept = *new std::deque<Kept>;  // queries may run while statics are destroyed
  const std::lock_guard guard(mutex);
  Kept& shape = kept.emplace_back();
  for (std::size_t index = 0; index < count; ++index) shape.columns.push_back(*columns[index]);
  shape.shape = {shape.columns.data(), count};
  return shape.shape;
}

const Field* from_field(const Field* fields, std::size_t first) noexcept { return fields + first; }

const ResultShape& shape_behind(const ColumnShape& first, const ResultShape& shape) {
  static std::mutex mutex;
  static auto& kept =
      *new std::map<std::pair<const ColumnShape*, const ResultShape*>, const ResultShape*>;  // as shapes
  const std::lock_guard guard(mutex);
  const ResultShape*& both = kept[{&first, &shape}];
  if (both == nullptr) {
    std::vector<const ColumnShape*> columns{&first};
    for (std::size_t column = 0; column < shape.count; ++column) columns.push_back(shape.columns + column);
    both = &keep_shape(columns.data(), columns.size());
  }
  return *both;
}

}  // namespace schemac::runtime::detail

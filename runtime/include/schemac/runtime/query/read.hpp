// How a query is run for what it reads: all at once, one row, how many, page by page, or row by row.
#pragma once

#include <schemac/runtime/query/page.hpp>
#include <schemac/runtime/query/planned.hpp>
#include <schemac/runtime/query/results.hpp>
#include <schemac/runtime/query/stream.hpp>

namespace schemac::runtime::detail {

template <class Self, class Res, class Outside>
class ReadsRows {
  using Result = typename Res::Result;

 public:
  using Rows = Res;

  [[nodiscard]] std::vector<Result> all() const {
    check();
    std::vector<Result> rows;
    Collected<Res> sink(rows);
    run(parts().executor, select(parts()), Res::shape(), sink);
    return rows;
  }
  /// The first, or nothing.
  [[nodiscard]] std::optional<Result> first() const {
    std::vector<Result> rows = self().limit(at_most_one(parts())).all();
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
  }
  /// The only one. Throws NotFound where there is none, TooManyRows where there are several.
  [[nodiscard]] Result one() const {
    std::optional<Result> row = optional_one();
    if (!row) throw_no_row(select(parts()));
    return std::move(*row);
  }
  /// The only one, or nothing. Throws TooManyRows where there are several.
  [[nodiscard]] std::optional<Result> optional_one() const {
    std::vector<Result> rows = parts().limit ? all() : self().limit(2).all();
    if (rows.size() > 1) throw_several_rows(select(parts()));
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
  }
  /// How many there are.
  [[nodiscard]] std::int64_t count() const {
    check();
    return run_count(parts().executor, select_count(parts()));
  }
  [[nodiscard]] bool exists() const {
    check();
    return run_exists(parts().executor, select_exists(parts()));
  }

  /// The first rows in the query's order, at most so many, and the key of the page that follows. The order is made one
  /// that tells all rows apart, by the key.
  [[nodiscard]] Page<Result> page(std::int64_t rows) const { return paged(nullptr, rows); }
  /// Those that follow a page of the same query.
  [[nodiscard]] Page<Result> page_after(const PageKey& key, std::int64_t rows) const { return paged(&key, rows); }

  /// One row after another, in constant memory: for a range-based `for`.
  [[nodiscard]] Stream<Result, PlainRows<Res>> stream() const {
    return Stream<Result, PlainRows<Res>>(PlainRows<Res>(cursor()));
  }

  /// The statement, with placeholders: values do not show.
  [[nodiscard]] std::string sql() const { return select(parts()).spell(); }
  /// What PostgreSQL would do. https://www.postgresql.org/docs/15/using-explain.html
  [[nodiscard]] std::string explain() const {
    check();
    return run_explain(parts().executor, select(parts()), false);
  }
  /// What it does: runs the query, and measures.
  [[nodiscard]] std::string explain_analyze() const {
    check();
    return run_explain(parts().executor, select(parts()), true);
  }

  // Those of its other ways to run, to be read and explained.
  [[nodiscard]] PlannedStatement counting() const { return planned(select_count(parts())); }
  [[nodiscard]] PlannedStatement paging(std::int64_t rows) const {
    return planned(select_page(parts(), nullptr, rows));
  }
  [[nodiscard]] PlannedStatement paging_after(const PageKey& key, std::int64_t rows) const {
    return planned(select_page(parts(), &key, rows));
  }

  /// For the runtime.
  RowCursor cursor() const {
    check();
    return RowCursor(parts().executor, select(parts()), Res::shape(), parts().lock != LockStrength::none);
  }

 private:
  const Self& self() const noexcept { return static_cast<const Self&>(*this); }
  const SelectParts& parts() const noexcept { return self().parts(); }
  static constexpr void check() {
    static_assert(std::is_same_v<Outside, Tables<>>, "this query speaks of a table that it neither reads nor joins");
  }
  PlannedStatement planned(SqlText sql) const {
    check();
    return PlannedStatement(parts().executor, std::move(sql), PlannedStatement::Does::read);
  }
  Page<Result> paged(const PageKey* after, std::int64_t rows) const {
    check();
    Page<Result> page;
    Collected<Res> sink(page.rows);
    page.next = run_page(parts(), after, rows, Res::shape(), sink);
    return page;
  }
};

}  // namespace schemac::runtime::detail

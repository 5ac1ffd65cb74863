// libpg_query's results, freed. For the files sql/parse*.cpp alone: they are the only ones that know the library.
#pragma once

#include <pg_query.h>

#include <string_view>
#include <utility>

namespace schemac::sql {

/// Owns a result of one of libpg_query's functions.
template <class Result, void (*Free)(Result)>
class PgQueryOwner {
 public:
  explicit PgQueryOwner(Result result) : result_(result) {}
  PgQueryOwner(const PgQueryOwner&) = delete;
  PgQueryOwner& operator=(const PgQueryOwner&) = delete;
  ~PgQueryOwner() { Free(result_); }

  const Result* operator->() const { return &result_; }

 private:
  Result result_;
};

using PgQueryTree = PgQueryOwner<PgQueryParseResult, pg_query_free_parse_result>;
using PgQueryTokens = PgQueryOwner<PgQueryScanResult, pg_query_free_scan_result>;

/// The byte of `text` at PostgreSQL's error position, which counts characters from 1.
[[nodiscard]] std::size_t byte_of_character(std::string_view text, int position);

}  // namespace schemac::sql

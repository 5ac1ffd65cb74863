// Pages of a query, after a key, over any order: the key of a page is what its last row has of the order, so that a
// page costs the same however far it is, and rows that come and go meanwhile neither repeat nor hide others. (An offset
// would read and throw away all pages before.)
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <schemac/runtime/query/select_parts.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::runtime {

namespace detail {
struct PageKeyValues;
}

/// Where a page ended, for the page that follows it in the same query. As text it can go to a client and come back:
/// what comes back changed is refused or leads to another place of the same order, never to other rows than the
/// query's. The values are encoded, not hidden.
class PageKey {
 public:
  /// For the runtime.
  explicit PageKey(std::shared_ptr<const detail::PageKeyValues> values) noexcept : values_(std::move(values)) {}

  /// Letters, digits, `-` and `_`: fits a URL as it is.
  [[nodiscard]] std::string to_string() const;
  /// Nothing where the text is none that `to_string` gave.
  [[nodiscard]] static std::optional<PageKey> parse(std::string_view text);

  friend bool operator==(const PageKey& left, const PageKey& right) { return left.to_string() == right.to_string(); }

  const detail::PageKeyValues& values() const noexcept { return *values_; }

 private:
  std::shared_ptr<const detail::PageKeyValues> values_;
};

/// Some rows of a query, and where the next ones begin.
template <class R>
struct Page {
  std::vector<R> rows;
  std::optional<PageKey> next;  ///< Nothing: there were no more.
};

namespace detail {

/// Runs a query for one page. The key of the entity, and of those joined, is added to the order, since only an order
/// that tells all rows apart has a place after each of them.
/// @param after null: the first page
/// @return the key of the page that follows
/// @throws UsageError where a query has no such order (groups, DISTINCT, an entity without a key), has a limit of its
/// own, or the key is one of another order
std::optional<PageKey> run_page(const SelectParts& parts, const PageKey* after, std::int64_t rows,
                                const ResultShape& shape, RowSink& sink);
/// The statement of a page. @throws UsageError as `run_page`
SqlText select_page(const SelectParts& parts, const PageKey* after, std::int64_t rows);

}  // namespace detail
}  // namespace schemac::runtime

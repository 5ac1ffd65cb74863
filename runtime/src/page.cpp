// A page of a query: the rows behind a key in the query's order. Where all items go one way and none can be NULL a
// comparison of rows says it, which one index serves (https://www.postgresql.org/docs/15/functions-comparisons.html);
// else it is said item by item, and first that the first item is not before its value, which an index serves as well.
#include <algorithm>
#include <limits>
#include <map>
#include <mutex>

#include "page_key.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/query/entity.hpp"

namespace schemac::runtime::detail {
namespace {

/// Whether PostgreSQL could not read what was sent as a value of its type.
/// https://www.postgresql.org/docs/15/errcodes-appendix.html
bool is_of_no_value(std::string_view sqlstate) {
  return sqlstate == "22P02" || sqlstate == "22P03" || sqlstate == "08P01" || sqlstate == "22021" ||
         sqlstate == "22007" || sqlstate == "22008";
}

bool is_descending(const OrderText& item) { return item.direction == " DESC"; }
bool is_nulls_first(const OrderText& item) {
  return item.nulls.empty() ? is_descending(item) : item.nulls == " NULLS FIRST";
}

void check_pageable(const SelectParts& parts, std::int64_t rows) {
  if (rows < 1) throw UsageError("a page has at least one row");
  if (parts.limit || parts.offset)
    throw UsageError("a page is a limit itself: the query can have neither limit nor offset");
  if (parts.distinct || parts.grouped || !parts.distinct_on.empty())
    throw UsageError("pages go by the keys of rows, which a query with groups or DISTINCT does not have");
}

void add_key_of(std::vector<OrderText>& order, const EntityInfo& entity, std::string_view alias, bool nullable,
                std::string_view direction) {
  if (entity.key_count == 0) throw UsageError("pages go by the key of rows, which this entity does not have");
  for (std::size_t index = 0; index < entity.key_count; ++index) {
    SqlText column;
    column.add_column(alias.empty() ? entity.table : alias, entity.key[index]);
    const std::uint64_t hash = column.hash();
    const bool there =
        std::any_of(order.begin(), order.end(), [&](const OrderText& item) { return item.expression.hash() == hash; });
    if (!there) order.push_back({std::move(column), direction, {}, nullable});
  }
}

/// The query's order, made one that tells all rows apart: by the keys of all tables.
std::vector<OrderText> complete_order(const SelectParts& parts) {
  std::vector<OrderText> order = parts.order;
  // What a left join may miss is NULL.
  if (parts.left_joined)
    for (OrderText& item : order) item.nullable = true;
  const std::string_view direction = order.empty() ? " ASC" : order.back().direction;
  add_key_of(order, parts.entity(), parts.alias, false, direction);
  for (const JoinedTable& table : parts.joined)
    add_key_of(order, table.entity(), table.alias, parts.left_joined, direction);
  return order;
}

std::uint64_t hash_of(const std::vector<OrderText>& order) {
  SqlText text;
  for (const OrderText& item : order)
    text.add(item.expression).add_generated(item.direction).add_generated(item.nulls).add(", ");
  return text.hash();
}

/// Says the condition that rows behind a key fulfil.
class Behind {
 public:
  Behind(const std::vector<OrderText>& order, const PageKeyValues& key) : order_(order), key_(key) {}

  ConditionText condition() const {
    const bool one_way = std::all_of(order_.begin(), order_.end(), [&](const OrderText& item) {
      return !item.nullable && is_descending(item) == is_descending(order_.front());
    });
    if (one_way) return as_rows();
    const ConditionText behind = from(0);
    if (order_.size() == 1 || order_[0].nullable || !key_.values[0]) return behind;
    return ConditionText::both(compared(0, is_descending(order_[0]) ? Fragment(" <= ") : Fragment(" >= ")), behind);
  }

 private:
  /// The type is left to be inferred: it is that of the expression on the other side.
  void bind(SqlText& sql, std::size_t index) const { sql.bind(*key_.values[index], 0, false); }

  ConditionText compared(std::size_t index, Fragment symbol) const {
    SqlText sql(order_[index].expression);
    bind(sql.add(symbol), index);
    return {std::move(sql), Doubt::maybe};
  }

  ConditionText as_rows() const {
    SqlText left, right;
    for (std::size_t index = 0; index < order_.size(); ++index) {
      (index == 0 ? left : left.add(", ")).add(order_[index].expression);
      if (index != 0) right.add(", ");
      bind(right, index);
    }
    SqlText sql;
    sql.add_enclosed(left).add(is_descending(order_[0]) ? Fragment(" < ") : Fragment(" > ")).add_enclosed(right);
    return {std::move(sql), Doubt::never};
  }

  ConditionText strictly(std::size_t index) const {
    const OrderText& item = order_[index];
    if (!key_.values[index])
      return {is_nulls_first(item) ? SqlText(item.expression).add(" IS NOT NULL") : SqlText("FALSE"), Doubt::never};
    ConditionText beyond = compared(index, is_descending(item) ? Fragment(" < ") : Fragment(" > "));
    if (!item.nullable || is_nulls_first(item)) return beyond;
    return ConditionText::either(beyond, {SqlText(item.expression).add(" IS NULL"), Doubt::never});
  }

  ConditionText level(std::size_t index) const {
    if (!key_.values[index]) return {SqlText(order_[index].expression).add(" IS NULL"), Doubt::never};
    return compared(index, " = ");
  }

  ConditionText from(std::size_t index) const {
    if (index + 1 == order_.size()) return strictly(index);
    return ConditionText::either(strictly(index), ConditionText::both(level(index), from(index + 1)));
  }

  const std::vector<OrderText>& order_;
  const PageKeyValues& key_;
};

/// The columns of a shape with some behind it that may be of any type; kept for good, as shapes are.
const ResultShape& with_key_columns(const ResultShape& shape, std::size_t count) {
  static constexpr ColumnShape kAny{};
  static std::mutex mutex;
  static auto& kept = *new std::map<std::pair<const ResultShape*, std::size_t>, const ResultShape*>;
  const std::lock_guard guard(mutex);
  const ResultShape*& wider = kept[{&shape, count}];
  if (wider == nullptr) {
    std::vector<const ColumnShape*> columns;
    for (std::size_t index = 0; index < shape.count; ++index) columns.push_back(shape.columns + index);
    columns.insert(columns.end(), count, &kAny);
    wider = &keep_shape(columns.data(), columns.size());
  }
  return *wider;
}

/// Hands a page's rows on and keeps what the last of them has of the order.
class PageSink final : public RowSink {
 public:
  PageSink(RowSink& rows, std::size_t limit, std::size_t width, PageKeyValues& key)
      : rows_(rows), limit_(limit), width_(width), key_(key) {}
  void expect(std::size_t rows) override { rows_.expect(std::min(rows, limit_)); }
  void row(const Field* fields, std::size_t& column) override {
    if (++seen_ > limit_) return;
    rows_.row(fields, column);
    if (seen_ != limit_) return;
    for (std::optional<std::string>& value : key_.values) {
      const Field& field = fields[width_ + static_cast<std::size_t>(&value - key_.values.data())];
      if (!field.is_null()) value.emplace(field.view());
    }
  }
  std::size_t seen() const noexcept { return seen_; }

 private:
  RowSink& rows_;
  std::size_t limit_;
  std::size_t width_;
  PageKeyValues& key_;
  std::size_t seen_ = 0;
};

/// The query of a page, which reads what its order is by behind its columns.
SelectParts paged_parts(const SelectParts& parts, const PageKey* after, std::int64_t rows) {
  check_pageable(parts, rows);
  SelectParts paged = parts;
  paged.order = complete_order(parts);
  if (after != nullptr) {
    if (after->values().order != hash_of(paged.order) || after->values().values.size() != paged.order.size())
      throw UsageError("the key of this page is one of another order than the query's");
    for (std::size_t index = 0; index < paged.order.size(); ++index)
      if (!after->values().values[index] && !paged.order[index].nullable)
        throw UsageError("the key of this page has NULL where the query's order has none");
    paged.where = ConditionText::both(parts.where, Behind(paged.order, after->values()).condition());
  }
  for (const OrderText& item : paged.order)
    (paged.more.empty() ? paged.more : paged.more.add(", ")).add(item.expression);
  // One row more tells whether a page follows; where rows are locked, that one would be as well.
  const bool one_more = parts.lock == LockStrength::none && rows < std::numeric_limits<std::int64_t>::max();
  paged.limit = one_more ? rows + 1 : rows;
  return paged;
}

}  // namespace

SqlText select_page(const SelectParts& parts, const PageKey* after, std::int64_t rows) {
  return select(paged_parts(parts, after, rows));
}

std::optional<PageKey> run_page(const SelectParts& parts, const PageKey* after, std::int64_t rows,
                                const ResultShape& shape, RowSink& sink) {
  const SelectParts paged = paged_parts(parts, after, rows);
  auto key = std::make_shared<PageKeyValues>();
  key->order = hash_of(paged.order);
  key->values.resize(paged.order.size());
  const auto limit = static_cast<std::size_t>(rows);
  PageSink page(sink, limit, shape.count, *key);
  try {
    run(parts.executor, select(paged), with_key_columns(shape, paged.order.size()), page);
  } catch (const DataException& failure) {
    if (after == nullptr || !is_of_no_value(failure.sqlstate())) throw;
    throw UsageError("the key of the page has a value that is none of its column's type: " + failure.message());
  }
  const bool follows = *paged.limit > rows ? page.seen() > limit : page.seen() == limit;
  if (follows) return PageKey(std::move(key));
  return std::nullopt;
}

}  // namespace schemac::runtime::detail

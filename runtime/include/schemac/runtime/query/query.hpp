// A SELECT over an entity, put together step by step and run by its last call. A query is a value: it can be kept,
// copied, extended and run again. Its type knows the tables that it reads, so that what speaks of others does not
// compile.
//
//   bookings.where(booking::status == BookingStatus::confirmed && booking::during.overlaps(slot))
//       .order_by(booking::created_at.desc())
//       .limit(20)
//       .all();
#pragma once

#include <schemac/runtime/query/change.hpp>
#include <schemac/runtime/query/forward.hpp>
#include <schemac/runtime/query/read.hpp>
#include <schemac/runtime/query/relation.hpp>
#include <schemac/runtime/query/results.hpp>
#include <schemac/runtime/query/row_of.hpp>
#include <schemac/runtime/query/whole_row.hpp>

namespace schemac::runtime {

namespace detail {
template <class T>
struct LoadOf;
}

/// @tparam Table the entity that is read, `Booking` or an alias of it
/// @tparam Read all tables that are read, @tparam LeftJoined those of them that may be absent
/// @tparam Res what the rows become, @tparam Outside tables of a query around this one that conditions speak of
template <class Table, class Read, class LeftJoined, class Res, class Outside>
class Query : public detail::ChangesRows<Query<Table, Read, LeftJoined, Res, Outside>, Table, Read, Outside>,
              public detail::ReadsRows<Query<Table, Read, LeftJoined, Res, Outside>, Res, Outside> {
  using Row = typename detail::RowOf<Table>::Type;

 public:
  using Result = typename Res::Result;
  using Outer = Outside;
  using Selected = Result;

  explicit Query(detail::SelectParts parts) : parts_(std::move(parts)) {}

  // ---- which rows
  // ----------------------------------------------------------------------------------------------------

  /// Those that fulfil this, and every condition said before.
  template <detail::Conditional C>
  auto where(const C& condition) const& {
    return Query(*this).where(condition);
  }
  template <detail::Conditional C>
  auto where(const C& condition) && {
    static_assert(!detail::kAggregates<typename C::Of>,
                  "an aggregate is calculated over the rows that `where` chose: say `having`");
    parts_.where = detail::ConditionText::both(parts_.where, detail::to_condition(condition));
    return std::move(*this).template reaching<typename C::Of>();
  }

  /// Every row, in so many words: `update` and `remove` want a condition or this.
  Query everywhere() && {
    parts_.everywhere = true;
    return std::move(*this);
  }
  Query everywhere() const& { return Query(*this).everywhere(); }

  /// Rows that were removed softly count as well. Those of joined entities are left out all the same.
  Query with_deleted() && {
    parts_.deleted = Deleted::include;
    return std::move(*this);
  }
  Query with_deleted() const& { return Query(*this).with_deleted(); }

  // ---- which tables
  // --------------------------------------------------------------------------------------------------

  /// Along a relation of a table that is read: `join(booking::user)`. A row that has no counterpart falls out; one that
  /// has several comes several times.
  template <class From, class To, Arity A, std::size_t Index>
  auto join(Relation<From, To, A, Index>) const {
    return along<detail::JoinKind::inner, From, To, To, Index>();
  }
  /// The same for an entity that is read already: `join(shelf::above, upper)` with `as<Shelf, "upper">`, and on from
  /// there along `upper[shelf::above]`.
  template <class From, class To, Arity A, std::size_t Index, AliasName Name>
  auto join(Relation<From, To, A, Index>, As<To, Name>) const {
    return along<detail::JoinKind::inner, From, To, As<To, Name>, Index>();
  }
  /// A row stays that has no counterpart; the columns of that are NULL then, and are read as optionals.
  template <class From, class To, Arity A, std::size_t Index>
  auto left_join(Relation<From, To, A, Index>) const {
    return along<detail::JoinKind::left, From, To, To, Index>();
  }
  template <class From, class To, Arity A, std::size_t Index, AliasName Name>
  auto left_join(Relation<From, To, A, Index>, As<To, Name>) const {
    return along<detail::JoinKind::left, From, To, As<To, Name>, Index>();
  }
  /// On any condition: `join<User>(user::id == booking::user_id)`, `join<As<Booking, "other">>(…)`.
  template <class Other, detail::Conditional C>
  auto join(const C& condition) const {
    return on<detail::JoinKind::inner, Other>(condition);
  }
  template <class Other, detail::Conditional C>
  auto left_join(const C& condition) const {
    return on<detail::JoinKind::left, Other>(condition);
  }

  // ---- in which order, and how many
  // ----------------------------------------------------------------------------------

  /// By columns and expressions, `.desc()` where it goes down; after what was said before.
  template <class... Item>
  Query order_by(const Item&... items) && {
    (add_order(items), ...);
    return std::move(*this);
  }
  template <class... Item>
  Query order_by(const Item&... items) const& {
    return Query(*this).order_by(items...);
  }
  /// By what a request asks for.
  template <class... T>
  Query order_by(const std::vector<Order<T...>>& items) && {
    for (const auto& item : items) add_order(item);
    return std::move(*this);
  }
  template <class... T>
  Query order_by(const std::vector<Order<T...>>& items) const& {
    return Query(*this).order_by(items);
  }

  /// At most so many.
  Query limit(std::int64_t rows) && {
    parts_.limit = rows;
    return std::move(*this);
  }
  Query limit(std::int64_t rows) const& { return Query(*this).limit(rows); }
  /// Without the first so many, which are read all the same: pages of a large table go by a key.
  Query offset(std::int64_t rows) && {
    parts_.offset = rows;
    return std::move(*this);
  }
  Query offset(std::int64_t rows) const& { return Query(*this).offset(rows); }

  /// Each result once.
  Query distinct() && {
    parts_.distinct = true;
    return std::move(*this);
  }
  Query distinct() const& { return Query(*this).distinct(); }
  /// The first row, in the order said, of those that are equal in these; they begin the order.
  template <detail::AnExpression... E>
  Query distinct_on(const E&... expressions) && {
    (parts_.distinct_on.push_back(text_of(expressions)), ...);
    return std::move(*this);
  }
  template <detail::AnExpression... E>
  Query distinct_on(const E&... expressions) const& {
    return Query(*this).distinct_on(expressions...);
  }

  // ---- groups
  // --------------------------------------------------------------------------------------------------------

  template <detail::AnExpression... E>
  Query group_by(const E&... expressions) const {
    static_assert((detail::is_comparable(E::Type::kKind) && ...), "values of this type cannot be grouped");
    static_assert(!(detail::kAggregates<typename E::Type::Of> || ...),
                  "an aggregate is calculated once there are groups");
    Query next(*this);
    (next.parts_.groups.push_back(text_of(expressions)), ...);
    next.parts_.grouped = true;
    return next;
  }
  template <detail::Conditional C>
  auto having(const C& condition) const {
    Query next(*this);
    next.parts_.having = detail::ConditionText::both(parts_.having, detail::to_condition(condition));
    return std::move(next).template reaching<typename C::Of>();
  }

  // ---- what of them
  // --------------------------------------------------------------------------------------------------

  /// These values alone: one as itself, several as a tuple. A `whole<Booking>` is one of them.
  template <detail::Selectable... E>
  auto select(const E&... expressions) const {
    static_assert(sizeof...(E) != 0, "nothing is selected: name columns or expressions");
    using R = typename detail::PlainResult<detail::SelectedValue<E, LeftJoined>...>::Type;
    return projected<R>(expressions...);
  }
  /// These values as the members of a struct, in its order; all of its members.
  template <class R, detail::Selectable... E>
  auto select_as(const E&... expressions) const {
    static_assert(detail::kIsMadeOf<R, detail::SelectedValue<E, LeftJoined>...>,
                  "the members of this struct are not of the types that are selected, in this order; what may be NULL "
                  "is a std::optional");
    static_assert(!detail::kHasMoreThan<R, detail::SelectedValue<E, LeftJoined>...>,
                  "this struct has more members than what is selected");
    return projected<R>(expressions...);
  }

  /// Whole rows with what they are related to: `with(user::bookings)`, `with(load(user::bookings).limit(3))`. A
  /// statement more a relation and level, however many rows there are; inside a `repeatable_read` transaction they see
  /// one state.
  template <class... L>
  auto with(const L&... loads) const {
    static_assert(std::is_same_v<Res, detail::WholeRows<Row>>,
                  "whole rows have relations: say `with` instead of `select`");
    static_assert((detail::LoadOf<L>::kLoads && ...),
                  "rows are loaded along relations of the entity: `with(user::bookings)`");
    static_assert(detail::kEachOnce<typename detail::LoadOf<L>::Type...>,
                  "a relation is loaded once: say all of it in one `load(…)`");
    return LoadingQuery<Query, Row, typename detail::LoadOf<L>::Type...>(
        *this, std::tuple<typename detail::LoadOf<L>::Type...>(typename detail::LoadOf<L>::Type(loads)...));
  }

  // ---- locks: until the transaction ends
  // -----------------------------------------------------------------------------

  Query for_update() const { return locked(detail::LockStrength::update, parts_.wait); }
  Query for_share() const { return locked(detail::LockStrength::share, parts_.wait); }
  /// Leaves out what others hold: for queues.
  Query skip_locked() const { return locked(parts_.lock, detail::LockWait::skip_locked); }
  /// Throws LockNotAvailable instead of waiting for others.
  Query nowait() const { return locked(parts_.lock, detail::LockWait::nowait); }

  // ---- run it
  // --------------------------------------------------------------------------------------------------------

  /// The same query somewhere else.
  Query on(Executor& executor) const {
    Query next(*this);
    next.parts_.executor = &executor;
    return next;
  }

  /// For the runtime: as part of another query.
  SqlText subquery() const { return detail::select(parts_, detail::Place::within).qualify(); }
  const detail::SelectParts& parts() const noexcept { return parts_; }

 private:
  /// This query, where something new speaks of the tables of `Set`.
  template <class Set>
  auto reaching() && {
    using Reached = detail::Joined<Outside, detail::Unknown<Set, Read>>;
    if constexpr (std::is_same_v<Reached, Outside>)
      return std::move(*this);
    else
      return Query<Table, Read, LeftJoined, Res, Reached>(std::move(parts_));
  }

  template <detail::JoinKind Kind, class Other>
  auto widened(detail::SelectParts parts) const {
    static_assert(!detail::kIn<Other, Read>, "this table is read already: the second time it needs an alias, as<…>");
    using Wider = detail::Joined<Read, Tables<Other>>;
    using Left =
        std::conditional_t<Kind == detail::JoinKind::left, detail::Joined<LeftJoined, Tables<Other>>, LeftJoined>;
    return Query<Table, Wider, Left, Res, detail::Unknown<Outside, Wider>>(std::move(parts));
  }

  template <detail::JoinKind Kind, class From, class To, class Other, std::size_t Index>
  auto along() const {
    static_assert(detail::kIn<From, Read>, "this is a relation of a table that the query does not read");
    detail::SelectParts parts = parts_;
    detail::add_relation_join(parts, Kind, &EntityOf<typename detail::RowOf<From>::Type>::info,
                              detail::RowOf<From>::kQualifier, Index, detail::RowOf<Other>::kAlias);
    return widened<Kind, Other>(std::move(parts));
  }

  template <detail::JoinKind Kind, class Other, class C>
  auto on(const C& condition) const {
    static_assert(detail::kWithin<typename C::Of, detail::Joined<Read, Tables<Other>>>,
                  "the condition of a join speaks of the tables that are joined");
    static_assert(!detail::kAggregates<typename C::Of>,
                  "an aggregate is calculated over the rows that a join gave: say `having`");
    detail::SelectParts parts = parts_;
    detail::add_join(parts, Kind, &EntityOf<typename detail::RowOf<Other>::Type>::info, detail::RowOf<Other>::kAlias,
                     detail::to_condition(condition));
    return widened<Kind, Other>(std::move(parts));
  }

  template <class Item>
  void add_order(const Item& item) {
    if constexpr (detail::AnExpression<Item>) {
      add_order(item.asc());
    } else if constexpr (!requires { item.part(); }) {
      static_assert(!std::is_same_v<Item, Item>, "rows are ordered by columns and expressions, and their `.desc()`");
    } else {
      static_assert(detail::kWithin<typename Item::Of, Read>,
                    "rows are ordered by a table that the query does not read");
      parts_.order.push_back(item.part());
    }
  }

  template <class E>
  static SqlText text_of(const E& expression) {
    static_assert(detail::kWithin<typename E::Type::Of, detail::Joined<Read, Outside>>,
                  "this is a column of a table that the query does not read");
    return expression.text();
  }

  template <class R, class... E>
  auto projected(const E&... expressions) const {
    using Projected = detail::ProjectionOf<R, LeftJoined, E...>;
    detail::SelectParts parts = parts_;
    parts.list = SqlText();
    const auto add = [&parts]<class Item>(const Item& expression) {
      using Set = typename detail::SelectedType<Item>::Type::Of;
      static_assert(detail::kWithin<Set, detail::Joined<Read, Outside>>,
                    "this is a column of a table that the query does not read");
      static_assert(!detail::kHasElementsOf<Set, LeftJoined>,
                    "elements that a left join may miss have no place in a vector: say `coalesce` or "
                    "`array_agg_not_null`");
      if (!parts.list.empty()) parts.list.add(", ");
      if constexpr (detail::kIsWholeRow<Item>) {
        detail::add_whole_row(parts.list, EntityOf<typename Item::Row>::info(), Item::kQualifier);
        parts.list_names_more = true;
      } else {
        parts.list.add(expression.text()).add_generated(expression.casts().read);
        constexpr bool is_column = requires { expression.name(); };
        if (!is_column || !expression.casts().read.empty()) parts.list_names_more = true;
      }
    };
    (add(expressions), ...);
    return Query<Table, Read, LeftJoined, Projected, Outside>(std::move(parts));
  }

  Query locked(detail::LockStrength strength, detail::LockWait wait) const {
    Query next(*this);
    next.parts_.lock = strength == detail::LockStrength::none ? detail::LockStrength::update : strength;
    next.parts_.wait = wait;
    return next;
  }

  detail::SelectParts parts_;
};

}  // namespace schemac::runtime

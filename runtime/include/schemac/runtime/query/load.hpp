// Loading along relations: one statement a relation and level, however many rows there are, with all keys of the level
// above as one array. `load` says which of the related rows, in which order, and how many for each:
//
//   users.query().with(load(user::bookings).where(booking::price > 10).order_by(booking::price.desc()).limit(3)).all();
#pragma once

#include <schemac/runtime/query/from.hpp>
#include <schemac/runtime/query/loaded.hpp>

namespace schemac::runtime {

template <class Along, class... Nested>
class Load;

namespace detail {

template <class T>
inline constexpr bool kIsAlias = false;
template <class Row, AliasName Name>
inline constexpr bool kIsAlias<As<Row, Name>> = true;

/// What `with` takes: a relation of an entity itself, or a load of one.
template <class T>
struct LoadOf {
  static constexpr bool kLoads = false;
  using Type = T;
};
template <class From, class To, Arity A, std::size_t Index>
struct LoadOf<Relation<From, To, A, Index>> {
  static constexpr bool kLoads = !kIsAlias<From>;
  using Type = Load<Relation<From, To, A, Index>>;
};
template <class Along, class... Nested>
struct LoadOf<Load<Along, Nested...>> {
  static constexpr bool kLoads = true;
  using Type = Load<Along, Nested...>;
};

/// Fills the relations of rows that have them, one after another.
template <class Item, class... Loads>
void load_all(Executor* executor, std::vector<Item>& items, const std::tuple<Loads...>& loads) {
  [&]<std::size_t... Place>(std::index_sequence<Place...>) {
    (std::get<Place>(loads).template run<Place>(executor, items), ...);
  }
  (std::index_sequence_for<Loads...>{});
}

/// Adds the statements by which they are loaded, each behind a line's end.
template <class... Loads>
void add_load_sql(std::string& statements, const std::tuple<Loads...>& loads) {
  std::apply([&](const auto&... load) { (load.add_sql(statements), ...); }, loads);
}

/// The related rows of a row around.
/// @param alias of the related rows, quoted; empty: none
template <class From>
RelatedOfRow related_of(std::size_t relation, std::string_view alias) {
  return {&EntityOf<typename RowOf<From>::Type>::info(), relation, RowOf<From>::kQualifier, alias};
}
template <class From>
auto counted(const RelatedOfRow& related, const ConditionText& condition) {
  return Expression<std::int64_t, Kind::integer, false, Tables<From>>(
      std::move(count_related(related, condition).qualify()));
}
template <class From>
auto related_there(const RelatedOfRow& related, const ConditionText& condition) {
  return Condition<From>(ConditionText(std::move(exists_related(related, condition).qualify()), Doubt::never));
}

}  // namespace detail

template <class Rel, class... Nested>
class Load {
  using Source = typename Rel::Source;
  using Target = typename Rel::Target;
  static_assert(detail::Included<Target>, "include the generated header of the entity that this relation leads to");

 public:
  using Along = Rel;
  /// A related row: itself, or with what is loaded along with it.
  using Item = std::conditional_t<sizeof...(Nested) == 0, Target, With<Target, Nested...>>;
  using Related = std::conditional_t<Rel::kArity == Arity::many, std::vector<Item>, std::optional<Item>>;

  Load(Rel) : query_(from<Target>()) {}  // NOLINT: a relation by itself loads all of it
  Load(QueryOf<Target> query, std::tuple<Nested...> nested) : query_(std::move(query)), nested_(std::move(nested)) {}

  /// Those alone that fulfil this.
  Load where(const Condition<Target>& condition) const { return {query_.where(condition), nested_}; }
  /// Else they come in the order of their key.
  template <class... Ordered>
  Load order_by(const Ordered&... items) const {
    return {query_.order_by(items...), nested_};
  }
  /// At most so many for each row above.
  Load limit(std::int64_t rows) const { return {query_.limit(rows), nested_}; }
  Load with_deleted() const { return {query_.with_deleted(), nested_}; }

  /// Loads further along relations of the related rows.
  template <class... More>
  auto with(const More&... more) const {
    static_assert(detail::kEachOnce<Nested..., typename detail::LoadOf<More>::Type...>,
                  "a relation is loaded once: say all of it in one `load(…)`");
    return Load<Rel, Nested..., typename detail::LoadOf<More>::Type...>(
        query_, std::tuple_cat(nested_, std::tuple(typename detail::LoadOf<More>::Type(more)...)));
  }

  /// For the loader: @param rows those above, whose relation `Place` this is
  template <std::size_t Place, class Above>
  void run(Executor* executor, std::vector<Above>& rows) const {
    static_assert(std::is_base_of_v<Source, Above>,
                  "this is a relation of another entity than the one it is loaded for");
    std::vector<const Source*> sources;
    sources.reserve(rows.size());
    for (const Above& row : rows) sources.push_back(&row);
    detail::RelationKeys keys;
    EntityOf<Source>::keys_of(Rel::kIndex, sources, keys);
    if (keys.index.size() == 0) return;
    const SqlText sql = statement(keys);
    detail::RelatedRows<Target, Item> found(keys);
    detail::run(executor, sql, keys.shape_with_key(EntityOf<Target>::shape()), found);
    detail::load_all(executor, found.items, nested_);
    distribute<Place>(rows, keys, found);
  }

  /// For `sql()`: the statement, which is the same for all keys, and those of what is loaded further.
  void add_sql(std::string& statements) const {
    detail::RelationKeys none;
    EntityOf<Source>::keys_of(Rel::kIndex, {}, none);
    statements.append("\n").append(statement(none).spell());
    detail::add_load_sql(statements, nested_);
  }

 private:
  SqlText statement(detail::RelationKeys& keys) const {
    keys.choose_form(EntityOf<Source>::info(), Rel::kIndex, query_.parts().limit.has_value());
    const bool many = Rel::kArity == Arity::many;
    return detail::select_related(EntityOf<Source>::info(), Rel::kIndex, keys, query_.parts(), many);
  }

  template <std::size_t Place, class Above>
  static void distribute(std::vector<Above>& rows, const detail::RelationKeys& keys,
                         detail::RelatedRows<Target, Item>& found) {
    constexpr std::size_t kNone = detail::KeyIndex::kNone;
    std::vector<std::size_t> counts(keys.index.size());
    for (const std::size_t slot : found.slots) ++counts[slot];
    for (std::size_t row = 0; row < rows.size(); ++row)
      if (keys.slot_of[row] != kNone) detail::expect(rows[row].template related<Place>(), counts[keys.slot_of[row]]);
    // Rows of one key each get the related rows; the last of them can have them without a copy.
    const detail::SlotOwners owners(keys);
    for (std::size_t index = 0; index < found.items.size(); ++index) {
      std::size_t owner = owners.first(found.slots[index]);
      for (std::size_t next = owners.next(owner); next != kNone; owner = std::exchange(next, owners.next(next)))
        detail::put(rows[owner].template related<Place>(), Item(found.items[index]));
      detail::put(rows[owner].template related<Place>(), std::move(found.items[index]));
    }
  }

  QueryOf<Target> query_;
  std::tuple<Nested...> nested_;
};

/// A relation to be loaded, to be told more of.
template <class From, class To, Arity A, std::size_t Index>
Load<Relation<From, To, A, Index>> load(Relation<From, To, A, Index> relation) {
  return relation;
}

namespace detail {
/// Rows with their relations, piece by piece: a statement more a relation and piece.
template <class Res, class Item, class... Loads>
class LoadedRows {
 public:
  LoadedRows(RowCursor cursor, Executor* executor, std::tuple<Loads...> loads)
      : rows_(std::move(cursor)), executor_(executor), loads_(std::move(loads)) {}
  bool fetch(std::vector<Item>& items) {
    std::vector<typename Res::Result> rows;
    const bool more = rows_.fetch(rows);
    items.reserve(rows.size());
    for (auto& row : rows) items.emplace_back(std::move(row));
    load_all(executor_, items, loads_);
    return more;
  }

 private:
  PlainRows<Res> rows_;
  Executor* executor_;
  std::tuple<Loads...> loads_;
};
}  // namespace detail

/// A query whose rows come with their relations.
template <class Q, class Row, class... Loads>
class LoadingQuery {
 public:
  using Result = With<Row, Loads...>;
  using Outer = typename Q::Outer;

  LoadingQuery(Q query, std::tuple<Loads...> loads) : query_(std::move(query)), loads_(std::move(loads)) {}

  /// Which rows, in which order, how many, and from where, as before `with`.
  template <detail::Conditional C>
  auto where(const C& condition) const {
    return loading(query_.where(condition));
  }
  template <class... Item>
  auto order_by(const Item&... items) const {
    return loading(query_.order_by(items...));
  }
  auto limit(std::int64_t rows) const { return loading(query_.limit(rows)); }
  auto offset(std::int64_t rows) const { return loading(query_.offset(rows)); }
  auto with_deleted() const { return loading(query_.with_deleted()); }
  auto on(Executor& executor) const { return loading(query_.on(executor)); }
  /// Locks the rows themselves, not those that are related.
  auto for_update() const { return loading(query_.for_update()); }
  auto for_share() const { return loading(query_.for_share()); }
  auto skip_locked() const { return loading(query_.skip_locked()); }
  auto nowait() const { return loading(query_.nowait()); }
  template <detail::AnExpression... E>
  auto distinct_on(const E&... expressions) const {
    return loading(query_.distinct_on(expressions...));
  }
  /// More relations.
  template <class... L>
  auto with(const L&... loads) const {
    return std::apply([&](const Loads&... before) { return query_.with(before..., loads...); }, loads_);
  }

  [[nodiscard]] std::vector<Result> all() const { return loaded(query_.all()); }
  /// The first, or nothing.
  [[nodiscard]] std::optional<Result> first() const { return single(query_.first()); }
  /// The only one. Throws NotFound where there is none, TooManyRows where there are several.
  [[nodiscard]] Result one() const { return *single(query_.one()); }
  /// The only one, or nothing. Throws TooManyRows where there are several.
  [[nodiscard]] std::optional<Result> optional_one() const { return single(query_.optional_one()); }
  /// As a query's own.
  [[nodiscard]] Page<Result> page(std::int64_t rows) const { return loaded(query_.page(rows)); }
  [[nodiscard]] Page<Result> page_after(const PageKey& key, std::int64_t rows) const {
    return loaded(query_.page_after(key, rows));
  }
  /// As a query's own: relations are not asked for.
  [[nodiscard]] std::int64_t count() const { return query_.count(); }
  [[nodiscard]] bool exists() const { return query_.exists(); }

  /// The statements, a line each: of the rows themselves, then of each relation in the order in which they are loaded.
  [[nodiscard]] std::string sql() const {
    std::string statements = query_.sql();
    detail::add_load_sql(statements, loads_);
    return statements;
  }
  /// What PostgreSQL would do for the rows themselves. The statement of a relation depends on what keys they have.
  [[nodiscard]] std::string explain() const { return query_.explain(); }
  [[nodiscard]] std::string explain_analyze() const { return query_.explain_analyze(); }

  /// As a query's own; related rows are loaded for as many rows as are read at once.
  [[nodiscard]] auto stream() const {
    using Source = detail::LoadedRows<detail::WholeRows<Row>, Result, Loads...>;
    return Stream<Result, Source>(Source(query_.cursor(), query_.parts().executor, loads_));
  }

  /// For the runtime.
  const detail::SelectParts& parts() const noexcept { return query_.parts(); }

 private:
  template <class Chosen>
  auto loading(Chosen query) const {
    return LoadingQuery<Chosen, Row, Loads...>(std::move(query), loads_);
  }
  Page<Result> loaded(Page<Row>&& page) const { return {loaded(std::move(page.rows)), std::move(page.next)}; }
  std::vector<Result> loaded(std::vector<Row>&& rows) const {
    std::vector<Result> results;
    results.reserve(rows.size());
    for (Row& row : rows) results.emplace_back(std::move(row));
    detail::load_all(query_.parts().executor, results, loads_);
    return results;
  }
  std::optional<Result> single(std::optional<Row>&& row) const {
    if (!row) return std::nullopt;
    std::vector<Row> rows;
    rows.push_back(std::move(*row));
    return std::move(loaded(std::move(rows)).front());
  }

  Q query_;
  std::tuple<Loads...> loads_;
};

/// How many rows are related, without reading them: to select, to order by, to compare. A condition on rows of the same
/// entity speaks of them by an alias: `count_of(shelf::below, as<Shelf, "lower">, lower[shelf::in_room] == 1)`.
template <class From, class To, Arity A, std::size_t Index>
requires(!std::is_same_v<From, To>) auto count_of(Relation<From, To, A, Index>,
                                                  const std::type_identity_t<Condition<From, To>>& condition = {}) {
  return detail::counted<From>(detail::related_of<From>(Index, {}), condition);
}
template <class From, class To, Arity A, std::size_t Index, AliasName Name>
auto count_of(Relation<From, To, A, Index>, As<To, Name>,
              const std::type_identity_t<Condition<From, As<To, Name>>>& condition = {}) {
  static_assert(!std::is_same_v<From, As<To, Name>>, "the related rows need another alias than those around them");
  return detail::counted<From>(detail::related_of<From>(Index, Name.view()), condition);
}
template <class Entity, Arity A, std::size_t Index>
auto count_of(Relation<Entity, Entity, A, Index> relation) {
  return count_of(relation, as<Entity, "schemac_related">);
}
template <class Entity, Arity A, std::size_t Index, class C>
requires(!detail::kIsAlias<C>) auto count_of(Relation<Entity, Entity, A, Index>, const C&) {
  static_assert(detail::kIsAlias<C>, "related rows of the same entity need an alias, as<…>, before the condition");
}

/// Holds where a row is related, one that fulfils the condition: `has(user::bookings, booking::price > 10)`,
/// `has(shelf::above, as<Shelf, "upper">, upper[shelf::in_room] == 1)`.
template <class From, class To, Arity A, std::size_t Index>
requires(!std::is_same_v<From, To>) auto has(Relation<From, To, A, Index>,
                                             const std::type_identity_t<Condition<From, To>>& condition = {}) {
  return detail::related_there<From>(detail::related_of<From>(Index, {}), condition);
}
template <class From, class To, Arity A, std::size_t Index, AliasName Name>
auto has(Relation<From, To, A, Index>, As<To, Name>,
         const std::type_identity_t<Condition<From, As<To, Name>>>& condition = {}) {
  static_assert(!std::is_same_v<From, As<To, Name>>, "the related rows need another alias than those around them");
  return detail::related_there<From>(detail::related_of<From>(Index, Name.view()), condition);
}
template <class Entity, Arity A, std::size_t Index>
auto has(Relation<Entity, Entity, A, Index> relation) {
  return has(relation, as<Entity, "schemac_related">);
}
template <class Entity, Arity A, std::size_t Index, class C>
requires(!detail::kIsAlias<C>) auto has(Relation<Entity, Entity, A, Index>, const C&) {
  static_assert(detail::kIsAlias<C>, "related rows of the same entity need an alias, as<…>, before the condition");
}

}  // namespace schemac::runtime

// How entities refer to each other, and the options of references. `BelongsTo` is a column with a foreign key and an
// index; the others have no column of their own and say what can be loaded along.
#pragma once

#include "columns.hpp"
#include "indexes.hpp"
#include "options.hpp"

namespace schemac {

/// `BelongsTo<User> user`: the column `user_id` of the type of User's key, its foreign key and its index.
template <class Entity>
struct BelongsTo {
  SCHEMAC_COLUMN_MEMBERS(BelongsTo, reference);
};

// ---- what happens to a row when the row it refers to goes or changes its key ------------------------------------

/// The actions are types of their own, so that `set_null` can be refused on a column that cannot be NULL.
struct NoAction {};
struct Restrict {};
struct Cascade {};
struct SetNull {};
struct SetDefault {};
inline constexpr NoAction no_action;
inline constexpr Restrict restrict;
inline constexpr Cascade cascade;
inline constexpr SetNull set_null;
inline constexpr SetDefault set_default;

template <class T>
concept ReferentialAction = detail::same<T, NoAction> || detail::same<T, Restrict> || detail::same<T, Cascade> ||
    detail::same<T, SetNull> || detail::same<T, SetDefault>;

template <ReferentialAction Action>
struct OnDelete : On<Family::reference> {};
template <>
struct OnDelete<SetNull> {
  static constexpr Families families = set_of(Family::reference);
  static constexpr bool particular = true;
  template <class Type>
  static constexpr bool fits = Type::nullable;
};
template <ReferentialAction Action>
struct OnUpdate : On<Family::reference> {};
template <>
struct OnUpdate<SetNull> : OnDelete<SetNull> {};

template <ReferentialAction Action>
consteval OnDelete<Action> on_delete(Action) {
  return {};
}
template <ReferentialAction Action>
consteval OnUpdate<Action> on_update(Action) {
  return {};
}

/// `no_index`: the reference gets no index of its own.
struct NoIndex : On<Family::reference> {};
inline constexpr NoIndex no_index;

/// `references("code")`: the unique column of the other entity that is meant, where it is not its primary key. A field
/// can be named by pointer to member as well, where the other entity is complete.
struct References : On<Family::reference> {};
consteval References references(const char* field) {
  detail::not_empty(field);
  return {};
}
template <class C, class Entity>
consteval References references(C Entity::*) {
  return {};
}

/// `constraint_name("fk_bookings_owner")`: of the foreign key.
struct ConstraintName : On<Family::reference> {};
consteval ConstraintName constraint_name(const char* name) {
  detail::not_empty(name);
  return {};
}

/// When the foreign key is checked, if not at the end of each statement.
struct Deferrable : On<Family::reference> {};
/// DEFERRABLE INITIALLY IMMEDIATE.
inline constexpr Deferrable deferrable;
/// DEFERRABLE INITIALLY DEFERRED: at the end of the transaction.
inline constexpr Deferrable initially_deferred;

// ---- relations without a column --------------------------------------------------------------------------------

/// `through("author")`: which reference of the other side is meant, where it has several that point here; for
/// many-to-many the one that points here and the one that points there.
struct Through {};
consteval Through through(const char* reference) {
  detail::not_empty(reference);
  return {};
}
consteval Through through(const char* here, const char* there) {
  detail::not_empty(here);
  detail::not_empty(there);
  return {};
}

/// `along(&Show::venue, &Show::hall)`: which foreign key of the table is meant, where it has several to that entity.
struct Along {};
template <ColumnPointer First, ColumnPointer... More>
consteval Along along(First, More...) {
  return {};
}

/// `RefersTo<Hall> hall`: the row to which a `foreign_key` of the table points, over columns that are there already.
template <class Entity>
struct RefersTo {
  constexpr RefersTo() = default;
  constexpr RefersTo(Along) {}
};
/// `HasMany<Booking> bookings`: the other side of a `BelongsTo<User>` or `RefersTo<User>` in Booking.
template <class Entity>
struct HasMany {
  constexpr HasMany() = default;
  constexpr HasMany(Through) {}
};
/// The same where at most one row refers here: its reference is unique, or its primary key.
template <class Entity>
struct HasOne {
  constexpr HasOne() = default;
  constexpr HasOne(Through) {}
};
/// `ManyToMany<Tag, PostTag> tags`: over an entity between that has a `BelongsTo` or `RefersTo` to each.
template <class Entity, class Between>
struct ManyToMany {
  constexpr ManyToMany() = default;
  constexpr ManyToMany(Through) {}
};

#undef SCHEMAC_COLUMN_MEMBERS

}  // namespace schemac

// Names that C++, SQL or both would rather not have, several PostgreSQL schemas, keys of several columns, references to
// itself.
#pragma once

#include <schemac/schema.hpp>

#include "../kinds.hpp"

namespace museum::catalogue::schema {
using namespace schemac;

struct Shelf;

/// A room of a building: known by two columns, neither of them the first.
struct Room : Entity {
  Text building;
  Enum<Condition> Condition_{column_name("Condition")};
  SmallInt number;
  Text class_{column_name("class"), default_to("plain")};
  Nullable<Text> operator_{column_name("operator"), unique};  ///< Ends in a backslash: C:\rooms\ is one.
  Integer limit{default_to(4)};
  Integer twice{generated_as("\"limit\" * 2"), column_name("2 x limit")};
  HasOne<Shelf> shelf{through("room")};
  HasMany<Shelf> spared{through("spare")};

  static constexpr Table table{
      in_schema("Great Hall"),
      table_name("table"),
      primary_key(&Room::number, &Room::building),
      unique(&Room::limit, &Room::class_).named("unique \"limit\""),
      unique_index(&Room::class_).where("\"limit\" > 100 -- the )sql\" great ones").named("great"),
      unique_index(&Room::class_).where("\"limit\" < 0").named("small"),
  };
};

/// Stands in a room.
struct Shelf : Entity {
  BigInt id{primary_key, identity_always};
  Text in_building;
  SmallInt in_room;
  Nullable<BelongsTo<Shelf>> above{on_delete(set_null)};
  Nullable<Text> spare_building;
  Nullable<SmallInt> spare_room;
  Nullable<Timestamp> deleted_at;
  HasMany<Shelf> below{through("above")};
  RefersTo<Room> room{along(&Shelf::in_room, &Shelf::in_building)};
  RefersTo<Room> spare{along(&Shelf::spare_building, &Shelf::spare_room)};

  static constexpr Table table{
      in_schema("Great Hall"),
      foreign_key(&Shelf::in_room, &Shelf::in_building).references(&Room::number, &Room::building),
      foreign_key(&Shelf::spare_building, &Shelf::spare_room).references(&Room::building, &Room::number),
      unique(&Shelf::in_building, &Shelf::in_room),
  };
};

/// Nothing but its key.
struct Word : Entity {
  CiText text{primary_key};
};

/// Nothing but a key that the database makes.
struct Ticket : Entity {
  BigInt id{primary_key};
};

/// Nothing that anybody can give.
struct Tick : Entity {
  BigInt id{primary_key, identity_always};
};

}  // namespace museum::catalogue::schema

namespace museum::visitors {
using namespace schemac;

struct Entry;
struct Favourite;
struct Locker;

/// A person, of another C++ namespace: rows live in `museum`.
struct Visitor : Entity {
  Uuid id{primary_key, default_random};
  CiText name{unique};
  Text secret{hashed};
  Text card{encrypted};
  Nullable<BelongsTo<Visitor>> guardian;
  BelongsTo<catalogue::schema::Word> motto;
  HasMany<Visitor> wards{through("guardian")};
  ManyToMany<catalogue::schema::Ticket, Entry> tickets;
  ManyToMany<catalogue::schema::Shelf, Favourite> shelves;
  HasMany<Favourite> favourites;
  HasOne<Locker> locker;

  static constexpr Table table{in_schema("visitors")};
};

/// What one visitor alone has.
struct Locker : Entity {
  BigInt id{primary_key};
  BelongsTo<Visitor> visitor{unique};

  static constexpr Table table{in_schema("visitors")};
};

/// Which visitor has which ticket.
struct Entry : Entity {
  BelongsTo<Visitor> visitor{on_delete(cascade)};
  BelongsTo<catalogue::schema::Ticket> ticket;

  static constexpr Table table{in_schema("visitors"), primary_key(&Entry::visitor, &Entry::ticket)};
};

/// Which shelf a visitor comes back to: shelves are removed softly, and what is between as well.
struct Favourite : Entity {
  BigInt id{primary_key, identity_always};
  BelongsTo<Visitor> visitor;
  BelongsTo<catalogue::schema::Shelf> shelf;
  SmallInt visits{default_to(1)};
  Nullable<Timestamp> deleted_at;

  static constexpr Table table{in_schema("visitors")};
};

}  // namespace museum::visitors

// Rules of every kind, and versions of rows: one that is removed softly, one with a key of two columns.
#pragma once

#include <schemac/schema.hpp>

namespace museum::catalogue::schema {
using namespace schemac;

/// What is written of an exhibit.
struct Label : Entity {
  BigInt id{primary_key};
  Varchar<20> title{length(3, 10)};
  Char<4> code{pattern("^[A-Z]\\d{2,3} *$"), default_to("A01")};
  Nullable<Text> mail{email_format};
  SmallInt stars{range(1, 5), default_to(3)};
  Numeric<10, 2> price{at_least(0.5), default_to(1)};
  Nullable<Real> rating{at_most(9.5), in_code_only};
  Text slug{satisfies("well_formed_slug"), min_length(1), default_to("slug")};
  Varchar<5> shelf_mark{default_to("")};
  Nullable<Date> shown_on{satisfies("is_a_day_of_work")};
  Integer version{optimistic_lock};
  Nullable<Text> pin{hashed, length(4, 8)};
  Nullable<Text> remark{encrypted, encrypted_lookup, min_length(2)};
  Nullable<TimestampTz> deleted_at;

  static constexpr Table table{unique(&Label::title)};
};

/// Who watches when.
struct Watch : Entity {
  Integer day;
  SmallInt hour;
  Text guard;
  BigInt revision{optimistic_lock};

  static constexpr Table table{primary_key(&Watch::day, &Watch::hour)};
};

}  // namespace museum::catalogue::schema

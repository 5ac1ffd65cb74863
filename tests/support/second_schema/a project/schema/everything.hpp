// A column of every type, once as it is and once where it may be NULL, and arrays of many.
#pragma once

#include <schemac/schema.hpp>

#include "kinds.hpp"

namespace museum::catalogue::schema {
using namespace schemac;

/// One of everything.
struct Everything : Entity {
  SmallInt small{primary_key};
  Boolean yes;
  Integer whole;
  BigInt large;
  Real rough;
  DoublePrecision fine;
  Numeric<20, 5> exact;
  Money price;
  Text words;
  Varchar<20> few_words;
  Char<6> padded;
  CiText any_case;
  Bytea bytes;
  Uuid uuid;
  Date date;
  Time time;
  TimeTz time_tz;
  Timestamp timestamp{precision(3)};
  TimestampTz timestamp_tz;
  Interval interval;
  Json json;
  Jsonb jsonb;
  Xml xml;
  Inet inet;
  Cidr cidr;
  MacAddr macaddr;
  MacAddr8 macaddr8;
  Bit<4> bits;
  VarBit<9> some_bits;
  Point point;
  Line line;
  Lseg lseg;
  Box box;
  Path path;
  Polygon polygon;
  Circle circle;
  TsVector vector;
  TsQuery query;
  PgLsn lsn;
  Oid oid;
  Int4Range int4_range;
  Int8Range int8_range;
  NumRange num_range;
  DateRange date_range;
  TsRange ts_range;
  TsTzRange ts_tz_range;
  Int4MultiRange int4_ranges;
  Int8MultiRange int8_ranges;
  NumMultiRange num_ranges;
  DateMultiRange date_ranges;
  TsMultiRange ts_ranges;
  TsTzMultiRange ts_tz_ranges;
  Enum<Condition> condition;
  Custom<"jsonpath"> custom;

  static constexpr Table table{table_name("everything")};
};

/// The same words where nothing may be there; all of it can be left out.
struct Maybe : Entity {
  BigInt id{primary_key};
  Nullable<Boolean> yes;
  Nullable<Integer> whole{default_to(7)};
  Nullable<Numeric<20, 5>> exact;
  Nullable<Text> words;
  Nullable<Char<6>> padded;
  Nullable<Bytea> bytes;
  Nullable<Jsonb> jsonb;
  Nullable<TsVector> vector;
  Nullable<TsTzRange> range;
  Nullable<NumMultiRange> ranges;
  Nullable<Enum<Condition>> condition{default_to(Condition::lost_at_sea)};
  Nullable<Custom<"jsonpath">> custom;
  Nullable<Array<Integer>> wholes;
};

/// Arrays; the database refuses what is too long in them, and cuts nothing.
struct Lists : Entity {
  Uuid id{primary_key, default_random};
  Array<Boolean> yeses;
  Array<BigInt> larges;
  Array<Numeric<10, 2>> exacts;
  Array<Varchar<5>> few_words;
  Array<Char<4>> padded;
  Array<CiText> any_case;
  Array<Bit<4>> bits;
  Array<Uuid> uuids;
  Array<TimestampTz> instants;
  Array<Jsonb> jsonbs;
  Array<Bytea> bytes;
  Array<Int4Range> ranges;
  Array<Enum<Condition>> conditions;
  Array<Custom<"jsonpath">> customs;

  static constexpr Table table{table_name("lists"), unique(&Lists::few_words)};
};

}  // namespace museum::catalogue::schema

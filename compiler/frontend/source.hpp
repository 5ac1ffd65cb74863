// What the headers say, free of libclang and before it means anything: records with their fields, the words in their
// braces and the parts of their tables. `read_headers` makes it; the passes that declare tables take it from there.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "support/diagnostics.hpp"

namespace schemac::frontend {

/// Numbers of records and enumerations: places in Source::records and Source::enumerations.
using RecordId = std::size_t;
using EnumerationId = std::size_t;

/// A string literal, or a constant that is one.
struct Text {
  std::string value;
  Place place;             ///< Of the literal.
  std::size_t offset = 0;  ///< Of the literal, in bytes from the start of the file that `place` names.
};

/// `&Booking::created_at`.
struct Member {
  RecordId through{};  ///< The record that is written: Booking.
  RecordId owner{};    ///< The record that declares the field: Timestamps.
  std::string field;
};

/// `Role::admin`.
struct Enumerator {
  EnumerationId enumeration{};
  std::string name;
};

struct Argument;

/// A word of the vocabulary with its arguments, and what is chained to it: `index(&A::b).where("…")`.
struct Word {
  std::string name;
  std::vector<Argument> arguments;
  std::vector<Word> chain;
  Place place;
};

struct Argument {
  std::variant<bool, long long, double, Text, Member, Enumerator, Word> value;
  Place place;
};

/// The type of a field: `Nullable<Varchar<50>>` is Varchar, 50, nullable.
struct TypeUse {
  std::string word;
  std::vector<int> numbers;                  ///< Of Varchar, Numeric …
  std::optional<Text> custom;                ///< Of Custom.
  std::optional<EnumerationId> enumeration;  ///< Of Enum.
  std::vector<RecordId> records;             ///< Of BelongsTo, RefersTo, HasMany, HasOne, ManyToMany.
  bool array = false;
  bool nullable = false;
};

struct SourceField {
  std::string name;
  TypeUse type;
  std::vector<Word> options;
  std::string comment;  ///< As written, with its slashes.
  Place place;
};

struct SourceRecord {
  struct Base {
    RecordId record{};
    Place place;
  };
  std::string name;
  std::vector<std::string> namespaces;
  std::vector<Base> bases;  ///< Without schemac::Entity.
  std::vector<SourceField> fields;
  std::vector<Word> parts;
  std::string comment;
  std::string header;  ///< The schema header, as configured; empty: declared elsewhere.
  Place place;
  bool defined = false;
  bool entity = false;
};

struct SourceEnumeration {
  struct Value {
    std::string name;
    std::string comment;
    Place place;
  };
  std::string name;
  std::vector<std::string> namespaces;
  std::vector<Value> values;
  std::string comment;
  std::string header;
  Place place;
};

struct Source {
  std::vector<SourceRecord> records;
  std::vector<SourceEnumeration> enumerations;  ///< Those that an `Enum<…>` names.
  std::vector<RecordId> entities;               ///< Of the schema headers, in the order of headers and lines.
};

}  // namespace schemac::frontend

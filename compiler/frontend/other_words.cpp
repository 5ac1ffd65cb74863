#include "frontend/other_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "frontend/vocabulary.hpp"

namespace schemac::frontend {
namespace {

struct OtherWord {
  std::string_view word;  // in lower case, without underscores
  std::string_view hint;
};

constexpr std::string_view kNotNull = "a column is NOT NULL unless its type is `Nullable<...>`";
constexpr std::string_view kNullable = "a column that may be NULL has the type `Nullable<...>`";
constexpr std::string_view kInteger = "the word for it is `Integer`, and `BigInt` for 8 bytes";
constexpr std::string_view kBigInt = "the word for it is `BigInt`";
constexpr std::string_view kSmallInt = "the word for it is `SmallInt`";
constexpr std::string_view kSerial =
    "a primary key of one integer counts by itself; elsewhere it is the option `identity`";
constexpr std::string_view kText = "the word for it is `Text`, or `Varchar<n>` with a limit";
constexpr std::string_view kBytes = "the word for it is `Bytea`";
constexpr std::string_view kDouble = "the word for it is `DoublePrecision`, or `Real` for 4 bytes";
constexpr std::string_view kTimestamp = "the word for it is `TimestampTz`, or `Timestamp` without a time zone";
constexpr std::string_view kArray =
    "the word for an array of PostgreSQL is `Array<...>`, for rows of another entity `HasMany<...>`";
constexpr std::string_view kReference = "a column that refers to another entity has the type `BelongsTo<...>`";
constexpr std::string_view kDefault = "it is `default_to(value)`, or `default_sql(\"...\")` for an expression";
constexpr std::string_view kGenerated = "it is `generated_as(\"...\")`";
constexpr std::string_view kRandom = "it is `default_random`";
constexpr std::string_view kNow = "it is `default_now`";
constexpr std::string_view kTouch = "it is `touch_on_update`";
constexpr std::string_view kName = "it is `column_name(\"...\")`";
constexpr std::string_view kKey = "it is `primary_key`";

constexpr OtherWord kOtherWords[] = {
    // types
    {"int", kInteger},
    {"int4", kInteger},
    {"int32", kInteger},
    {"int32t", kInteger},
    {"unsigned", kInteger},
    {"unsignedint", kInteger},
    {"serial", kSerial},
    {"bigserial", kSerial},
    {"autofield", kSerial},
    {"long", kBigInt},
    {"longlong", kBigInt},
    {"unsignedlong", kBigInt},
    {"int8", kBigInt},
    {"int64", kBigInt},
    {"int64t", kBigInt},
    {"biginteger", kBigInt},
    {"short", kSmallInt},
    {"int2", kSmallInt},
    {"int16", kSmallInt},
    {"int16t", kSmallInt},
    {"smallinteger", kSmallInt},
    {"std", "types are words of the vocabulary: `Text`, `Integer`, `Nullable<...>`, `Array<...>` and more"},
    {"string", kText},
    {"stringview", kText},
    {"str", kText},
    {"basicstring", kText},
    {"bool", "the word for it is `Boolean`"},
    {"float", kDouble},
    {"float4", kDouble},
    {"float8", kDouble},
    {"double", kDouble},
    {"decimal", "the word for it is `Numeric<precision, scale>`"},
    {"datetime", kTimestamp},
    {"timepoint", kTimestamp},
    {"bytes", kBytes},
    {"binary", kBytes},
    {"blob", kBytes},
    {"guid", "the word for it is `Uuid`"},
    {"optional", kNullable},
    {"vector", kArray},
    {"list", kArray},
    {"foreignkey", kReference},
    {"manytoone", kReference},
    {"references", kReference},
    {"onetomany", "the word for it is `HasMany<...>`, and `BelongsTo<...>` on the other side"},
    {"onetoone", "the word for it is `HasOne<...>`, and `BelongsTo<...>` with `unique` on the other side"},
    // options
    {"notnull", kNotNull},
    {"required", kNotNull},
    {"null", kNullable},
    {"defaultvalue", kDefault},
    {"withdefault", kDefault},
    {"autoincrement", kSerial},
    {"pk", kKey},
    {"generated", kGenerated},
    {"generatedalwaysas", kGenerated},
    {"computed", kGenerated},
    {"uniqueindex", "it is `unique`"},
    {"min", "it is `at_least(value)`, and `min_length(n)` for a text"},
    {"max", "it is `at_most(value)`, and `max_length(n)` for a text"},
    {"regex", "it is `pattern(\"...\")`"},
    {"validate", "it is `satisfies(\"function\")`"},
    {"updatedat", kTouch},
    {"onupdatenow", kTouch},
    {"now", kNow},
    {"currenttimestamp", kNow},
    {"defaultuuid", kRandom},
    {"genrandomuuid", kRandom},
    {"dbname", kName},
    {"blindindex", "it is `encrypted_lookup`"},
};

/// `std::vector<int>` is vector.
std::string plain(std::string_view word) {
  word = word.substr(0, word.find('<'));
  if (const std::size_t scope = word.rfind("::"); scope != std::string_view::npos) word.remove_prefix(scope + 2);
  std::string letters;
  for (const char letter : word) {
    if (letter == '_' || letter == ' ') continue;
    letters.push_back(letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter);
  }
  return letters;
}

}  // namespace

std::string hint_for_other_word(std::string_view word) {
  const std::string meant = plain(word);
  const bool is_type = !word.empty() && word.front() >= 'A' && word.front() <= 'Z';
  for (const TypeSpelling& type : type_spellings())
    if (is_type && plain(type.word) == meant) return fmt::format("the word for it is `{}`", type.word);
  const auto* const known = std::find_if(std::begin(kOtherWords), std::end(kOtherWords),
                                         [&](const OtherWord& other) { return other.word == meant; });
  return known == std::end(kOtherWords) ? std::string{} : std::string(known->hint);
}

std::string hint_for_misplaced_type(std::string_view outer, std::string_view inner) {
  const std::string name = plain(inner);
  if (outer == "Nullable" && name == "nullable") return "once is enough";
  if (outer == "Nullable" && name == "refersto")
    return "`RefersTo` has no column: make one of its foreign key's columns `Nullable`";
  if (outer == "Nullable" && (name == "hasmany" || name == "hasone" || name == "manytomany"))
    return "a relation without a column is never NULL";
  if (outer == "Array" && name == "array") return "arrays of PostgreSQL know no depth: `Array<...>` of the elements";
  if (outer == "Array" && name == "nullable") return "elements of an array cannot be said to be NULL or not";
  if (outer == "Array" && name == "belongsto")
    return "no foreign key can be of an array: `ManyToMany<...>` has an entity between";
  return hint_for_other_word(inner);
}

}  // namespace schemac::frontend

#include "frontend/spelled_types.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "frontend/enum_types.hpp"
#include "frontend/expressions.hpp"
#include "frontend/extensions.hpp"
#include "frontend/vocabulary.hpp"
#include "frontend/words.hpp"
#include "sql/quote.hpp"

namespace schemac::frontend {
namespace {

using model::TypeWord;

std::string sizes(Draft& draft, const SourceField& field) {
  const std::vector<int>& numbers = field.type.numbers;
  if (const Word* const precision = find_word(field.options, "precision"))
    return fmt::format("({})", *argument<long long>(*precision, 0));
  if (numbers.empty()) return {};
  const std::string& word = field.type.word;
  const auto outside = [&](long long value, long long minimum, long long maximum, std::string_view what) {
    if (value >= minimum && value <= maximum) return;
    draft.diagnostics.error(
        Code::bad_option, field.place,
        fmt::format("`{}` cannot have {} {}: it is between {} and {}", word, what, value, minimum, maximum));
  };
  if (word != "Numeric") {
    const bool bits = word == "Bit" || word == "VarBit";
    outside(numbers[0], 1, bits ? 83886080 : 10485760, "the length");
    return fmt::format("({})", numbers[0]);
  }
  const int scale = numbers.size() > 1 ? numbers[1] : 0;
  outside(numbers[0], 1, 1000, "the precision");
  outside(scale, -1000, 1000, "the scale");
  return fmt::format("({},{})", numbers[0], scale);
}

void spell_custom(Draft& draft, const SourceField& field, model::ColumnType& type) {
  type.word = TypeWord::custom;
  if (!field.type.custom) {
    draft.diagnostics.error(Code::unknown_option, field.place,
                            "the name of a `Custom` type is written as a string where the type is named");
    return;
  }
  type.sql = field.type.custom->value;
  check_type_name(draft, *field.type.custom);
}

}  // namespace

model::ColumnType spell_type(Draft& draft, const SourceField& field) {
  model::ColumnType type;
  type.array = field.type.array;
  const std::string& word = field.type.word;
  if (word == "Enum") {
    type.word = TypeWord::enumeration;
    type.enum_type = enum_type_of(draft, *field.type.enumeration);
    type.sql = sql::qualified(type.enum_type);
  } else if (word == "Custom") {
    spell_custom(draft, field, type);
  } else if (word == "CiText") {
    type.word = TypeWord::citext;
    type.sql = sql::qualified({need_extension(draft, "citext", field.place), "citext"});
  } else {
    const TypeSpelling* const found = find_type_word(word);
    if (found == nullptr) return type;  // unreachable: HasMany and BelongsTo never come here
    type.word = found->type;
    type.sql = fmt::format("{}{}{}", found->before, sizes(draft, field), found->after);
  }
  if (type.array) type.sql += "[]";
  return type;
}

}  // namespace schemac::frontend

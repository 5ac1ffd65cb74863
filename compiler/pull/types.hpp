// Types of SQL as words of the vocabulary: the table of the front end, read the other way.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "model/object_id.hpp"
#include "model/schema.hpp"

namespace schemac::pull {

/// The C++ names of the enumerations that stand for enum types.
using EnumNames = std::map<model::QualifiedName, std::string>;

struct TypeText {
  std::string word;     ///< `Varchar<50>`, `Array<Enum<Role>>`, `Custom<"…">`.
  std::string element;  ///< `Varchar`: the word alone, without `Array`; `Custom`, `Enum`, `CiText`.
  bool array = false;
  std::optional<int> precision;    ///< What `precision(…)` says.
  model::QualifiedName enum_type;  ///< Only of an enumeration.
};

/// What decides how a type is said beside its own spelling.
struct TypeScope {
  const model::Schema& schema;
  const EnumNames& enums;
  const std::string& default_schema;
};

/// The words for a type as format_type spells it.
[[nodiscard]] TypeText type_text(const std::string& type, const TypeScope& scope);

/// Whether `touch_on_update` may stand on a column of the type.
[[nodiscard]] bool takes_touch(const std::string& type);

/// Which options a column may have, by its word.
[[nodiscard]] bool is_integer(const TypeText& type);
[[nodiscard]] bool is_number(const TypeText& type);
[[nodiscard]] bool is_text(const TypeText& type);
[[nodiscard]] bool is_time(const TypeText& type);

}  // namespace schemac::pull

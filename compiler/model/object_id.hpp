// What an object is called: its kind, and its name as PostgreSQL resolves it. Names are raw, never quoted.
#pragma once

#include <compare>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace schemac::model {

/// The kinds of object that schemac manages, in the order in which they can be created when nothing else decides.
enum class Kind {
  namespace_,  ///< What PostgreSQL calls a schema; `Schema` is all of a database here.
  extension,
  language,
  access_method,
  foreign_data_wrapper,
  server,
  user_mapping,
  collation,
  enum_type,
  composite_type,
  domain,
  range_type,
  sequence,
  function,
  aggregate,
  operator_,
  operator_family,
  operator_class,
  cast,
  transform,
  conversion,
  text_search_parser,
  text_search_template,
  text_search_dictionary,
  text_search_configuration,
  table,
  foreign_table,
  column,
  primary_key,
  unique,
  check,
  exclusion,
  index,
  foreign_key,
  view,
  materialized_view,
  statistics,
  rule,
  trigger,
  policy,
  event_trigger,
  publication,
  default_privileges,
};

/// Whether objects of this kind are kept as the statements that make them: model/scripted.hpp.
[[nodiscard]] bool is_scripted(Kind kind);

/// The kind's word in messages: "foreign key".
[[nodiscard]] std::string_view word_for(Kind kind);

/// The name of a table, type, index … in its schema.
struct QualifiedName {
  std::string schema;
  std::string name;

  auto operator<=>(const QualifiedName&) const = default;
};

/// Identifies one object among all of a database.
struct ObjectId {
  Kind kind{};
  std::string schema;  ///< Empty for namespaces and extensions.
  std::string table;   ///< The table of a column, constraint, index, trigger or policy; else empty.
  std::string name;    ///< Functions carry their argument types: `touch(text)`.

  auto operator<=>(const ObjectId&) const = default;
};

/// As messages name it: `column public.users.email`, `table public.users`.
[[nodiscard]] std::string describe(const ObjectId& id);

/// Which objects an object needs, from pg_depend (read) or from the declaration (declared).
using Dependencies = std::map<ObjectId, std::set<ObjectId>>;

}  // namespace schemac::model

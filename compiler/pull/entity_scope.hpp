// What the writers of fields and of parts share while they describe one entity. Private to this room.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pull/entity_text.hpp"

namespace schemac::pull {

struct EntityScope {
  const Wording& wording;
  const model::Table& table;
  EntityText& text;
  std::set<std::string> members;   ///< Names of fields: a word that is one of them must be qualified.
  std::set<model::ObjectId> said;  ///< Constraints that a field says.
};

/// A word of the vocabulary where a field may have its name.
[[nodiscard]] std::string word(const EntityScope& scope, std::string_view name);
/// `&Booking::user`.
[[nodiscard]] std::string pointer(const EntityScope& scope, const std::string& column);
[[nodiscard]] std::vector<std::string> pointers(const EntityScope& scope, const std::vector<std::string>& columns);
/// `.named("…")`, or nothing where the naming rule gives the name.
void add_name(const EntityScope& scope, std::string_view prefix, const std::vector<std::string>& rest,
              const std::string& name, Call& call);
/// What a collation is called in `collate("…")`.
[[nodiscard]] std::string collation_argument(const std::string& collation);
/// `.deferrable()`, `.initially_deferred()` or nothing.
void add_deferral(model::Deferral deferral, Call& call);
/// `cascade` …
[[nodiscard]] std::string action_word(const EntityScope& scope, model::ReferentialAction action);

/// The fields of the table, in the order of its columns.
void describe_fields(EntityScope& scope);
/// Constraints that no field says, indexes, policies, words of the table.
void describe_parts(EntityScope& scope);

/// What `length`, `range`, `pattern` … on a column say, where a check is theirs by name and by what it demands.
[[nodiscard]] std::optional<OptionText> validation_of(const EntityScope& scope, const model::Column& column,
                                                      const TypeText& type, const model::Check& check);

}  // namespace schemac::pull

// One field of a header after a change of its column: what the change touches is written anew, the rest stays as a
// person wrote it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "pull/cpp_structs.hpp"
#include "pull/entity_text.hpp"
#include "pull/sources.hpp"

namespace schemac::pull {

/// A field as it is written, with what each of its options says.
struct WrittenField {
  const std::string& text;  ///< Of the header.
  const CppMember& member;
  std::size_t name_begin = 0;
  std::vector<std::string> keys;  ///< Of the items between the braces: as OptionText::key; empty: none that we know.
};

/// What an option of that name is filed under, unless it makes a check: `default_now` and `identity` are both `value`.
[[nodiscard]] std::string option_key(std::string_view item);

/// The edits that bring the field from `before` to `after`, and take the options of `dropped` keys out. None: the field
/// says `after` already, as far as it can.
[[nodiscard]] std::vector<Edit> merge_field(const WrittenField& written, const FieldText& before,
                                            const FieldText& after, const std::set<std::string>& dropped);

/// The edits that give a documented thing another comment. `column` is where its line would go on behind `behind`.
[[nodiscard]] std::vector<Edit> merge_comment(const std::string& text, const std::vector<TextSpan>& docs, TextSpan span,
                                              const std::string& comment, bool may_trail);

}  // namespace schemac::pull

// What the three readers (records, types, words) share: the source as far as it is read, and the numbers that
// declarations have in it. Private to this room.
#pragma once

#include <string>

#include "frontend/member_comments.hpp"
#include "frontend/read_headers.hpp"

namespace schemac::frontend {

struct Reader {
  Paths& paths;
  Diagnostics& diagnostics;
  CommentedTexts texts;
  Source source;
  clang::CursorMap<RecordId> records;
  clang::CursorMap<EnumerationId> enumerations;
  clang::CursorMap<TypeUse> types;      ///< By the declaration of the canonical type; without the text of Custom.
  clang::CursorMap<bool> vocabulary;    ///< Whether a declaration is of the vocabulary.
  clang::CursorMap<std::string> names;  ///< Of declarations of the vocabulary: most words occur a thousand times.
};

/// Whether the declaration is a word of the vocabulary: of `schemac::`, or a member of a type of it.
[[nodiscard]] bool is_vocabulary(Reader& reader, CXCursor declaration);
/// The name of a declaration of the vocabulary.
[[nodiscard]] const std::string& vocabulary_name(Reader& reader, CXCursor declaration);
/// Follows what C++ wraps around an expression without changing it: conversions, copies, parentheses.
[[nodiscard]] CXCursor unwrap(CXCursor expression);
/// The last expression below a declaration: its initialiser. Invalid where there is none.
[[nodiscard]] CXCursor initializer(CXCursor declaration);
[[nodiscard]] std::vector<std::string> namespaces_of(CXCursor declaration);

/// The record's number; it is read when it is met for the first time.
RecordId record_of(Reader& reader, CXCursor declaration);
/// The number of an enumeration.
EnumerationId enumeration_of(Reader& reader, CXCursor declaration);

/// The type of a field; nothing where it is no word of the vocabulary. `field` may be of another declaration than
/// `type`: that of the template which a mixin instantiates.
[[nodiscard]] std::optional<TypeUse> read_type(Reader& reader, CXType type, CXCursor field);
/// The options in the braces of a field.
[[nodiscard]] std::vector<Word> read_options(Reader& reader, CXCursor field);
/// The parts of a `static constexpr Table table{…}`.
[[nodiscard]] std::vector<Word> read_parts(Reader& reader, CXCursor table);
/// A string literal, or the constant that an expression names, if it is one.
[[nodiscard]] std::optional<Text> read_text(Reader& reader, CXCursor expression);

}  // namespace schemac::frontend

// Types of fields: `Nullable<Varchar<50>>`, `BelongsTo<User>`, `Custom<"…">`, and aliases of them.
#include <charconv>

#include "frontend/reader.hpp"

namespace schemac::frontend {
namespace {

/// libclang 14 does not give integers among template arguments, but spells a canonical type with them evaluated:
/// `schemac::Numeric<10, 2>`.
std::vector<int> numbers_in(const std::string& spelling) {
  std::vector<int> numbers;
  std::size_t at = spelling.find('<');
  while (at != std::string::npos && at + 1 < spelling.size()) {
    const std::size_t begin = spelling.find_first_of("-0123456789", at);
    if (begin == std::string::npos) break;
    int number = 0;
    const auto read = std::from_chars(spelling.data() + begin, spelling.data() + spelling.size(), number);
    if (read.ec != std::errc{}) break;
    numbers.push_back(number);
    at = static_cast<std::size_t>(read.ptr - spelling.data());
  }
  return numbers;
}

bool is_spelling(CXCursor expression) {
  return clang::spelling(clang::libclang().getTypeDeclaration(
             clang::libclang().getCanonicalType(clang::libclang().getCursorType(expression)))) == "Spelling";
}

/// The string from which a template argument is made: `Spelling("…")`.
std::optional<Text> text_below(Reader& reader, CXCursor expression) {
  if (clang::libclang().getCursorKind(expression) == CXCursor_StringLiteral) return read_text(reader, expression);
  std::optional<Text> found;
  clang::for_each_child(expression, [&](CXCursor child) {
    const bool constructs = clang::libclang().isExpression(clang::libclang().getCursorKind(child)) != 0;
    if (constructs && !found) found = text_below(reader, child);
  });
  return found;
}

/// The literal of `Custom<"…">`, where the type of a declaration is written, or where an alias of it is.
std::optional<Text> written_custom(Reader& reader, CXCursor declaration) {
  std::optional<Text> found;
  clang::for_each_child(declaration, [&](CXCursor child) {
    if (found) return;
    const CXCursorKind kind = clang::libclang().getCursorKind(child);
    if (kind == CXCursor_TypeRef) {
      const CXCursor alias = clang::libclang().getCursorReferenced(child);
      const CXCursorKind named = clang::libclang().getCursorKind(alias);
      if (named == CXCursor_TypeAliasDecl || named == CXCursor_TypedefDecl) found = written_custom(reader, alias);
    } else if (clang::libclang().isExpression(kind) != 0 && is_spelling(child)) {
      found = text_below(reader, child);
    }
  });
  return found;
}

bool is_wrapper(const std::string& word) { return word == "Nullable" || word == "Array"; }

TypeUse make_type(Reader& reader, CXType type, const std::string& word) {
  TypeUse made;
  made.word = word;
  const int count = clang::libclang().Type_getNumTemplateArguments(type);
  if (count <= 0) return made;
  if (word == "Varchar" || word == "Char" || word == "Bit" || word == "VarBit" || word == "Numeric") {
    made.numbers = numbers_in(clang::take(clang::libclang().getTypeSpelling(type)));
    return made;
  }
  for (unsigned i = 0; i < static_cast<unsigned>(count); ++i) {
    const CXType argument = clang::libclang().Type_getTemplateArgumentAsType(type, i);
    const CXCursor declaration = clang::libclang().getTypeDeclaration(argument);
    if (word == "Enum") {
      made.enumeration = enumeration_of(reader, declaration);
    } else if (argument.kind != CXType_Invalid) {
      made.records.push_back(record_of(reader, declaration));
    }
  }
  return made;
}

}  // namespace

std::optional<TypeUse> read_type(Reader& reader, CXType type, CXCursor field) {
  const CXType canonical = clang::libclang().getCanonicalType(type);
  const CXCursor declaration = clang::libclang().getTypeDeclaration(canonical);
  if (clang::libclang().Cursor_isNull(declaration) || !is_vocabulary(reader, declaration)) return std::nullopt;
  std::optional<TypeUse> result;
  if (const auto known = reader.types.find(declaration); known != reader.types.end()) {
    result = known->second;
  } else {
    const std::string word = clang::spelling(declaration);
    if (is_wrapper(word)) {
      result = read_type(reader, clang::libclang().Type_getTemplateArgumentAsType(canonical, 0), field);
      if (!result) return std::nullopt;
      (word == "Array" ? result->array : result->nullable) = true;
    } else {
      result = make_type(reader, canonical, word);
    }
    reader.types.insert_or_assign(declaration, *result);
  }
  if (result->word == "Custom") result->custom = written_custom(reader, field);
  return result;
}

}  // namespace schemac::frontend

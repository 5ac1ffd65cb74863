// Words in braces: options of fields, parts of tables, their arguments and what is chained to them. A constant of the
// user's own stands for what it is initialised with.
#include <fmt/format.h>

#include "frontend/reader.hpp"

namespace schemac::frontend {
namespace {

std::optional<Word> read_word(Reader& reader, CXCursor expression, const Place& place);

Place place_of_start(Reader& reader, CXCursor cursor, std::size_t* offset = nullptr) {
  return place_of(clang::libclang().getRangeStart(clang::libclang().getCursorExtent(cursor)), reader.paths, offset);
}

void report_word(Reader& reader, const Place& place) {
  reader.diagnostics
      .error(Code::unknown_option, place, "only words of the vocabulary and constants made of them can stand here")
      .hint = "schemac reads headers and does not run them; a function of your own it cannot follow";
}

struct Evaluated {
  CXEvalResult result;
  explicit Evaluated(CXCursor expression) : result(clang::libclang().Cursor_Evaluate(expression)) {}
  Evaluated(const Evaluated&) = delete;
  Evaluated& operator=(const Evaluated&) = delete;
  ~Evaluated() {
    if (result != nullptr) clang::libclang().EvalResult_dispose(result);
  }
};

/// clang spells a string with its own escapes, whatever the source has (raw strings, several literals): `\"`, `\n` …
/// and three octal digits for a byte.
std::string decode(std::string_view spelled) {
  constexpr std::string_view kLetters = "abfnrtv";
  constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v";
  std::string value;
  for (std::size_t i = spelled.find('"') + 1; i + 1 < spelled.size(); ++i) {
    if (spelled[i] != '\\') {
      value += spelled[i];
      continue;
    }
    const char escaped = spelled[++i];
    if (escaped >= '0' && escaped <= '7' && i + 3 < spelled.size()) {
      value += static_cast<char>((escaped - '0') * 64 + (spelled[i + 1] - '0') * 8 + (spelled[i + 2] - '0'));
      i += 2;
      continue;
    }
    const std::size_t letter = kLetters.find(escaped);
    value += letter == std::string_view::npos ? escaped : kMeanings[letter];
  }
  return value;
}

std::optional<Member> read_member(Reader& reader, CXCursor address) {
  CXCursor reference = clang::libclang().getNullCursor();
  clang::for_each_child(address, [&](CXCursor child) { reference = child; });
  if (clang::libclang().Cursor_isNull(reference) || clang::libclang().getCursorKind(reference) != CXCursor_DeclRefExpr)
    return std::nullopt;
  const CXCursor field = clang::libclang().getCursorReferenced(reference);
  if (clang::libclang().getCursorKind(field) != CXCursor_FieldDecl) return std::nullopt;
  Member member;
  member.owner = record_of(reader, clang::libclang().getCursorSemanticParent(field));
  member.through = member.owner;
  clang::for_each_child(reference, [&](CXCursor child) {
    if (clang::libclang().getCursorKind(child) != CXCursor_TypeRef) return;
    const CXType written = clang::libclang().getCanonicalType(clang::libclang().getCursorType(child));
    member.through = record_of(reader, clang::libclang().getTypeDeclaration(written));
  });
  member.field = clang::spelling(field);
  return member;
}

/// A number or a truth: whatever clang can work out.
bool read_number(CXCursor expression, Argument& argument) {
  const CXType type = clang::libclang().getCanonicalType(clang::libclang().getCursorType(expression));
  const Evaluated evaluated{expression};
  if (evaluated.result == nullptr) return false;
  switch (clang::libclang().EvalResult_getKind(evaluated.result)) {
    case CXEval_Int:
      if (type.kind == CXType_Bool) {
        argument.value = clang::libclang().EvalResult_getAsLongLong(evaluated.result) != 0;
      } else {
        argument.value = clang::libclang().EvalResult_getAsLongLong(evaluated.result);
      }
      return true;
    case CXEval_Float:
      argument.value = clang::libclang().EvalResult_getAsDouble(evaluated.result);
      return true;
    default:
      return false;
  }
}

bool is_string(CXCursor expression) {
  const CXType type = clang::libclang().getCanonicalType(clang::libclang().getCursorType(expression));
  return type.kind == CXType_Pointer &&
         clang::libclang().getCanonicalType(clang::libclang().getPointeeType(type)).kind == CXType_Char_S;
}

std::optional<Argument> read_argument(Reader& reader, CXCursor written) {
  Argument argument;
  argument.place = place_of_start(reader, written);
  if (is_string(written)) {
    std::optional<Text> text = read_text(reader, written);
    if (!text) return std::nullopt;
    argument.value = std::move(*text);
    return argument;
  }
  const CXCursor expression = unwrap(written);
  const CXCursorKind kind = clang::libclang().getCursorKind(expression);
  if (kind == CXCursor_UnaryOperator) {
    if (std::optional<Member> member = read_member(reader, expression)) {
      argument.value = std::move(*member);
      return argument;
    }
  }
  if (kind == CXCursor_DeclRefExpr) {
    const CXCursor constant = clang::libclang().getCursorReferenced(expression);
    if (clang::libclang().getCursorKind(constant) == CXCursor_EnumConstantDecl) {
      argument.value = Enumerator{enumeration_of(reader, clang::libclang().getCursorSemanticParent(constant)),
                                  clang::spelling(constant)};
      return argument;
    }
  }
  if (clang::libclang().getCanonicalType(clang::libclang().getCursorType(expression)).kind != CXType_Record) {
    if (read_number(expression, argument)) return argument;
    // A constant of the user's own: an enumerator, a pointer to member.
    if (kind != CXCursor_DeclRefExpr) return std::nullopt;
    const CXCursor value = initializer(clang::libclang().getCursorReferenced(expression));
    return clang::libclang().Cursor_isNull(value) ? std::nullopt : read_argument(reader, value);
  }
  std::optional<Word> word = read_word(reader, expression, argument.place);
  if (!word) return std::nullopt;
  argument.value = std::move(*word);
  return argument;
}

bool read_arguments(Reader& reader, CXCursor call, int first, Word& word) {
  const int count = clang::libclang().Cursor_getNumArguments(call);
  for (int i = first; i < count; ++i) {
    std::optional<Argument> argument =
        read_argument(reader, clang::libclang().Cursor_getArgument(call, static_cast<unsigned>(i)));
    if (!argument) return false;
    word.arguments.push_back(std::move(*argument));
  }
  return true;
}

/// `index(…).where(…)`: the object of the call first, then this link of the chain.
std::optional<Word> read_chained(Reader& reader, CXCursor call, CXCursor method, const Place& place) {
  CXCursor callee = clang::libclang().getNullCursor();
  clang::for_each_child(call, [&](CXCursor child) {
    if (clang::libclang().Cursor_isNull(callee)) callee = child;
  });
  const bool is_operator = vocabulary_name(reader, method) == "operator()";
  const CXCursor object = is_operator ? callee : initializer(callee);
  if (clang::libclang().Cursor_isNull(object)) return std::nullopt;
  std::optional<Word> word = read_word(reader, unwrap(object), place);
  if (!word) return std::nullopt;
  if (is_operator) {  // primary_key(&A::b): libclang counts the object among the arguments
    if (!read_arguments(reader, call, 1, *word)) return std::nullopt;
    return word;
  }
  Word link;
  link.name = vocabulary_name(reader, method);
  link.place = place_of(clang::libclang().getCursorLocation(callee), reader.paths);
  if (!read_arguments(reader, call, 0, link)) return std::nullopt;
  word->chain.push_back(std::move(link));
  return word;
}

std::optional<Word> read_call(Reader& reader, CXCursor call, const Place& place) {
  const CXCursor function = clang::libclang().getCursorReferenced(call);
  if (clang::libclang().Cursor_isNull(function) || !is_vocabulary(reader, function)) return std::nullopt;
  if (clang::libclang().getCursorKind(function) == CXCursor_CXXMethod)
    return read_chained(reader, call, function, place);
  if (clang::libclang().getCursorKind(function) != CXCursor_FunctionDecl) return std::nullopt;
  Word word;
  word.name = vocabulary_name(reader, function);
  word.place = place;
  if (!read_arguments(reader, call, 0, word)) return std::nullopt;
  return word;
}

std::optional<Word> read_word(Reader& reader, CXCursor expression, const Place& place) {
  expression = unwrap(expression);
  const CXCursorKind kind = clang::libclang().getCursorKind(expression);
  if (kind == CXCursor_CallExpr) return read_call(reader, expression, place);
  if (kind != CXCursor_DeclRefExpr) return std::nullopt;
  const CXCursor constant = clang::libclang().getCursorReferenced(expression);
  if (clang::libclang().getCursorKind(constant) != CXCursor_VarDecl) return std::nullopt;
  if (is_vocabulary(reader, constant)) {
    Word word;
    word.name = vocabulary_name(reader, constant);
    word.place = place;
    return word;
  }
  const CXCursor value = initializer(constant);
  return clang::libclang().Cursor_isNull(value) ? std::nullopt : read_word(reader, value, place);
}

void read_words(Reader& reader, CXCursor written, std::vector<Word>& words) {
  const Place place = place_of_start(reader, written);
  if (std::optional<Word> word = read_word(reader, written, place)) {
    words.push_back(std::move(*word));
  } else {
    report_word(reader, place);
  }
}

/// The initialiser of a declaration: the call of the constructor of its type; in a template there are only its braces.
CXCursor braces(CXCursor declaration) {
  const CXType type = clang::libclang().getCanonicalType(clang::libclang().getCursorType(declaration));
  CXCursor found = clang::libclang().getNullCursor();
  clang::for_each_child(declaration, [&](CXCursor child) {
    if (clang::libclang().isExpression(clang::libclang().getCursorKind(child)) == 0) return;
    const CXCursor inner = unwrap(child);
    const CXCursorKind kind = clang::libclang().getCursorKind(inner);
    const bool constructs = kind == CXCursor_CallExpr &&
                            clang::libclang().equalTypes(
                                clang::libclang().getCanonicalType(clang::libclang().getCursorType(inner)), type) != 0;
    if (kind == CXCursor_InitListExpr || constructs) found = inner;
  });
  return found;
}

std::vector<Word> words_in(Reader& reader, CXCursor list) {
  std::vector<Word> words;
  if (clang::libclang().Cursor_isNull(list)) return words;
  clang::for_each_child(list, [&](CXCursor child) {
    if (clang::libclang().isExpression(clang::libclang().getCursorKind(child)) != 0) read_words(reader, child, words);
  });
  return words;
}

}  // namespace

std::optional<Text> read_text(Reader& reader, CXCursor expression) {
  const CXCursor inner = unwrap(expression);
  const CXCursorKind kind = clang::libclang().getCursorKind(inner);
  if (kind == CXCursor_DeclRefExpr) {
    const CXCursor value = initializer(clang::libclang().getCursorReferenced(inner));
    return clang::libclang().Cursor_isNull(value) ? std::nullopt : read_text(reader, value);
  }
  if (kind != CXCursor_StringLiteral) return std::nullopt;
  Text text;
  text.value = decode(clang::spelling(inner));
  text.place = place_of_start(reader, inner, &text.offset);
  return text;
}

std::vector<Word> read_options(Reader& reader, CXCursor field) { return words_in(reader, braces(field)); }
std::vector<Word> read_parts(Reader& reader, CXCursor table) { return words_in(reader, braces(table)); }

}  // namespace schemac::frontend

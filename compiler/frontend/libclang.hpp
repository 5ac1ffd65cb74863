// The functions of libclang that are called, found when the first of them is: nothing but reading headers needs the
// library, and loading it takes longer than most commands.
#pragma once

#include <clang-c/Index.h>

namespace schemac::frontend::clang {

// Their names without `clang_`.
// clang-format off
#define SCHEMAC_LIBCLANG_FUNCTIONS(F) \
  F(CXXConstructor_isCopyConstructor) F(CXXConstructor_isMoveConstructor) F(Cursor_Evaluate) F(Cursor_getArgument) \
  F(Cursor_getNumArguments) F(Cursor_getRawCommentText) F(Cursor_isNull) \
  F(EvalResult_dispose) F(EvalResult_getAsDouble) F(EvalResult_getAsLongLong) F(EvalResult_getKind) \
  F(Type_getNumTemplateArguments) F(Type_getTemplateArgumentAsType) F(Type_visitFields) F(createIndex) \
  F(disposeDiagnostic) F(disposeIndex) F(disposeString) F(disposeTranslationUnit) F(equalCursors) \
  F(equalTypes) F(getCString) F(getCanonicalCursor) F(getCanonicalType) F(getChildDiagnostics) F(getClangVersion) \
  F(getCursorDefinition) F(getCursorExtent) F(getCursorKind) F(getCursorLocation) F(getCursorReferenced) \
  F(getCursorSemanticParent) F(getCursorSpelling) F(getCursorType) F(getDiagnostic) F(getDiagnosticInSet) \
  F(getDiagnosticLocation) F(getDiagnosticSeverity) F(getDiagnosticSpelling) F(getExpansionLocation) F(getFileContents) F(getFileLocation) F(getFileName) \
  F(getInclusions) F(getNullCursor) F(getNumDiagnostics) F(getNumDiagnosticsInSet) F(getPointeeType) \
  F(getRangeEnd) F(getRangeStart) F(getSpecializedCursorTemplate) F(getTranslationUnitCursor) F(getTypeDeclaration) \
  F(getTypeSpelling) F(hashCursor) F(isCursorDefinition) F(isExpression) F(isTranslationUnit) \
  F(parseTranslationUnit2) F(visitChildren)
// clang-format on

#define SCHEMAC_MEMBER(name) decltype(&::clang_##name) name = nullptr;
struct Functions {
  SCHEMAC_LIBCLANG_FUNCTIONS(SCHEMAC_MEMBER)
};
#undef SCHEMAC_MEMBER

/// Loads the library the first time; thread-safe.
/// @throws std::runtime_error where it is not there, or not the one that schemac was built for
[[nodiscard]] const Functions& libclang();

}  // namespace schemac::frontend::clang

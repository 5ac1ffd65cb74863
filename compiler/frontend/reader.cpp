#include "frontend/reader.hpp"

#include <algorithm>

namespace schemac::frontend {

bool is_vocabulary(Reader& reader, CXCursor declaration) {
  const auto known = reader.vocabulary.find(declaration);
  if (known != reader.vocabulary.end()) return known->second;
  CXCursor scope = clang::libclang().getCursorSemanticParent(declaration);
  CXCursor outermost = clang::libclang().getNullCursor();
  while (!clang::libclang().Cursor_isNull(scope) &&
         clang::libclang().isTranslationUnit(clang::libclang().getCursorKind(scope)) == 0) {
    outermost = scope;
    scope = clang::libclang().getCursorSemanticParent(scope);
  }
  const bool is = !clang::libclang().Cursor_isNull(outermost) &&
                  clang::libclang().getCursorKind(outermost) == CXCursor_Namespace &&
                  clang::spelling(outermost) == "schemac";
  reader.vocabulary.emplace(declaration, is);
  return is;
}

const std::string& vocabulary_name(Reader& reader, CXCursor declaration) {
  const auto known = reader.names.find(declaration);
  if (known != reader.names.end()) return known->second;
  return reader.names.emplace(declaration, clang::spelling(declaration)).first->second;
}

CXCursor unwrap(CXCursor expression) {
  while (true) {
    const CXCursorKind kind = clang::libclang().getCursorKind(expression);
    bool transparent = kind == CXCursor_UnexposedExpr || kind == CXCursor_ParenExpr;
    if (kind == CXCursor_CallExpr) {
      const CXCursor called = clang::libclang().getCursorReferenced(expression);
      transparent = clang::libclang().CXXConstructor_isCopyConstructor(called) != 0 ||
                    clang::libclang().CXXConstructor_isMoveConstructor(called) != 0;
    }
    if (!transparent) return expression;
    CXCursor inner = clang::libclang().getNullCursor();
    clang::for_each_child(expression, [&](CXCursor child) {
      if (clang::libclang().isExpression(clang::libclang().getCursorKind(child)) != 0) inner = child;
    });
    if (clang::libclang().Cursor_isNull(inner)) return expression;
    expression = inner;
  }
}

CXCursor initializer(CXCursor declaration) {
  CXCursor found = clang::libclang().getNullCursor();
  clang::for_each_child(declaration, [&](CXCursor child) {
    if (clang::libclang().isExpression(clang::libclang().getCursorKind(child)) != 0) found = child;
  });
  return found;
}

std::vector<std::string> namespaces_of(CXCursor declaration) {
  std::vector<std::string> names;
  for (CXCursor scope = clang::libclang().getCursorSemanticParent(declaration);
       !clang::libclang().Cursor_isNull(scope) &&
       clang::libclang().isTranslationUnit(clang::libclang().getCursorKind(scope)) == 0;
       scope = clang::libclang().getCursorSemanticParent(scope))
    names.push_back(clang::spelling(scope));
  std::reverse(names.begin(), names.end());
  return names;
}

}  // namespace schemac::frontend

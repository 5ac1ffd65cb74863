// A thin skin over libclang: what must be released is released, strings are std::string, visits take lambdas. No
// knowledge of schemas; included by the sources of this room that look at C++, never by its public header.
#pragma once

#include <clang-c/Index.h>

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <unordered_map>

#include "frontend/libclang.hpp"

namespace schemac::frontend::clang {

struct ReleaseIndex {
  void operator()(void* index) const { libclang().disposeIndex(index); }
};
using Index = std::unique_ptr<void, ReleaseIndex>;

struct ReleaseUnit {
  void operator()(CXTranslationUnitImpl* unit) const { libclang().disposeTranslationUnit(unit); }
};
using Unit = std::unique_ptr<CXTranslationUnitImpl, ReleaseUnit>;

/// Takes over a string of libclang.
[[nodiscard]] inline std::string take(CXString text) {
  const char* bytes = libclang().getCString(text);
  std::string result = bytes == nullptr ? std::string{} : std::string{bytes};
  libclang().disposeString(text);
  return result;
}

[[nodiscard]] inline std::string spelling(CXCursor cursor) { return take(libclang().getCursorSpelling(cursor)); }

/// Calls `f(child)` for the direct children, in the order of the source.
template <class F>
void for_each_child(CXCursor parent, F&& f) {
  const auto visit = [](CXCursor child, CXCursor, CXClientData data) {
    (*static_cast<std::remove_reference_t<F>*>(data))(child);
    return CXChildVisit_Continue;
  };
  libclang().visitChildren(parent, visit, &f);
}

struct HashCursor {
  std::size_t operator()(const CXCursor& cursor) const { return libclang().hashCursor(cursor); }
};
struct SameCursor {
  bool operator()(const CXCursor& a, const CXCursor& b) const { return libclang().equalCursors(a, b) != 0; }
};
/// A map by declaration.
template <class T>
using CursorMap = std::unordered_map<CXCursor, T, HashCursor, SameCursor>;

/// A parsed set of headers and the index that it lives in.
struct Parsed {
  Index index;
  Unit unit;
};

}  // namespace schemac::frontend::clang

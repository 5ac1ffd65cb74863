// Whose a documentation comment is, and whose an ordinary one that says a mark (`// schemac: …`). clang gives one that
// stands behind several declarations of a line to the first of them, or to all; here it belongs to the one that ends
// last before it, and one in front to the one that begins next.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/clang.hpp"
#include "frontend/translation_unit.hpp"
#include "support/diagnostics.hpp"

namespace schemac::frontend {

/// A documentation comment, or several that follow each other; or marks.
struct DocComment {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool behind = false;      ///< Of what stands in front of it: `///<` and its like, a mark on a line with code.
  bool only_marks = false;  ///< Ordinary comments alone, which say marks and document nothing.
  bool has_mark = false;    ///< One of them is such a comment.
};

/// The text of a file and its documentation comments, in their order.
struct CommentedText {
  std::string_view text;
  std::vector<DocComment> comments;
};

/// The texts of the files of a unit, each looked through once.
class CommentedTexts {
 public:
  explicit CommentedTexts(CXTranslationUnit unit) : unit_(unit) {}
  [[nodiscard]] const CommentedText& of(CXFile file);

 private:
  CXTranslationUnit unit_;
  std::map<CXFile, CommentedText> texts_;
};

struct MemberComments {
  clang::CursorMap<std::string> of;  ///< Of fields and enumerators that have one, as written.
  std::string behind_brace;          ///< Of the whole, behind its closing brace.
};

/// The comments of the fields or enumerators in a definition. Those of which cannot be told whose they are, are
/// reported.
[[nodiscard]] MemberComments comments_of_members(CommentedTexts& texts, CXCursor definition, Paths& paths,
                                                 Diagnostics& diagnostics);

/// The documentation of an entity or enumeration, as clang gives it, with the marks that ordinary comments in front of
/// it say.
[[nodiscard]] std::string with_marks(CommentedTexts& texts, CXCursor declaration, std::string documentation);

}  // namespace schemac::frontend

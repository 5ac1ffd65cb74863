// Whose a documentation comment is, and whose an ordinary one that says a mark (`// schemac: …`). clang gives one that
// stands behind several declarations of a line to the first of them, or to all; here it belongs to the one that ends
// last before it, and one in front to the one that begins next.
#pragma once

#include <string>

#include "frontend/commented_texts.hpp"

namespace schemac::frontend {

struct MemberComments {
  clang::CursorMap<std::string> of;  ///< Of fields and enumerators that have one, as written.
  std::string behind_opening;        ///< Of the whole, behind its opening brace.
  std::string behind_brace;          ///< Of the whole, behind its closing brace.
};

/// The comments of the fields or enumerators in a definition. Those of which cannot be told whose they are, are
/// reported.
[[nodiscard]] MemberComments comments_of_members(CommentedTexts& texts, CXCursor definition, Paths& paths,
                                                 Diagnostics& diagnostics);

/// Takes the comments in, in front of and behind a definition of which nothing is read.
void pass_over(CommentedTexts& texts, CXCursor definition);

/// What stands in front of the whole, with what stands behind its braces: documentation where there is none, and marks.
[[nodiscard]] std::string with_braces(std::string in_front, const MemberComments& comments);

/// The documentation of an entity or enumeration, as clang gives it, with the marks that other comments in front of it
/// say.
[[nodiscard]] std::string with_marks(CommentedTexts& texts, CXCursor declaration, std::string documentation);

}  // namespace schemac::frontend

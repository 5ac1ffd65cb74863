// The texts of files with the comments in them that are read: documentation, and marks (`// schemac: …`) in ordinary
// ones. Whose each is, `member_comments` says; a mark that is nobody's is reported.
#pragma once

#include <cstddef>
#include <map>
#include <set>
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

/// The texts of the files of a unit, each looked through once, and which of their comments are somebody's.
class CommentedTexts {
 public:
  explicit CommentedTexts(CXTranslationUnit unit) : unit_(unit) {}
  [[nodiscard]] const CommentedText& of(CXFile file);
  void take(CXFile file, const DocComment& comment) { taken_[file].insert(comment.begin); }
  /// Reports marks in the file that nothing has taken. What the preprocessor may leave out is not spoken of.
  void report_lost_marks(CXFile file, Paths& paths, Diagnostics& diagnostics);

 private:
  CXTranslationUnit unit_;
  std::map<CXFile, CommentedText> texts_;
  std::map<CXFile, std::set<std::size_t>> taken_;  ///< Where they begin.
};

/// The text without its comments.
[[nodiscard]] std::string code_in(std::string_view text);
/// Comments with a line for each, also for those that share one.
[[nodiscard]] std::string lines_of(std::string_view comments);

}  // namespace schemac::frontend

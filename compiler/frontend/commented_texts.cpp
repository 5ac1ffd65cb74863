#include "frontend/commented_texts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "frontend/comments.hpp"
#include "support/cpp_comments.hpp"
#include "support/text_place.hpp"

namespace schemac::frontend {
namespace {

constexpr std::string_view kBlank = " \t\r\n\v\f";

bool is_documentation(std::string_view comment) {
  return comment.starts_with("///") || comment.starts_with("//!") || comment.starts_with("/**") ||
         comment.starts_with("/*!");
}

/// Whether an ordinary comment says something to the compiler. What it allows is for lint to read.
bool is_mark(std::string_view comment) {
  comment.remove_prefix(2);
  comment.remove_prefix(std::min(comment.find_first_not_of(kBlank), comment.size()));
  return comment.starts_with("schemac:") && !comment.starts_with("schemac: allow ");
}

bool begins_line(std::string_view text, std::size_t at) {
  const std::size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;  // npos + 1 is the beginning
  return text.substr(line, at - line).find_first_not_of(kBlank) == std::string_view::npos;
}

/// Whether on the rest of the line nothing begins that a comment could be of.
bool ends_last(std::string_view text, std::size_t at) {
  const std::string code = code_in(text.substr(at, text.find('\n', at) - at));
  const std::size_t next = code.find_first_not_of(kBlank);
  return next == std::string::npos || std::string_view(",;})").find(code[next]) != std::string_view::npos;
}

/// Comments with no more than the end of a line between them are one, as clang has it.
bool goes_on(std::string_view between) {
  return between.find_first_not_of(kBlank) == std::string_view::npos &&
         std::count(between.begin(), between.end(), '\n') <= 1;
}

std::vector<DocComment> documentation_in(std::string_view text) {
  std::vector<DocComment> all;
  for (const CommentRange& range : comments_of_cpp(text)) {
    const std::string_view comment = text.substr(range.begin, range.end - range.begin);
    const bool mark = !is_documentation(comment);
    if (mark && !is_mark(comment)) continue;
    const bool behind =
        mark ? !begins_line(text, range.begin) && ends_last(text, range.end) : comment.size() > 3 && comment[3] == '<';
    const bool more = !all.empty() && all.back().behind == behind &&
                      goes_on(text.substr(all.back().end, range.begin - all.back().end));
    if (more) {
      all.back().end = range.end;
      all.back().only_marks = all.back().only_marks && mark;
      all.back().has_mark = all.back().has_mark || mark;
    } else {
      all.push_back({range.begin, range.end, behind, mark, mark});
    }
  }
  return all;
}

/// Whether the text stands between `#if` and `#endif`.
bool is_conditional(std::string_view text, std::size_t at) {
  int depth = 0;
  for (std::size_t line = 0; line < at; line = std::min(text.find('\n', line), text.size()) + 1) {
    std::string_view code = text.substr(line, at - line);
    code.remove_prefix(std::min(code.find_first_not_of(" \t"), code.size()));
    if (!code.starts_with('#')) continue;
    code.remove_prefix(1);
    code.remove_prefix(std::min(code.find_first_not_of(" \t"), code.size()));
    depth += static_cast<int>(code.starts_with("if")) - static_cast<int>(code.starts_with("endif"));
  }
  return depth > 0;
}

}  // namespace

std::string code_in(std::string_view text) {
  std::string code;
  std::size_t at = 0;
  for (const CommentRange& comment : comments_of_cpp(text)) {
    code += text.substr(at, comment.begin - at);
    at = comment.end;
  }
  return code += text.substr(at);
}

std::string lines_of(std::string_view comments) {
  std::string lines;
  for (const CommentRange& each : comments_of_cpp(comments))
    lines.append(lines.empty() ? "" : "\n").append(comments.substr(each.begin, each.end - each.begin));
  return lines;
}

const CommentedText& CommentedTexts::of(CXFile file) {
  const auto known = texts_.find(file);
  if (known != texts_.end()) return known->second;
  std::size_t size = 0;
  const char* const bytes = clang::libclang().getFileContents(unit_, file, &size);
  const std::string_view text = bytes == nullptr ? std::string_view{} : std::string_view(bytes, size);
  return texts_.emplace(file, CommentedText{text, documentation_in(text)}).first->second;
}

void CommentedTexts::report_lost_marks(CXFile file, Paths& paths, Diagnostics& diagnostics) {
  const auto& [text, all] = of(file);
  for (const DocComment& comment : all) {
    const Comment said = read_comment(lines_of(text.substr(comment.begin, comment.end - comment.begin)));
    if ((!said.renamed_from && !said.label) || taken_[file].contains(comment.begin) ||
        is_conditional(text, comment.begin))
      continue;
    diagnostics
        .error(Code::unclear_comment, place_at(paths.shown(file), text, comment.begin),
               fmt::format("`schemac: {}` stands at nothing that it could be said of",
                           said.renamed_from ? "renamed from " + *said.renamed_from : "label " + *said.label))
        .hint = "put it on the line above what it belongs to, or behind that on its line";
  }
}

}  // namespace schemac::frontend

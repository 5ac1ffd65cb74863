#include "frontend/member_comments.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

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

bool ends_line(std::string_view text, std::size_t at) {
  return text.substr(at, text.find('\n', at) - at).find_first_not_of(kBlank) == std::string_view::npos;
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
        mark ? !begins_line(text, range.begin) && ends_line(text, range.end) : comment.size() > 3 && comment[3] == '<';
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

/// A line each, also of those that share one.
std::string written_in(std::string_view comments) {
  std::string lines;
  for (const CommentRange& each : comments_of_cpp(comments))
    lines.append(lines.empty() ? "" : "\n").append(comments.substr(each.begin, each.end - each.begin));
  return lines;
}

/// Code between two places, without the comments there.
std::string code_in(std::string_view text) {
  std::string code;
  std::size_t at = 0;
  for (const CommentRange& comment : comments_of_cpp(text)) {
    code += text.substr(at, comment.begin - at);
    at = comment.end;
  }
  return code += text.substr(at);
}

/// A declaration in the braces, in bytes of its file. Those that a macro makes are where it is called.
struct Member {
  CXCursor cursor;
  CXFile file;
  std::size_t begin;
  std::size_t name;
  std::size_t end;
};

/// Two declarators behind one type: `Integer a, b;`.
bool together(const Member& one, const Member& other) {
  return one.file == other.file && one.begin == other.begin && one.name != other.name;
}

std::size_t offset_of(CXSourceLocation location, CXFile* file = nullptr) {
  unsigned offset = 0;
  clang::libclang().getExpansionLocation(location, file, nullptr, nullptr, &offset);
  return offset;
}

Member member_of(CXCursor cursor) {
  const CXSourceRange extent = clang::libclang().getCursorExtent(cursor);
  Member member{cursor, nullptr, 0, 0, 0};
  member.name = offset_of(clang::libclang().getCursorLocation(cursor), &member.file);
  member.begin = offset_of(clang::libclang().getRangeStart(extent));
  member.end = std::max(member.name, offset_of(clang::libclang().getRangeEnd(extent)));
  return member;
}

bool has_comment(const Member& member) {
  const CXCursorKind kind = clang::libclang().getCursorKind(member.cursor);
  return kind == CXCursor_FieldDecl || kind == CXCursor_EnumConstantDecl;
}

class Body {
 public:
  Body(CommentedTexts& texts, CXCursor definition, Paths& paths, Diagnostics& diagnostics)
      : texts_(texts), paths_(paths), diagnostics_(diagnostics), whole_(member_of(definition)) {
    clang::for_each_child(definition, [&](CXCursor child) {
      if (const Member member = member_of(child); member.file != nullptr) members_.push_back(member);
    });
    std::stable_sort(members_.begin(), members_.end(), [](const Member& a, const Member& b) {
      return std::tie(a.file, a.name) < std::tie(b.file, b.name);
    });
  }

  MemberComments read() {
    for (std::size_t i = 0; i < members_.size(); ++i) {
      if (!has_comment(members_[i])) continue;
      const std::optional<DocComment> last = behind(i);
      std::optional<DocComment> first;
      if (!last || last->only_marks) first = in_front(i);
      std::string text;
      if (first) text = text_of(members_[i].file, *first);
      if (first && last) text += '\n';
      if (last) text += text_of(members_[i].file, *last);
      if (first || last) found_.of.emplace(members_[i].cursor, std::move(text));
    }
    if (whole_.file != nullptr) read_behind_brace();
    return std::move(found_);
  }

 private:
  std::string text_of(CXFile file, const DocComment& comment) {
    return written_in(texts_.of(file).text.substr(comment.begin, comment.end - comment.begin));
  }

  std::string_view between(CXFile file, std::size_t begin, std::size_t end) {
    return texts_.of(file).text.substr(begin, end - begin);
  }

  bool on_one_line(CXFile file, std::size_t begin, std::size_t end) {
    return between(file, begin, end).find('\n') == std::string_view::npos;
  }

  const Member* beside(std::size_t i, bool next) const {
    if (next ? i + 1 == members_.size() : i == 0) return nullptr;
    const Member& other = members_[next ? i + 1 : i - 1];
    return other.file == members_[i].file ? &other : nullptr;
  }

  /// The first comment for something in front of it, on the line on which a declaration ends at `end`.
  std::optional<DocComment> first_behind(CXFile file, std::size_t end) {
    const auto& [text, all] = texts_.of(file);
    const std::size_t line_end = text.find('\n', end);
    const auto first = std::lower_bound(all.begin(), all.end(), end,
                                        [](const DocComment& each, std::size_t at) { return each.begin < at; });
    const auto last = std::lower_bound(first, all.end(), line_end,
                                       [](const DocComment& each, std::size_t at) { return each.begin < at; });
    const auto comment = std::find_if(first, last, [](const DocComment& each) { return each.behind; });
    if (comment == last) return std::nullopt;
    return *comment;
  }

  std::optional<DocComment> behind(std::size_t i) {
    const Member& member = members_[i];
    const std::optional<DocComment> comment = first_behind(member.file, member.end);
    if (!comment || (member.file == whole_.file && comment->begin >= whole_.end)) return std::nullopt;
    if (const Member* const next = beside(i, true); next != nullptr && next->name < comment->begin) return std::nullopt;
    const Member* const other = beside(i, false);
    if (other == nullptr) return comment;
    if (other->name == member.name) return std::nullopt;  // one macro makes both
    const std::optional<DocComment> its = first_behind(other->file, other->name);
    if (together(*other, member) && its && its->begin == comment->begin) report_together(*other, member, *comment);
    return comment;
  }

  std::optional<DocComment> in_front(std::size_t i) {
    const Member& member = members_[i];
    const CommentedText& file = texts_.of(member.file);
    auto comment = std::upper_bound(file.comments.begin(), file.comments.end(), member.name,
                                    [](std::size_t at, const DocComment& each) { return at < each.end; });
    if (comment == file.comments.begin() || (--comment)->behind) return std::nullopt;
    const std::size_t begin = member.begin >= comment->end ? member.begin : member.name;
    if (code_in(between(member.file, comment->end, begin)).find_first_of(";{}#@") != std::string::npos)
      return std::nullopt;
    if (const Member* const next = beside(i, true); next != nullptr && next->name == member.name) return std::nullopt;
    const Member* const other = beside(i, false);
    if (other == nullptr || other->name < comment->end) return *comment;
    if (together(*other, member) && comment->end <= member.begin) report_together(*other, member, *comment);
    return std::nullopt;
  }

  /// A comment behind the closing brace is of the whole, unless a member ends on the same line: then only a label can
  /// have but one meaning.
  void read_behind_brace() {
    const std::optional<DocComment> comment = first_behind(whole_.file, whole_.end);
    if (!comment ||
        code_in(between(whole_.file, whole_.end, comment->begin)).find_first_not_of("; \t\r") != std::string::npos)
      return;
    const auto last = std::find_if(members_.rbegin(), members_.rend(), [&](const Member& member) {
      return has_comment(member) && member.file == whole_.file && on_one_line(member.file, member.end, comment->begin);
    });
    const std::string text = text_of(whole_.file, *comment);
    if (last == members_.rend()) {
      found_.behind_brace = text;
    } else if (clang::libclang().getCursorKind(last->cursor) != CXCursor_EnumConstantDecl ||
               !read_comment(text).label || !found_.of.emplace(last->cursor, text).second) {
      if (Diagnostic* const made = report(*last, whole_, *comment, ""))
        made->hint = "put it inside the braces behind what it belongs to, or in front of the whole";
    }
  }

  void report_together(const Member& one, const Member& other, const DocComment& comment) {
    if (Diagnostic* const made = report(one, other, comment, ", declared together"))
      made->hint = "declare each of them by itself";
  }

  /// Nothing where the comment is reported already: a template is read for each of its instances.
  Diagnostic* report(const Member& one, const Member& other, const DocComment& comment, std::string_view more) {
    const Place place = place_at(paths_.shown(one.file), texts_.of(one.file).text, comment.begin);
    const auto& all = diagnostics_.list();
    const bool known = std::any_of(all.begin(), all.end(), [&](const Diagnostic& each) {
      return each.code == Code::unclear_comment && each.place == place;
    });
    if (known) return nullptr;
    return &diagnostics_.error(Code::unclear_comment, place,
                               fmt::format("this comment may be of `{}` and of `{}`{}", clang::spelling(one.cursor),
                                           clang::spelling(other.cursor), more));
  }

  CommentedTexts& texts_;
  Paths& paths_;
  Diagnostics& diagnostics_;
  Member whole_;
  std::vector<Member> members_;
  MemberComments found_;
};

}  // namespace

const CommentedText& CommentedTexts::of(CXFile file) {
  const auto known = texts_.find(file);
  if (known != texts_.end()) return known->second;
  std::size_t size = 0;
  const char* const bytes = clang::libclang().getFileContents(unit_, file, &size);
  const std::string_view text = bytes == nullptr ? std::string_view{} : std::string_view(bytes, size);
  return texts_.emplace(file, CommentedText{text, documentation_in(text)}).first->second;
}

std::string with_marks(CommentedTexts& texts, CXCursor declaration, std::string documentation) {
  const Member whole = member_of(declaration);
  if (whole.file == nullptr) return documentation;
  const auto& [text, all] = texts.of(whole.file);
  auto comment = std::upper_bound(all.begin(), all.end(), whole.begin,
                                  [](std::size_t at, const DocComment& each) { return at < each.end; });
  if (comment == all.begin() || (--comment)->behind || !comment->has_mark) return documentation;
  if (code_in(text.substr(comment->end, whole.begin - comment->end)).find_first_of(";{}#@") != std::string::npos)
    return documentation;
  const std::string marks = written_in(text.substr(comment->begin, comment->end - comment->begin));
  if (!comment->only_marks || documentation.empty()) return marks;
  return documentation.append("\n").append(marks);
}

MemberComments comments_of_members(CommentedTexts& texts, CXCursor definition, Paths& paths, Diagnostics& diagnostics) {
  return Body(texts, definition, paths, diagnostics).read();
}

}  // namespace schemac::frontend

#include "frontend/member_comments.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "frontend/comments.hpp"
#include "support/cpp_comments.hpp"
#include "support/text_place.hpp"

namespace schemac::frontend {
namespace {

constexpr std::string_view kBlank = " \t\r\n\v\f";

void append_lines(std::string_view more, std::string& lines) {
  if (!more.empty()) lines.append(lines.empty() ? "" : "\n").append(more);
}

/// The lines that say marks, without those that document.
std::string marks_in(std::string_view comments) {
  std::string marks;
  while (!comments.empty()) {
    const std::size_t end = std::min(comments.find('\n'), comments.size());
    const std::string_view line = comments.substr(0, end);
    const Comment comment = read_comment(line);
    if (comment.renamed_from || comment.label || comment.unknown) append_lines(line, marks);
    comments.remove_prefix(std::min(end + 1, comments.size()));
  }
  return marks;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(kBlank) == std::string_view::npos; }

/// `last` and those in front of it between which and it there is nothing, the first one first.
std::vector<DocComment> run_before(const CommentedText& file, const DocComment& last) {
  const auto end = std::find_if(file.comments.begin(), file.comments.end(),
                                [&](const DocComment& each) { return each.begin == last.begin; });
  auto begin = end;
  while (begin != file.comments.begin() && !std::prev(begin)->behind &&
         is_blank(code_in(file.text.substr(std::prev(begin)->end, begin->begin - std::prev(begin)->end))))
    --begin;
  return {begin, std::next(end)};
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
      const bool documented = last && !last->only_marks;
      const std::optional<DocComment> first = in_front(i, documented);
      std::string text;
      if (first) text = text_of_run(members_[i].file, *first, documented);
      if (last) append_lines(take(members_[i].file, *last), text);
      if (first || last) found_.of.emplace(members_[i].cursor, std::move(text));
    }
    if (whole_.file != nullptr) read_behind_opening();
    if (whole_.file != nullptr) read_behind_brace();
    return std::move(found_);
  }

 private:
  std::string take(CXFile file, const DocComment& comment) {
    texts_.take(file, comment);
    return lines_of(texts_.of(file).text.substr(comment.begin, comment.end - comment.begin));
  }

  /// Of comments in front with empty lines between them the last one documents, unless one behind does, and all say
  /// their marks.
  std::string text_of_run(CXFile file, const DocComment& last, bool documented) {
    std::string all;
    const std::vector<DocComment> run = run_before(texts_.of(file), last);
    for (auto comment = run.rbegin(); comment != run.rend(); ++comment) {
      std::string text = take(file, *comment);
      if (documented) text = marks_in(text);
      documented = documented || !comment->only_marks;
      append_lines(std::exchange(all, {}), text);
      all = std::move(text);
    }
    return all;
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

  /// `documented`: there is a comment behind, so that it does not matter whose documentation this one is.
  std::optional<DocComment> in_front(std::size_t i, bool documented) {
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
    if (!documented && together(*other, member) && comment->end <= member.begin)
      report_together(*other, member, *comment);
    return std::nullopt;
  }

  /// A comment behind the opening brace is of the whole, for nothing in it has ended there.
  void read_behind_opening() {
    for (const DocComment& comment : texts_.of(whole_.file).comments) {
      if (!comment.behind || comment.begin < whole_.name || comment.begin >= whole_.end) continue;
      std::string code = code_in(between(whole_.file, whole_.name, comment.begin));
      code.erase(code.find_last_not_of(kBlank) + 1);
      const std::size_t brace = code.find('{');
      if (brace != std::string::npos && brace + 1 == code.size()) found_.behind_opening = take(whole_.file, comment);
      if (brace != std::string::npos) return;
    }
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
    const std::string text = take(whole_.file, *comment);
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

void pass_over(CommentedTexts& texts, CXCursor definition) {
  const Member whole = member_of(definition);
  if (whole.file == nullptr) return;
  const CommentedText& file = texts.of(whole.file);
  const std::size_t line_end = std::min(file.text.find('\n', whole.end), file.text.size());
  for (const DocComment& comment : file.comments)
    if (comment.begin >= whole.begin && comment.begin < line_end) texts.take(whole.file, comment);
  (void)with_marks(texts, definition, {});
}

std::string with_braces(std::string in_front, const MemberComments& comments) {
  for (const std::string& text : {comments.behind_opening, comments.behind_brace}) {
    append_lines(in_front.empty() ? text : marks_in(text), in_front);
  }
  return in_front;
}

std::string with_marks(CommentedTexts& texts, CXCursor declaration, std::string documentation) {
  const Member whole = member_of(declaration);
  if (whole.file == nullptr) return documentation;
  const CommentedText& file = texts.of(whole.file);
  auto comment = std::upper_bound(file.comments.begin(), file.comments.end(), whole.begin,
                                  [](std::size_t at, const DocComment& each) { return at < each.end; });
  if (comment == file.comments.begin() || (--comment)->behind) return documentation;
  if (code_in(file.text.substr(comment->end, whole.begin - comment->end)).find_first_of(";{}#@") != std::string::npos)
    return documentation;
  std::string marks;
  for (const DocComment& each : run_before(file, *comment)) {
    texts.take(whole.file, each);
    const std::string text = lines_of(file.text.substr(each.begin, each.end - each.begin));
    const bool whole_text =
        each.begin == comment->begin && each.has_mark && (!each.only_marks || documentation.empty());
    if (whole_text) documentation = text;
    if (!whole_text) append_lines(marks_in(text), marks);
  }
  append_lines(marks, documentation);
  return documentation;
}

MemberComments comments_of_members(CommentedTexts& texts, CXCursor definition, Paths& paths, Diagnostics& diagnostics) {
  return Body(texts, definition, paths, diagnostics).read();
}

}  // namespace schemac::frontend

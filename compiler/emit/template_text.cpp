#include "emit/template_text.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "support/files.hpp"
#include "support/text_place.hpp"

namespace schemac::emit {
namespace {

struct Tag {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< Behind the closing braces.
  char sigil = 0;       ///< One of `#^/>!&`, or 0 for a plain hole.
  std::string_view name;
};

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\n") - begin + 1);
}

/// The next tag at or after `from`. What is no complete tag is mustache's to complain about.
std::optional<Tag> next_tag(std::string_view text, std::size_t from) {
  const std::size_t open = text.find("{{", from);
  if (open == std::string_view::npos) return std::nullopt;
  const std::size_t close = text.find("}}", open + 2);
  if (close == std::string_view::npos) return std::nullopt;
  std::string_view inside = trim(text.substr(open + 2, close - open - 2));
  Tag tag{open, close + 2, 0, inside};
  if (!inside.empty() && std::string_view("#^/>!&").find(inside.front()) != std::string_view::npos) {
    tag.sigil = inside.front();
    tag.name = trim(inside.substr(1));
  }
  return tag;
}

}  // namespace

struct TemplateText::Loader {
  const std::vector<std::filesystem::path>& folders;
  Diagnostics& diagnostics;
  TemplateText result{};
  std::vector<std::string> open{};  ///< The templates that are being taken in, outermost first.

  bool take(const std::string& name, const Place& asked_at) {
    if (std::find(open.begin(), open.end(), name) != open.end()) {
      diagnostics.error(Code::template_error, asked_at, fmt::format("template `{}` takes itself in", name));
      return false;
    }
    for (const auto& folder : folders) {
      const std::filesystem::path path = folder / (name + ".mustache");
      const std::optional<std::string> text = folder.empty() ? std::nullopt : read_file(path);
      if (!text) continue;
      open.push_back(name);
      const bool well = splice(path.string(), *text);
      open.pop_back();
      return well;
    }
    Diagnostic& error =
        diagnostics.error(Code::template_error, asked_at, fmt::format("there is no template `{}.mustache`", name));
    for (const auto& folder : folders)
      if (!folder.empty()) error.notes.push_back({{}, fmt::format("looked for in `{}`", folder.string())});
    return false;
  }

  bool splice(const std::string& file, const std::string& text) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
      if (!splice_line(file, text, begin, end)) return false;
      begin = end;
    }
    return true;
  }

  /// A line of nothing but sections and comments is no line of the output, as mustache's specification has it
  /// (https://mustache.github.io/mustache.5.html). A partial alone in its line is its own lines; within a line it is
  /// its text, without the line break at its end.
  bool splice_line(const std::string& file, const std::string& text, std::size_t begin, std::size_t end) {
    const std::string_view line = std::string_view(text).substr(0, end);
    bool has_tag = false, has_text = false;
    std::size_t from = begin;
    for (std::optional<Tag> tag = next_tag(line, begin); tag; tag = next_tag(line, tag->end)) {
      has_text =
          has_text || !trim(line.substr(from, tag->begin - from)).empty() || tag->sigil == 0 || tag->sigil == '&';
      has_tag = true;
      from = tag->end;
    }
    has_text = has_text || !trim(line.substr(from)).empty();
    const bool alone = has_tag && !has_text;

    from = begin;
    for (std::optional<Tag> tag = next_tag(line, begin); tag; tag = next_tag(line, tag->end)) {
      if (alone) from = tag->begin;
      if (tag->sigil == '>') {
        copy(file, text, from, tag->begin);
        if (!take(std::string(tag->name), place_at(file, line, tag->begin))) return false;
        if (!alone && result.text_.ends_with('\n')) result.text_.pop_back();
      } else {
        copy(file, text, from, tag->end);
      }
      from = tag->end;
    }
    if (!alone) copy(file, text, from, end);
    return true;
  }

  void copy(const std::string& file, const std::string& text, std::size_t begin, std::size_t end) {
    result.pieces_.push_back({result.text_.size(), file, begin});
    result.text_.append(text, begin, end - begin);
  }
};

std::optional<TemplateText> TemplateText::load(const std::vector<std::filesystem::path>& folders,
                                               const std::string& name, Diagnostics& diagnostics) {
  Loader loader{folders, diagnostics};
  if (!loader.take(name, {})) return std::nullopt;
  return std::move(loader.result);
}

Place TemplateText::place_of(std::size_t offset) const {
  const auto behind = std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                                       [](std::size_t at, const Piece& piece) { return at < piece.begin; });
  const Piece& piece = behind == pieces_.begin() ? *behind : *std::prev(behind);
  const std::string file = read_file(piece.file).value_or("");
  return place_at(piece.file, file, piece.offset + (offset - piece.begin));
}

std::optional<Place> TemplateText::place_of_tag(const std::string& name) const {
  for (std::optional<Tag> tag = next_tag(text_, 0); tag; tag = next_tag(text_, tag->end))
    if (tag->name == name && tag->sigil != '/' && tag->sigil != '!') return place_of(tag->begin);
  return std::nullopt;
}

}  // namespace schemac::emit

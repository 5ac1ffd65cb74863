#include "support/diagnostics.hpp"

#include <algorithm>
#include <fstream>
#include <string_view>

#include <fmt/format.h>

#include "support/files.hpp"

namespace schemac {
namespace {

struct Palette {
  std::string_view bold, error, warning, note, caret, off;
};

constexpr Palette kPlain{};
constexpr Palette kColored{"\033[1m", "\033[1;31m", "\033[1;35m", "\033[1;36m", "\033[1;32m", "\033[0m"};

using Display = std::function<std::string(const std::string&)>;

std::string spell(const Place& place, const Display& display) {
  if (place.file.empty()) return "schemac";
  const std::string file = display ? display(place.file) : place.file;
  if (place.line == 0) return file;
  if (place.column == 0) return fmt::format("{}:{}", file, place.line);
  return fmt::format("{}:{}:{}", file, place.line, place.column);
}

std::string source_line(const Place& place) {
  std::ifstream file(place.file);
  std::string line;
  for (std::size_t number = 0; number < place.line; ++number)
    if (!std::getline(file, line)) return {};
  if (!line.empty() && line.back() == '\r') line.pop_back();
  if (place.line == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
  return line;
}

bool is_utf8_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The source line and a caret under the byte that `place` names; tabs stay tabs, so that the caret stays in line.
std::string excerpt(const Place& place, const Palette& palette) {
  if (place.file.empty() || place.line == 0 || place.column == 0) return {};
  const std::string line = source_line(place);
  if (line.empty()) return {};
  std::string indent;
  for (std::size_t i = 0; i + 1 < place.column && i < line.size(); ++i) {
    if (!is_utf8_continuation(line[i])) indent += line[i] == '\t' ? '\t' : ' ';
  }
  return fmt::format("  {}\n  {}{}^{}\n", line, indent, palette.caret, palette.off);
}

}  // namespace

Diagnostic& Diagnostics::error(Code code, Place place, std::string message) {
  return list_.emplace_back(Diagnostic{Severity::error, code, std::move(place), std::move(message), {}, {}});
}

Diagnostic& Diagnostics::warning(Code code, Place place, std::string message) {
  return list_.emplace_back(Diagnostic{Severity::warning, code, std::move(place), std::move(message), {}, {}});
}

void Diagnostics::append(const Diagnostics& more) { list_.insert(list_.end(), more.list_.begin(), more.list_.end()); }

bool Diagnostics::has_errors() const {
  return std::any_of(list_.begin(), list_.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string print(const Diagnostic& diagnostic, bool color, const Display& display) {
  const Palette& palette = color ? kColored : kPlain;
  const bool is_error = diagnostic.severity == Severity::error;
  std::string text =
      fmt::format("{}{}:{} {}{}:{} {}{}{} [{}]\n", palette.bold, spell(diagnostic.place, display), palette.off,
                  is_error ? palette.error : palette.warning, is_error ? "error" : "warning", palette.off, palette.bold,
                  diagnostic.message, palette.off, name_of(diagnostic.code));
  text += excerpt(diagnostic.place, palette);
  for (const Note& note : diagnostic.notes) {
    text += fmt::format("{}{}:{} {}note:{} {}\n", palette.bold, spell(note.place, display), palette.off, palette.note,
                        palette.off, note.message);
    text += excerpt(note.place, palette);
  }
  if (!diagnostic.hint.empty()) text += fmt::format("  {}hint:{} {}\n", palette.note, palette.off, diagnostic.hint);
  return text;
}

}  // namespace schemac

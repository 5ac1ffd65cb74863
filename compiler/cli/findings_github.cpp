#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "cli/findings.hpp"

namespace schemac::cli {
namespace {

std::string escaped(std::string_view text, bool property) {
  std::string result;
  for (const char c : text) {
    const bool special = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    if (special) {
      result += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      result += c;
    }
  }
  return result;
}

std::string annotation(const Globals& globals, const Diagnostic& diagnostic) {
  std::string text = diagnostic.severity == Severity::error ? "::error " : "::warning ";
  const Place& place = diagnostic.place;
  if (!place.file.empty()) text += fmt::format("file={},", escaped(displayed(globals, place.file), true));
  if (place.line != 0) text += fmt::format("line={},", place.line);
  if (place.column != 0) text += fmt::format("col={},", place.column);
  std::string message = diagnostic.message;
  for (const Note& note : diagnostic.notes) message += "\n" + note.message;
  if (!diagnostic.hint.empty()) message += "\nhint: " + diagnostic.hint;
  return text + fmt::format("title={}::{}\n", name_of(diagnostic.code), escaped(message, false));
}

}  // namespace

std::string findings_github(const Globals& globals, const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& each : diagnostics.list()) text += annotation(globals, each);
  return text;
}

}  // namespace schemac::cli

#include "frontend/clang_errors.hpp"

#include <algorithm>
#include <memory>
#include <string_view>

#include <fmt/format.h>

#include "frontend/names.hpp"
#include "frontend/other_words.hpp"

namespace schemac::frontend {
namespace {

struct ReleaseDiagnostic {
  void operator()(void* diagnostic) const { clang::libclang().disposeDiagnostic(diagnostic); }
};
using ClangDiagnostic = std::unique_ptr<void, ReleaseDiagnostic>;

struct Found {
  Place place;
  std::string message;
  bool in_project = false;
};

Found read(CXDiagnostic diagnostic, Paths& paths) {
  const CXSourceLocation location = clang::libclang().getDiagnosticLocation(diagnostic);
  CXFile file = nullptr;
  clang::libclang().getFileLocation(location, &file, nullptr, nullptr, nullptr);
  return {place_of(location, paths), clang::take(clang::libclang().getDiagnosticSpelling(diagnostic)),
          file != nullptr && paths.in_project(file)};
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

/// The text between two others; empty where they are not there.
std::string between(const std::string& text, std::string_view before, std::string_view after) {
  const std::size_t begin = text.find(before);
  const std::size_t end = text.rfind(after);
  if (begin == std::string::npos || end == std::string::npos || end < begin + before.size()) return {};
  return text.substr(begin + before.size(), end - begin - before.size());
}

/// The type of an option as the word that a person writes: `Length` is length, `OnDelete<SetNull>` on_delete(set_null),
/// `Default<Other>` default_to, of `Other`.
std::string word_of(const std::string& option) {
  const std::size_t open = option.find('<');
  const std::string name = snake_case(option.substr(0, open));
  const std::string argument = between(option, "<", ">");
  if (name == "default") return fmt::format("`default_to` with a value of type `{}`", argument);
  if (name == "on_delete" || name == "on_update") return fmt::format("`{}({})`", name, snake_case(argument));
  return fmt::format("`{}`", name);
}

/// "because 'OptionOf<schemac::Length, schemac::Integer>' evaluated to false" is what clang says of an option in the
/// wrong place, deep in its notes; the sentence says the same to somebody who has never seen a concept.
std::string misplaced_option(const std::string& note) {
  std::string pair = between(note, "because 'OptionOf<", ">' evaluated to false");
  replace_all(pair, "schemac::", "");
  replace_all(pair, "_Bool", "bool");
  replace_all(pair, "> >", ">>");
  int depth = 0;
  for (std::size_t i = 0; i < pair.size(); ++i) {
    if (pair[i] == '<') ++depth;
    if (pair[i] == '>') --depth;
    if (pair[i] != ',' || depth != 0) continue;
    const std::string type = pair.substr(i + 2, pair.find_last_not_of(' ') - i - 1);
    return fmt::format("{} does not fit a column of type `{}`", word_of(pair.substr(0, i)), type);
  }
  return {};
}

/// The vocabulary refuses a value by calling a function whose name is the reason: `length_is_negative`.
std::string refused_value(const std::string& note) {
  std::string reason = between(note, "non-constexpr function '", "' cannot be used in a constant expression");
  std::replace(reason.begin(), reason.end(), '_', ' ');
  return reason.empty() ? reason : "the " + reason;
}

std::string hint_from(const std::string& note) {
  std::string hint = misplaced_option(note);
  return hint.empty() ? refused_value(note) : hint;
}

/// What is meant by a name that nothing has, or by a type where it cannot stand; clang's own guess, which may be of the
/// standard library, goes then.
std::string explain(std::string& message) {
  std::string hint;
  for (const std::string_view before : {"unknown type name '", "no template named '", "use of undeclared identifier '"})
    if (message.starts_with(before))
      hint = hint_for_other_word(message.substr(before.size(), message.find('\'', before.size()) - before.size()));
  if (!hint.empty()) message.erase(std::min(message.find("; did you mean"), message.size()));
  const std::string outer = between(message, "constraints not satisfied for class template '", "' [with ");
  return outer.empty() ? hint : hint_for_misplaced_type(outer, between(message, " = ", "]"));
}

void report(CXDiagnostic diagnostic, Paths& paths, Diagnostics& diagnostics) {
  Found error = read(diagnostic, paths);
  std::vector<Found> notes;
  const CXDiagnosticSet children = clang::libclang().getChildDiagnostics(diagnostic);
  for (unsigned i = 0; i < clang::libclang().getNumDiagnosticsInSet(children); ++i) {
    const ClangDiagnostic child{clang::libclang().getDiagnosticInSet(children, i)};
    Found note = read(child.get(), paths);
    if (!note.message.starts_with("in file included from")) notes.push_back(std::move(note));
  }
  // An assertion of the vocabulary fails inside the vocabulary; what the user wrote is in the first note that is his.
  const auto own = std::find_if(notes.begin(), notes.end(), [](const Found& note) { return note.in_project; });
  if (!error.in_project && own != notes.end()) {
    error.place = own->place;
    notes.erase(own);
  }
  const bool is_base = error.message == "base class has incomplete type";
  std::string explained = explain(error.message);
  Diagnostic& made = diagnostics.error(is_base ? Code::mixin_cycle : Code::cpp_error, error.place, error.message);
  made.hint = std::move(explained);
  if (is_base) made.hint = "a mixin stands before what derives from it, and bases cannot form a cycle";
  for (Found& note : notes) {
    if (made.hint.empty()) made.hint = hint_from(note.message);
    if (note.in_project) made.notes.push_back({std::move(note.place), std::move(note.message)});
  }
}

}  // namespace

void report_clang_errors(const clang::Parsed& parsed, Paths& paths, Diagnostics& diagnostics) {
  const unsigned count = clang::libclang().getNumDiagnostics(parsed.unit.get());
  for (unsigned i = 0; i < count; ++i) {
    const ClangDiagnostic diagnostic{clang::libclang().getDiagnostic(parsed.unit.get(), i)};
    if (clang::libclang().getDiagnosticSeverity(diagnostic.get()) >= CXDiagnostic_Error)
      report(diagnostic.get(), paths, diagnostics);
  }
}

}  // namespace schemac::frontend

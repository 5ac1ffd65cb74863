// What schemac has to say to the person who runs it: a place, a code, a sentence, a caret, and notes at the other
// places that matter. Passes collect diagnostics and go on looking; only the command line prints them. Failures of
// the world (a server gone, a full disk) are exceptions, not diagnostics.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "support/codes.hpp"

namespace schemac {

/// A position in a source file. Lines and columns count from 1; 0 means unknown. Columns count bytes.
struct Place {
  std::string file;  ///< As the user named it, relative to where schemac runs where possible; empty: no place.
  std::size_t line = 0;
  std::size_t column = 0;

  auto operator<=>(const Place&) const = default;
};

enum class Severity { error, warning };

/// A second place that explains the first ("first declared here").
struct Note {
  Place place;
  std::string message;

  bool operator==(const Note&) const = default;
};

struct Diagnostic {
  Severity severity = Severity::error;
  Code code{};
  Place place;
  std::string message;  ///< Lower case, no full stop, code in backticks.
  std::vector<Note> notes;
  std::string hint;  ///< What to do; empty when the message already says it.

  bool operator==(const Diagnostic&) const = default;
};

/// Collects diagnostics in the order in which they are found.
class Diagnostics {
 public:
  /// Adds an error and returns it, so that notes and a hint can be hung on it.
  Diagnostic& error(Code code, Place place, std::string message);
  /// Adds a warning and returns it.
  Diagnostic& warning(Code code, Place place, std::string message);

  /// Adds all of `more` behind these.
  void append(const Diagnostics& more);

  [[nodiscard]] bool has_errors() const;
  [[nodiscard]] bool empty() const { return list_.empty(); }
  [[nodiscard]] const std::vector<Diagnostic>& list() const { return list_; }

 private:
  std::vector<Diagnostic> list_;
};

/// Spells one diagnostic as clang would: `file:line:column: error: message [code]`, the source line, a caret, notes.
/// Source lines are read from the files named; one that cannot be read is left out. `color` adds ANSI colours;
/// `display` says how a file's name is shown to the person (nothing: as it is).
[[nodiscard]] std::string print(const Diagnostic& diagnostic, bool color,
                                const std::function<std::string(const std::string&)>& display = {});

}  // namespace schemac

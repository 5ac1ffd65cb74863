// Documentation comments: the text that people read, without slashes and stars, and the directives to schemac in it
// (`schemac: renamed from x`), which are no part of the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace schemac::frontend {

struct Comment {
  std::string text;  ///< Lines of a paragraph are joined; paragraphs and items of lists keep their lines.
  std::optional<std::string> renamed_from;  ///< `schemac: renamed from x`
  std::optional<std::string> label;         ///< `schemac: label x`: of an enumerator.
  std::optional<std::string> unknown;       ///< A line `schemac: …` that is none that is known.
};

/// Reads `///`, `//!`, `///<`, `/** */` and `/*! */`, one or several of them.
[[nodiscard]] Comment read_comment(std::string_view raw);

}  // namespace schemac::frontend

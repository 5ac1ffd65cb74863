// The text of a template with its partials already in place, and where each piece of it came from. mustache itself
// would parse a partial again each time that it is used, and could not say where in it a fault is.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "support/diagnostics.hpp"

namespace schemac::emit {

class TemplateText {
 public:
  /// Reads `name.mustache` from the first folder that has it, and what it takes in by `{{> other}}`. A template that no
  /// folder has, or that takes itself in, is an error of code template_error; then there is no text.
  /// Throws FileError when a file exists and cannot be read.
  static std::optional<TemplateText> load(const std::vector<std::filesystem::path>& folders, const std::string& name,
                                          Diagnostics& diagnostics);

  [[nodiscard]] const std::string& text() const { return text_; }
  /// The file, line and column of a byte of text().
  [[nodiscard]] Place place_of(std::size_t offset) const;
  /// The first tag with that name, `{{name}}`, `{{#name}}` and so on; nothing: there is none.
  [[nodiscard]] std::optional<Place> place_of_tag(const std::string& name) const;

 private:
  /// `text_` from `begin` on is the file `file` from `offset` on.
  struct Piece {
    std::size_t begin;
    std::string file;
    std::size_t offset;
  };
  struct Loader;

  std::string text_;
  std::vector<Piece> pieces_;
};

}  // namespace schemac::emit

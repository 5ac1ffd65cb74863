// The door to mustache. Templates are files; the user's folder is looked into first, file by file, then the one that
// came with schemac. Nothing is escaped: what comes out is C++, not HTML.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emit/view.hpp"
#include "support/diagnostics.hpp"

namespace schemac::emit {

class Templates {
 public:
  /// @param folders searched in this order; one that does not exist is passed over.
  explicit Templates(std::vector<std::filesystem::path> folders);
  ~Templates();
  Templates(const Templates&) = delete;
  Templates& operator=(const Templates&) = delete;

  /// Each of the templates `names` (`header.hpp`: the file `header.hpp.mustache`) with the view's values in its holes;
  /// `{{> x}}` takes in the template `x` where it stands. A template that is missing or malformed, and a hole for which
  /// there is no value, are errors of code template_error at their place in the file: then there are no texts.
  /// Throws FileError when a template exists and cannot be read.
  [[nodiscard]] std::optional<std::vector<std::string>> render(const std::vector<std::string>& names, View view,
                                                               Diagnostics& diagnostics);

 private:
  struct Parsed;

  Parsed* parse(const std::string& name, Diagnostics& diagnostics);

  std::vector<std::filesystem::path> folders_;
  std::map<std::string, std::unique_ptr<Parsed>> parsed_;  ///< Null: malformed, and said so.
};

}  // namespace schemac::emit

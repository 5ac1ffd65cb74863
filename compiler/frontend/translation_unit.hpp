// One translation unit of all schema headers: an unsaved file that includes each of them, parsed by libclang.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "frontend/clang.hpp"
#include "frontend/parse.hpp"
#include "support/diagnostics.hpp"

namespace schemac::frontend {

/// Where files are, as clang and as the user name them.
class Paths {
 public:
  explicit Paths(const Options& options);

  /// The header as clang is told to include it.
  [[nodiscard]] std::string absolute(const std::string& relative) const;
  /// The path for messages: below the project's root as the user would name it, else as clang has it.
  [[nodiscard]] std::string shown(CXFile file);
  /// The schema header that the file is, relative to the root; empty: it is none.
  [[nodiscard]] const std::string& header(CXFile file);
  /// Whether the file is below the project's root.
  [[nodiscard]] bool in_project(CXFile file);

 private:
  struct Entry {
    std::string shown;
    std::string header;
    bool in_project = false;
  };
  const Entry& entry(CXFile file);

  std::string root_;   ///< Absolute, with a slash at the end.
  std::string shown_;  ///< The same as the user says it; empty for the current folder.
  std::vector<std::string> headers_;
  std::map<CXFile, Entry> entries_;
};

/// The place of a location, in the file where it expands; `offset`, if given, receives its byte.
[[nodiscard]] Place place_of(CXSourceLocation location, Paths& paths, std::size_t* offset = nullptr);

/// The headers of `options`, sorted and each once.
[[nodiscard]] std::vector<std::string> sorted_headers(const Options& options);

/// Parses all headers together. A header that is not there, and every error of clang, is reported; the unit is there
/// all the same. Throws std::runtime_error when libclang cannot work at all.
[[nodiscard]] clang::Parsed parse_headers(const Options& options, Paths& paths, Diagnostics& diagnostics);

/// Every file that was read for the unit, sorted, without the unsaved one.
[[nodiscard]] std::vector<std::string> files_read(const clang::Parsed& parsed, Paths& paths);

}  // namespace schemac::frontend

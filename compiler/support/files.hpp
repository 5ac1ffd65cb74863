// Reading and writing whole files. Writing is all or nothing: a temporary file beside the target, then rename.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace schemac {

/// U+FEFF in UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// A file or folder that could not be read or written; what() names it and says why.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The whole file, or nothing when it does not exist. Throws FileError when it exists and cannot be read.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& path);

/// The same of a text that people write: without the byte order mark that some editors put in front of UTF-8. psql and
/// compilers leave it out, too; columns are counted behind it.
[[nodiscard]] std::optional<std::string> read_text(const std::filesystem::path& path);

/// Makes the file when it is missing, and its time stamp now. Throws FileError.
void touch(const std::filesystem::path& path);

/// Files that are to be written together. Nothing touches the disk before commit(); a file whose content would not
/// change is not written, so that its time stamp stays.
class StagedFiles {
 public:
  /// Stages a file with that content; a later call for the same path replaces the earlier one.
  void write(const std::filesystem::path& path, std::string content);
  /// Stages the removal of a file.
  void remove(const std::filesystem::path& path);
  /// Adds all of `more` behind these.
  void append(StagedFiles more);

  /// The content that is staged for the path; nothing where none is, or its removal.
  [[nodiscard]] std::optional<std::string> content(const std::filesystem::path& path) const;
  /// The paths whose content on disk differs from what is staged, in the order of staging.
  [[nodiscard]] std::vector<std::filesystem::path> changed() const;
  /// Writes every changed file beside its target first, then renames all into place in the order of staging, so that a
  /// full disk or a read-only folder leaves everything as it was. Returns what changed(). Throws FileError; folders are
  /// created as needed.
  std::vector<std::filesystem::path> commit();

 private:
  struct Entry {
    std::filesystem::path path;
    std::optional<std::string> content;  ///< Empty: remove.
  };
  std::vector<Entry> entries_;
};

}  // namespace schemac

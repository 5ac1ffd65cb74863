// A schema made by hand, without a front end: two headers, odd names, a composite key, everything that `emit` decides
// by.
#pragma once

#include <filesystem>
#include <string>

#include "emit/generate.hpp"
#include "model/declared.hpp"

namespace schemac::tests {

/// A column that is NOT NULL and has no default.
model::Field field(std::string name, model::TypeWord word, std::string sql_type);

/// `shop::schema`, in `schema/shop.hpp` (Customer with soft delete, Line with a composite key, Tag with only a key) and
/// `schema/parts/sizes.hpp` (an enumeration that Customer has).
model::Declared sample();

/// A new folder with a space in its name, removed in the end.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Fails the test where there is no such file.
  [[nodiscard]] std::string read(const std::string& file) const;
  void write(const std::string& file, const std::string& content) const;

 private:
  std::filesystem::path path_;
};

/// The templates of the source tree; output goes to this folder.
emit::Options options_for(const Folder& output);

/// Generates into the folder; fails the test, and shows what was found, where that is refused.
void generate_into(const Folder& output, const model::Declared& declared);

}  // namespace schemac::tests

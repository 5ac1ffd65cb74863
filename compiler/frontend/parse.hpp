// The front end's door: schema headers and .sql files in, the declared schema out. libclang reads the headers as one
// translation unit; nothing here needs a PostgreSQL server. The only room that knows libclang, and only in its sources.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/declared.hpp"
#include "support/diagnostics.hpp"

namespace schemac::frontend {

/// What to read, and how. Paths of headers and .sql files are relative to `project_root`.
struct Options {
  std::vector<std::string> headers;    ///< Schema headers; only entities declared in one of these become tables.
  std::vector<std::string> sql_files;  ///< Files of statements that stand beside the entities.
  /// Absolute, or relative to where schemac runs. Places in messages are spelled with it in front, unless it is `.`.
  std::filesystem::path project_root = ".";
  /// Searched by `#include`, after the project's root; the folder that has `schemac/schema.hpp` is one of them.
  std::vector<std::filesystem::path> include_directories;
  /// Given to clang as they are (-D…, -I…), behind ours: from schemac.toml or a compile_commands.json.
  std::vector<std::string> compiler_flags;
  bool may_have_rows = false;             ///< The .sql files are a whole state, as a dump is, and not a schema.
  std::string default_schema = "public";  ///< The PostgreSQL schema of entities that name none.
  /// Files as they are about to be, by their path relative to `project_root`: read instead of what is on the disk.
  std::map<std::string, std::string> texts;
};

/// Reads the headers and the .sql files. Every mistake in them is reported to `diagnostics`, not the first alone; the
/// result is empty if and only if there was an error. Throws FileError when a file exists and cannot be read, and
/// std::runtime_error when libclang itself does not work.
[[nodiscard]] std::optional<model::Declared> parse(const Options& options, Diagnostics& diagnostics);

}  // namespace schemac::frontend

#include "emit/output_names.hpp"

#include <algorithm>
#include <filesystem>

#include "emit/names.hpp"

namespace schemac::emit {
namespace {

namespace fs = std::filesystem;

}  // namespace

OutputNames output_names(const std::string& schema_header, const std::string& schema_folder) {
  const fs::path header = fs::path(schema_header).lexically_normal();
  fs::path relative = header.lexically_relative(fs::path(schema_folder).lexically_normal());
  if (relative.empty() || *relative.begin() == "..") relative = header.filename();
  const fs::path base = relative.parent_path() / relative.stem();
  return {schema_header, base.generic_string() + ".hpp", base.generic_string() + ".cpp",
          identifier(base.generic_string())};
}

std::vector<std::string> sources_of(const model::Declared& declared) {
  std::vector<std::string> sources = declared.headers;
  for (const model::QueryFile& file : declared.queries) sources.push_back(file.file);
  return sources;
}

std::vector<std::string> output_files(const std::vector<std::string>& sources, const std::string& schema_folder) {
  std::vector<std::string> files{kContractHeader, kContractSource, kManifest};
  for (const std::string& source : sources) {
    const OutputNames names = output_names(source, schema_folder);
    files.push_back(names.header);
    files.push_back(names.source);
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string include_path(const std::string& from, const std::string& to) {
  return fs::path(to).lexically_relative(fs::path(from).parent_path()).generic_string();
}

}  // namespace schemac::emit

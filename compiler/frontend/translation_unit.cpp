#include "frontend/translation_unit.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

#include "frontend/clang_errors.hpp"

namespace schemac::frontend {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUnsaved = "schemac-headers.cpp";

/// Of "Debian clang version 14.0.6": 14.0.6.
std::string clang_version() {
  const std::string text = clang::take(clang::libclang().getClangVersion());
  const std::size_t begin = text.find_first_of("0123456789");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_first_not_of("0123456789.", begin) - begin);
}

/// clang's own headers (stddef.h …). libclang looks for them beside itself; Debian puts the library elsewhere.
std::string resource_directory() {
  const std::string version = clang_version();
  const std::string major = version.substr(0, version.find('.'));
  const fs::path llvm = "/usr/lib/llvm-" + major;
  for (const fs::path& candidate : {llvm / "lib/clang" / version, llvm / "lib/clang" / major})
    if (fs::exists(candidate / "include" / "stddef.h")) return candidate.string();
  return {};
}

std::vector<std::string> arguments_for(const Options& options, const fs::path& root) {
  // -w: warnings belong to the user's own build. No limit of errors: all are to be seen at once. libclang turns "did
  // you mean" off unless it is asked for.
  std::vector<std::string> arguments{
      "-x", "c++", "-std=c++20", "-w", "-ferror-limit=0", "-fspell-checking", "-I" + root.string()};
  for (const fs::path& directory : options.include_directories)
    arguments.push_back("-I" + fs::absolute(directory).lexically_normal().string());
  if (const std::string resources = resource_directory(); !resources.empty()) {
    arguments.emplace_back("-resource-dir");
    arguments.push_back(resources);
  }
  arguments.insert(arguments.end(), options.compiler_flags.begin(), options.compiler_flags.end());
  return arguments;
}

std::string include_lines(const Options& options, const Paths& paths, Diagnostics& diagnostics, const fs::path& root) {
  std::string text;
  for (const std::string& header : sorted_headers(options)) {
    const std::string path = paths.absolute(header);
    if (options.texts.contains(header) || fs::is_regular_file(path)) {
      text += fmt::format("#include \"{}\"\n", path);
    } else {
      diagnostics.error(Code::header_not_found, {}, fmt::format("schema header `{}` does not exist", header)).hint =
          fmt::format("headers are looked for in `{}`", root.string());
    }
  }
  return text;
}

}  // namespace

Paths::Paths(const Options& options)
    : root_((fs::absolute(options.project_root) / "").lexically_normal().string()),
      shown_((options.project_root / "").lexically_normal().string()),
      headers_(sorted_headers(options)) {
  if (shown_ == "./" || shown_ == "." || shown_ == "/") shown_.clear();
}

std::string Paths::absolute(const std::string& relative) const {
  return (fs::path(root_) / relative).lexically_normal().string();
}

const Paths::Entry& Paths::entry(CXFile file) {
  const auto known = entries_.find(file);
  if (known != entries_.end()) return known->second;
  Entry made;
  const std::string path = fs::path(clang::take(clang::libclang().getFileName(file))).lexically_normal().string();
  made.shown = path;
  if (path.starts_with(root_)) {
    const std::string relative = path.substr(root_.size());
    made.in_project = relative != kUnsaved;
    made.shown = shown_ + relative;
    if (std::binary_search(headers_.begin(), headers_.end(), relative)) made.header = relative;
  }
  return entries_.emplace(file, std::move(made)).first->second;
}

std::string Paths::shown(CXFile file) { return entry(file).shown; }
const std::string& Paths::header(CXFile file) { return entry(file).header; }
bool Paths::in_project(CXFile file) { return entry(file).in_project; }

Place place_of(CXSourceLocation location, Paths& paths, std::size_t* offset) {
  CXFile file = nullptr;
  unsigned line = 0;
  unsigned column = 0;
  unsigned byte = 0;
  clang::libclang().getFileLocation(location, &file, &line, &column, &byte);
  if (file == nullptr) return {};
  if (offset != nullptr) *offset = byte;
  return {paths.shown(file), line, column};
}

std::vector<std::string> sorted_headers(const Options& options) {
  std::vector<std::string> headers;
  for (const std::string& header : options.headers) headers.push_back(fs::path(header).lexically_normal().string());
  std::sort(headers.begin(), headers.end());
  headers.erase(std::unique(headers.begin(), headers.end()), headers.end());
  return headers;
}

clang::Parsed parse_headers(const Options& options, Paths& paths, Diagnostics& diagnostics) {
  const fs::path root = fs::absolute(options.project_root).lexically_normal();
  const std::string text = include_lines(options, paths, diagnostics, root);
  const std::string unsaved = (root / kUnsaved).string();
  const std::vector<std::string> arguments = arguments_for(options, root);
  std::vector<const char*> raw;
  for (const std::string& argument : arguments) raw.push_back(argument.c_str());

  clang::Parsed parsed{clang::Index{clang::libclang().createIndex(0, 0)}, nullptr};
  std::map<std::string, std::string_view> unsaved_texts{{unsaved, text}};
  for (const auto& [file, content] : options.texts)
    if (!file.ends_with(".sql")) unsaved_texts.emplace(paths.absolute(file), content);
  std::vector<CXUnsavedFile> files;
  for (const auto& [file, content] : unsaved_texts) files.push_back({file.c_str(), content.data(), content.size()});
  CXTranslationUnit unit = nullptr;
  // Bodies of functions say nothing about a schema; those of constexpr functions clang reads all the same.
  const CXErrorCode failed = clang::libclang().parseTranslationUnit2(
      parsed.index.get(), unsaved.c_str(), raw.data(), static_cast<int>(raw.size()), files.data(),
      static_cast<unsigned>(files.size()), CXTranslationUnit_SkipFunctionBodies, &unit);
  parsed.unit.reset(unit);
  if (failed != CXError_Success || unit == nullptr)
    throw std::runtime_error(
        fmt::format("libclang could not read the schema headers (error {} of libclang); check the "
                    "compiler flags in schemac.toml",
                    static_cast<int>(failed)));
  report_clang_errors(parsed, paths, diagnostics);
  return parsed;
}

std::vector<std::string> files_read(const clang::Parsed& parsed, Paths& paths) {
  struct Visit {
    Paths* paths;
    std::vector<std::string> files;
  } visit{&paths, {}};
  clang::libclang().getInclusions(
      parsed.unit.get(),
      [](CXFile file, CXSourceLocation*, unsigned depth, CXClientData data) {
        auto& state = *static_cast<Visit*>(data);
        if (depth > 0) state.files.push_back(state.paths->shown(file));
      },
      &visit);
  std::sort(visit.files.begin(), visit.files.end());
  visit.files.erase(std::unique(visit.files.begin(), visit.files.end()), visit.files.end());
  return visit.files;
}

}  // namespace schemac::frontend

#include "architecture/house_rules.hpp"

#include <algorithm>
#include <regex>

#include "architecture/include_rules.hpp"

namespace schemac::tests {
namespace {

constexpr std::size_t kLongestFile = 400;

using Lines = std::vector<std::string_view>;

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string at(const SourceFile& file, std::size_t line, const std::string& sentence) {
  return file.path + ":" + std::to_string(line) + ": " + sentence;
}

// Every line that matches, in every file that `chosen` chooses.
template <typename Chosen>
std::vector<std::string> matches(const std::vector<SourceFile>& tree, const std::regex& pattern,
                                 const std::string& sentence, const Chosen& chosen) {
  std::vector<std::string> found;
  for (const SourceFile& file : tree) {
    if (!chosen(file)) continue;
    const Lines lines = lines_of(file.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (std::regex_search(lines[i].begin(), lines[i].end(), pattern)) found.push_back(at(file, i + 1, sentence));
    }
  }
  return found;
}

bool is_public(std::string_view path) {
  return below(path, "runtime/include") || below(path, "testing/include") || below(path, "compiler/dsl");
}

/// What is installed, or what it is made of.
bool is_product(std::string_view path) {
  return below(path, "compiler") || below(path, "runtime") || below(path, "testing");
}

}  // namespace

std::vector<std::string> long_files(const std::vector<SourceFile>& tree) {
  std::vector<std::string> found;
  for (const SourceFile& file : tree) {
    if (!is_product(file.path) && !below(file.path, "templates")) continue;
    const std::size_t count = lines_of(file.text).size();
    if (count > kLongestFile) found.push_back(at(file, count, "longer than 400 lines"));
  }
  return found;
}

std::vector<std::string> shapeless_names(const std::vector<SourceFile>& tree) {
  static const std::regex pattern("(^|[/_.-])(utils?|helpers?|common|misc)([/_.-]|$)");
  std::vector<std::string> found;
  for (const SourceFile& file : tree) {
    if (std::regex_search(file.path, pattern)) found.push_back(at(file, 1, "the name says nothing"));
  }
  return found;
}

std::vector<std::string> unfinished_work(const std::vector<SourceFile>& tree) {
  static const std::regex pattern("\\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\\b");  // brackets: not to find itself
  return matches(tree, pattern, "work put off", [](const SourceFile&) { return true; });
}

std::vector<std::string> untidy_text(const std::vector<SourceFile>& tree) {
  std::vector<std::string> found;
  for (const SourceFile& file : tree) {
    const Lines lines = lines_of(file.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].find('\t') != std::string_view::npos) found.push_back(at(file, i + 1, "a tab"));
      if (ends_with(lines[i], " ")) found.push_back(at(file, i + 1, "trailing blanks"));
      if (ends_with(lines[i], "\r")) found.push_back(at(file, i + 1, "a line end of Windows"));
    }
    if (!file.text.empty() && file.text.back() != '\n')
      found.push_back(at(file, lines.size(), "no newline at the end"));
  }
  return found;
}

std::vector<std::string> machine_paths(const std::vector<SourceFile>& tree) {
  // Brackets keep the patterns from finding themselves.
  static const std::regex anywhere("/wor[k]/");
  static const std::regex in_documents("/tm[p]/|/hom[e]/[a-z]+/|/roo[t]/");
  auto found = matches(tree, anywhere, "a path of somebody's machine", [](const SourceFile&) { return true; });
  const auto more = matches(tree, in_documents, "a path of somebody's machine",
                            [](const SourceFile& file) { return ends_with(file.path, ".md"); });
  found.insert(found.end(), more.begin(), more.end());
  return found;
}

std::vector<std::string> heavy_headers(const std::vector<SourceFile>& tree) {
  static const std::string heavy[] = {"ranges", "iostream", "regex", "fstream", "sstream", "format", "iomanip"};
  std::vector<std::string> found;
  for (const SourceFile& file : tree) {
    if (!is_public(file.path)) continue;
    for (const Include& include : includes_of(file.text)) {
      if (include.angled && std::find(std::begin(heavy), std::end(heavy), include.name) != std::end(heavy)) {
        found.push_back(at(file, include.line, "<" + include.name + "> in a header that users compile"));
      }
    }
  }
  return found;
}

std::vector<std::string> headers_without_opening(const std::vector<SourceFile>& tree) {
  std::vector<std::string> found;
  for (const SourceFile& file : tree) {
    const bool housed = is_product(file.path) || below(file.path, "tests");
    if (!housed || !ends_with(file.path, ".hpp") || below(file.path, "tests/cases")) continue;
    if (file.text.rfind("//", 0) != 0) found.push_back(at(file, 1, "does not open with what it is for"));
  }
  return found;
}

std::vector<std::string> codes_without_test(const std::vector<SourceFile>& tree,
                                            const std::vector<std::string>& codes) {
  std::vector<std::string> found;
  for (const std::string& code : codes) {
    std::string enumerator = code;
    std::replace(enumerator.begin(), enumerator.end(), '-', '_');
    const std::regex mention("\\bCode::" + enumerator + "\\b|[\\[\"(]" + code + "[\\])\"]");
    const bool raised = std::any_of(tree.begin(), tree.end(), [&](const SourceFile& file) {
      const bool raises = below(file.path, "tests") && !below(file.path, "tests/architecture") &&
                          !below(file.path, "tests/unit/support");
      return raises && std::regex_search(file.text, mention);
    });
    if (!raised) found.push_back("no test raises `" + code + "`");
  }
  return found;
}

}  // namespace schemac::tests
